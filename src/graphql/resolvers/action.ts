import type { Caller, Source } from '../../access/caller.ts';
import type { ContainerResult } from '../../actions/containers.ts';
import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import type { GraphqlContext } from '../context.ts';

/** Runs one use case and shapes its result as every container payload is shaped. */
function container<I>(run: (context: GraphqlContext) => (caller: Caller, source: Source, input: I) => Promise<ContainerResult>) {
  return async (_root: unknown, { input }: { input: I }, context: GraphqlContext) => {
    const { view, recordedAs } = context;
    const { auditId, changed, value, host } = await run(context)(view.caller, view.source, input);
    recordedAs(auditId);
    return { container: { host: view.host(host), it: value }, changed, auditId };
  };
}

export const containerMutations = {
  startContainer: container(({ actions }) => actions.containers.start),
  stopContainer: container(({ actions }) => actions.containers.stop),
  restartContainer: container(({ actions }) => actions.containers.restart),
  killContainer: container(({ actions }) => actions.containers.kill),
  pauseContainer: container(({ actions }) => actions.containers.pause),
  unpauseContainer: container(({ actions }) => actions.containers.unpause),
  renameContainer: container(({ actions }) => actions.containers.rename),
  removeContainer: container(({ actions }) => actions.containers.remove),
} satisfies Partial<MutationResolvers>;

/** Every payload's `auditEvent`, read when it is selected. */
export const auditEvent = ({ auditId }: { auditId: string }, _args: unknown, { ownRecord }: GraphqlContext) => ownRecord(auditId);

export const payloads = {
  StartContainerPayload: { auditEvent },
  StopContainerPayload: { auditEvent },
  RestartContainerPayload: { auditEvent },
  KillContainerPayload: { auditEvent },
  PauseContainerPayload: { auditEvent },
  UnpauseContainerPayload: { auditEvent },
  RenameContainerPayload: { auditEvent },
  RemoveContainerPayload: { auditEvent },
  ExecContainerPayload: { auditEvent },
  CreateTokenPayload: { auditEvent },
  RevokeTokenPayload: { auditEvent },
} satisfies Partial<Resolvers>;
