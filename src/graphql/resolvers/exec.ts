import type { MutationResolvers } from '../../generated/graphql.ts';

export const execMutations = {
  execContainer: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.exec.run(view.caller, view.source, input);
    recordedAs(auditId);
    const { container, stdout, stderr, ...came } = value;
    return {
      ...came,
      container: { host: view.host(host), it: container },
      stdout: stdout.text,
      stderr: stderr.text,
      stdoutTruncated: stdout.truncated,
      stderrTruncated: stderr.truncated,
      truncated: stdout.truncated || stderr.truncated,
      changed,
      auditId,
    };
  },
} satisfies Pick<MutationResolvers, 'execContainer'>;
