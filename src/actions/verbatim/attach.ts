import type { Caller, Source } from '../../access/caller.ts';
import type { PerformDeps, Performed } from '../perform.ts';
import { session, type AttachInput, type Serve, type SessionResult } from '../terminals.ts';

export interface AttachVerbatimInput extends AttachInput {
  stdin: boolean;
  outputs: { stdout: boolean; stderr: boolean };
  /** What it wrote before comes first. */
  logs: boolean;
  /** What it writes from now on comes as well. */
  follow: boolean;
}

export type AttachVerbatim = (
  caller: Caller,
  source: Source,
  input: AttachVerbatimInput,
  serve: Serve,
) => Promise<Performed<SessionResult>>;

/** Attaches to a container as the Engine API has it: before it runs too, so that its first word is not missed. */
export function attachVerbatim(deps: PerformDeps): AttachVerbatim {
  return (caller, source, input, serve) => {
    const { stdin, outputs, logs, follow, detachKeys = null } = input;
    return session(deps, caller, source, input, serve, {
      action: 'container.attach',
      params: () => ({ stdin: String(stdin), ...(logs ? { logs: 'true' } : {}) }),
      check: () => undefined,
      tty: ({ tty }) => tty,
      open: (writer, id, { tty }) => writer.attachContainer(id, { tty, stdin, detachKeys, outputs, logs, follow }),
    });
  };
}
