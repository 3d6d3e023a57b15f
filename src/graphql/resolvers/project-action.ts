import type { Caller, Source } from '../../access/caller.ts';
import type { ProjectActions, ProjectResult } from '../../actions/project.ts';
import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import type { GraphqlContext } from '../context.ts';
import { auditEvent } from './action.ts';
import { ownOperation as operation } from './operation.ts';
import { errorOf, recordOf } from './part.ts';

/** Runs one use case and shapes its result. */
function project<I>(run: (actions: ProjectActions) => (caller: Caller, source: Source, input: I) => Promise<ProjectResult>) {
  return async (_root: unknown, { input }: { input: I }, { view, actions, recordedAs }: GraphqlContext) => {
    const { auditId, changed, value, host } = await run(actions.projects)(view.caller, view.source, input);
    recordedAs(auditId);
    const on = view.host(host);
    return {
      project: value?.project ? { host: on, it: value.project } : null,
      results: (value?.items ?? []).map((it) => ({ host: on, it })),
      changed,
      auditId,
    };
  };
}

export const projectMutations = {
  startProject: project((actions) => actions.start),
  stopProject: project((actions) => actions.stop),
  restartProject: project((actions) => actions.restart),
  removeProject: project((actions) => actions.remove),
} satisfies Partial<MutationResolvers>;

export const projectPayloads = {
  ProjectPayload: {
    changedCount: ({ results }) => results.filter(({ it }) => it.changed).length,
    failedCount: ({ results }) => results.filter(({ it }) => it.error !== null).length,
    auditEvent,
    operation,
  },
  ProjectActionResult: {
    kind: ({ it }) => it.kind,
    name: ({ it }) => it.name,
    dockerId: ({ it }) => it.key,
    service: ({ it }) => it.service,
    container: ({ host, it }) => it.container && { host, it: it.container },
    changed: ({ it }) => it.changed,
    error: ({ it }) => errorOf(it),
    auditEvent: ({ it }, args, context) => recordOf(it, args, context),
  },
} satisfies Partial<Resolvers>;
