import type { Caller, Source } from '../../access/caller.ts';
import type { Action } from '../../catalogue.ts';
import type { Container } from '../../engine/model.ts';
import type { FileReader } from '../../engine/ports-files.ts';
import { engineUnavailable, internal } from '../../errors.ts';
import { watched, type CallWatch } from '../call-watch.ts';
import { aimAt } from '../containers.ts';
import type { HostsFor } from '../hosts.ts';
import { checkReason, hostName, pickHost, type EngineHost } from '../perform.ts';
import { recorded, type Done, type Recorded, type RecorderDeps } from '../recorded.ts';

export interface FileDeps extends RecorderDeps {
  hosts: HostsFor<EngineHost & { reader: FileReader }>;
  /** Is told of every read. */
  watch?: CallWatch;
}

/** Which container, and why. */
export interface ReadInput {
  ref: string;
  host?: string | null;
  reason?: string | null;
}

/** Finds the container, decides, stores the intent, and only then lets `run` read; the outcome says what came of it. */
export function reading<T>(
  deps: FileDeps,
  asked: { caller: Caller; source: Source; action: Action; input: ReadInput; params: Readonly<Record<string, string>> },
  check: () => void,
  run: (reader: FileReader, container: Container, auditId: string) => Promise<Done<T>>,
): Promise<Recorded<T>> {
  const { caller, source, action, input, params } = asked;
  let on: { name: string; reader: FileReader } | undefined;
  let seen: Container | undefined;
  return recorded(
    deps,
    {
      caller,
      source,
      action,
      host: hostName(deps, input.host ?? null),
      params,
      reason: input.reason ?? null,
      idempotencyKey: null,
    },
    () => {
      checkReason(input.reason ?? null);
      const host = pickHost(deps, caller, input.host ?? null);
      const { status, problem } = host.mirror.connection;
      if (status !== 'connected')
        throw engineUnavailable(`Host ${host.name} cannot be reached: ${problem ?? 'not connected yet'}`);
      on = host;
      seen = host.mirror.resolveContainer(input.ref);
      check();
      return { ...aimAt(seen), before: null };
    },
    async (_aim, auditId) => {
      if (on === undefined || seen === undefined) throw internal('a read ran without a host');
      return run(watched(on.reader, deps.watch, { auditId, host: on.name }), seen, auditId);
    },
  );
}
