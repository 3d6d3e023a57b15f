import type { GraphQLSchema } from 'graphql';
import type { Caller, Source } from '../access/caller.ts';
import type { AuditReader } from '../audit/log.ts';
import { internal } from '../errors.ts';
import type { Reads } from '../view/reads.ts';
import type { View } from '../view/view.ts';
import type { GraphqlContext } from './context.ts';
import { innerValues } from './enums.ts';
import { resolvers } from './resolvers.ts';
import { scalars } from './scalars.ts';
import { executableSchema } from './schema.ts';
import { readSdl } from './sdl.ts';
import type { Asking } from './transports/operation.ts';

export interface ApiDeps {
  viewFor: (caller: Caller, source: Source, reads?: Reads) => View;
  actions: GraphqlContext['actions'];
  audit: Pick<AuditReader, 'get'>;
}

/** The schema with all that answers it, and what its resolvers are given for one request: the same for every transport. */
export interface Api {
  schema: GraphQLSchema;
  context: (asking: Asking) => GraphqlContext;
}

export function api(deps: ApiDeps): Api {
  return {
    schema: executableSchema(readSdl(), resolvers, scalars, innerValues),
    context: ({ caller, source, signal, recordedAs, reads }) => ({
      view: deps.viewFor(caller, source, reads),
      actions: reads === undefined ? deps.actions : watched(deps.actions, reads),
      recordedAs,
      signal,
      ownRecord: async (auditId) => {
        const entry = await deps.audit.get(auditId);
        if (entry === null) throw internal(`the audit event ${auditId} was written and cannot be found`);
        return entry;
      },
    }),
  };
}

/** Whatever is done through these is not done by giving an old answer again; some are reads, for instance of tokens, which are on record. */
function watched(actions: GraphqlContext['actions'], reads: Reads): GraphqlContext['actions'] {
  return new Proxy(actions, {
    get(target, name) {
      reads.once();
      return Reflect.get(target, name, target);
    },
  });
}
