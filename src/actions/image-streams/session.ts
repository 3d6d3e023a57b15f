import type { Caller, Source } from '../../access/caller.ts';
import { hasRegistries } from '../../access/registries.ts';
import type { Action } from '../../catalogue.ts';
import type { BuilderSpec } from '../../engine/ports-images.ts';
import { given } from '../pairs.ts';
import { perform, type PerformDeps, type Performed } from '../perform.ts';
import type { Aim } from '../recorded.ts';
import { countedEnds, type Ending, type Terminal } from '../terminals.ts';
import type { OpenSessions } from './sessions.ts';

export interface BuilderInput extends BuilderSpec {
  host: string;
  /** Of the session, as its client calls it; null where there is none. */
  session: { id: string; name: string } | null;
}

/** What a client gets hold of while it speaks with BuildKit. */
export type Connected = Pick<Terminal, 'auditId' | 'tty' | 'output' | 'write' | 'endInput'>;

export type ConnectBuilder = (
  caller: Caller,
  source: Source,
  input: BuilderInput,
  serve: (connected: Connected) => Promise<Ending>,
) => Promise<Performed<{ ending: Ending }>>;

/** What is asked of BuildKit can be anything that its engine can do, host networks included. */
export const neededForBuildKit: readonly Action[] = ['container.host'];

/** The refusal where the policy has a list of registries: BuildKit is told of images where nobody can look. */
export function unjudged(caller: Caller): Pick<Aim, 'veto'> {
  if (!hasRegistries(caller) || caller.policy.warns) return {};
  const reason =
    'The policy has a list of registries (create.registries), and of which they are cannot be judged under BuildKit: build with DOCKER_BUILDKIT=0.';
  return { veto: { rule: 'registry', reason } };
}

/** Lets a client speak with BuildKit: on record from its beginning to its end, with how many bytes there were. */
export function connectBuilder(deps: PerformDeps & { sessions: OpenSessions }): ConnectBuilder {
  return (caller, source, input, serve) => {
    const { kind, session, host, headers } = input;
    const bytes = { in: 0, out: 0 };
    let ending: Ending = 'ended';
    return perform<{ ending: Ending }>(deps, caller, source, {
      action: 'build.session',
      host,
      params: given({ kind, name: session?.name }),
      reason: null,
      idempotencyKey: null,
      type: 'image',
      aim: ({ name }) => {
        if (session !== null) deps.sessions.check(session.id);
        const pruning: readonly Action[] = kind === 'grpc' ? ['build.prune'] : [];
        return {
          target: { type: 'host', id: null, name, image: null, labels: {} },
          before: null,
          key: '',
          alsoNeeds: ['image.build', ...pruning, ...neededForBuildKit],
          ...unjudged(caller),
        };
      },
      call: async (writer, _key, auditId) => {
        const run = await writer.openBuilder({ kind, headers });
        let close = () => {};
        try {
          if (session !== null) close = deps.sessions.add({ id: session.id, host, actorId: caller.id });
          await deps.audit.started(auditId, {});
          ending = await serve({ auditId, tty: true, ...countedEnds(run, bytes) });
          return { changed: true, status: run.status };
        } finally {
          close();
          run.close();
        }
      },
      // What was built in a session is read by the build; of the rest nobody is told.
      refresh: async (mirror) => (kind === 'grpc' ? mirror.relist('image') : undefined),
      result: () => {
        const details = { ending, bytesIn: String(bytes.in), bytesOut: String(bytes.out) };
        return { value: { ending }, after: { state: 'closed', exitCode: null, details } };
      },
    });
  };
}
