import type { NewContainer } from '../../actions/create/create.ts';
import type { Begun } from '../../actions/operations/begin.ts';
import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import type { GraphqlContext } from '../context.ts';
import { auditEvent } from './action.ts';
import { ownOperation as operation } from './operation.ts';

/** What both show of what was made; nothing of it while it runs. */
function shown({ view, recordedAs }: GraphqlContext, { auditId, changed, host, value }: Begun<NewContainer>) {
  recordedAs(auditId);
  const it = value?.container ?? null;
  const container = it === null ? null : { host: view.host(host), it };
  const { pulled = false, warnings = [] } = value ?? {};
  return { container, dockerId: value?.id ?? null, pulled, warnings, changed, auditId };
}

export const createMutations = {
  createContainer: async (_root, { input }, context) => {
    const { view, actions } = context;
    return shown(context, await actions.create(view.caller, view.source, input));
  },
  runContainer: async (_root, { input }, context) => {
    const { view, actions } = context;
    const done = await actions.run(view.caller, view.source, input);
    return { ...shown(context, done), exitCode: done.value?.exitCode ?? null, output: done.value?.output ?? null };
  },
} satisfies Partial<MutationResolvers>;

export const createPayloads = {
  CreateContainerPayload: { auditEvent, operation },
  RunContainerPayload: { auditEvent, operation },
} satisfies Partial<Resolvers>;
