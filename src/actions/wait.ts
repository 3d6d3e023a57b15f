import type { Caller, Source } from '../access/caller.ts';
import type { Container } from '../engine/model.ts';
import type { EngineReader } from '../engine/ports.ts';
import type { WaitCondition } from '../engine/wait.ts';
import { badInput, engineError, engineUnavailable, internal, rateLimited, timedOut } from '../errors.ts';
import { aimAt, present, removed, stateOf } from './containers.ts';
import { aimed } from './lookout.ts';
import type { HostsFor, Reached } from './hosts.ts';
import { checkReason, hostName, pickHost, type EngineHost } from './perform.ts';
import { recorded, type Recorded, type RecorderDeps } from './recorded.ts';

export interface WaitInput {
  ref: string;
  host?: string | null;
  /** Absent: "not-running". */
  condition?: WaitCondition | null;
  /** Absent: as long as it takes. */
  timeoutSeconds?: number | null;
  reason?: string | null;
}

/** `exitCode`: null where the one who waited has left before the container ended. */
export type WaitResult = Recorded<{ container: Container; exitCode: number | null }> & { host: string };

/** `signal` is aborted when the client has left. */
export type WaitContainer = (
  caller: Caller,
  source: Source,
  input: WaitInput,
  signal: AbortSignal,
  /** Called once the engine waits. */
  accepted?: () => void,
) => Promise<WaitResult>;

type WaitHost = EngineHost & { reader: Pick<EngineReader, 'waitContainer'> };

export interface WaitDeps extends RecorderDeps {
  hosts: HostsFor<WaitHost>;
  /** Aborted when Wharfinger stops. */
  stopping: AbortSignal;
}

/** Each holds a connection to the engine. */
const mostAtOnce = 256;

/**
 * Waits until a container has ended. It changes nothing, so unlike every other action it ends with the client: on record as "cancelled" then.
 * TIMEOUT when the time is over, RATE_LIMITED while too many wait.
 */
export function waitAction(deps: WaitDeps): WaitContainer {
  let waiting = 0;
  return async (caller, source, input, left, accepted) => {
    const [condition, seconds] = [input.condition ?? 'not-running', input.timeoutSeconds ?? null];
    let host: (WaitHost & Reached) | undefined;
    let seen: Container | undefined;
    const done = await recorded<{ container: Container; exitCode: number | null }>(
      deps,
      {
        caller,
        source,
        action: 'container.wait',
        host: hostName(deps, input.host ?? null),
        params: present({ ref: input.ref, condition, timeoutSeconds: seconds === null ? null : String(seconds) }),
        reason: input.reason ?? null,
        idempotencyKey: null,
      },
      async () => {
        checkReason(input.reason ?? null);
        host = pickHost(deps, caller, input.host ?? null);
        const { status, problem } = host.mirror.connection;
        if (status !== 'connected')
          throw engineUnavailable(`Host ${host.name} cannot be reached: ${problem ?? 'not connected yet'}`);
        const { lookout, mirror } = host;
        const mayLook = () => deps.authorize(caller, 'container.wait', null).allow;
        seen = await aimed(lookout, mayLook, () => mirror.resolveContainer(input.ref));
        if (seconds !== null && (seconds < 0 || seconds > 86_400))
          throw badInput(`input.timeoutSeconds: from 0 to 86400; not ${seconds}.`);
        if (waiting >= mostAtOnce) throw rateLimited(`${mostAtOnce} requests wait for containers already.`);
        return aimAt(seen);
      },
      async () => {
        if (host === undefined || seen === undefined) throw internal('an action ran without a host');
        const { reader, mirror } = host;
        const [container, late] = [seen, new AbortController()];
        const timer = seconds === null ? undefined : setTimeout(() => late.abort(), seconds * 1000);
        waiting += 1;
        try {
          const over = AbortSignal.any([late.signal, left, deps.stopping]);
          const { exitCode, problem } = await reader.waitContainer(container.id, condition, over, accepted);
          if (problem !== null) throw engineError(problem);
          await mirror.refresh('container', container.id);
          const now = mirror.containers.get(container.id);
          const after = now === undefined ? { ...removed, exitCode } : { ...stateOf(now), exitCode };
          return { changed: true, engineStatus: 200, after, targetId: null, value: { container: now ?? container, exitCode } };
        } catch (error) {
          if (late.signal.aborted) throw timedOut(`What was waited for had not come about after ${seconds} s.`);
          if (!left.aborted && !deps.stopping.aborted) throw error;
          if (deps.stopping.aborted) throw engineUnavailable('Wharfinger is stopping: ask again when it is back.');
          const value = { container, exitCode: null };
          return { changed: false, engineStatus: null, after: null, targetId: null, value, result: 'cancelled' };
        } finally {
          waiting -= 1;
          clearTimeout(timer);
        }
      },
    );
    return { ...done, host: host?.name ?? '' };
  };
}
