import type { Container } from '../engine/model.ts';
import { WharfingerError } from '../errors.ts';
import { Merge } from './stream-merge.ts';
import type { HostView } from './view.ts';

/** Which containers are followed: named ones of one host, or all that match, those that will come included. */
export type Members =
  | { kind: 'named'; host: HostView; refs: readonly string[] }
  | { kind: 'matching'; hosts: readonly HostView[]; matches: (host: HostView, container: Container) => boolean };

export interface Following<T> {
  /** Opens the stream of one container; it ends when the container stops, or when the signal is aborted. */
  open(host: HostView, container: Container, signal: AbortSignal): AsyncIterable<T>;
  /** Open it once also for a container that does not run. */
  whileStopped: boolean;
}

interface Open {
  startedAt: string | null;
  controller: AbortController;
  ended: boolean;
}

const isLive = ({ state }: Container) => state === 'running' || state === 'paused';

/**
 * Follows a changing set of containers: one that starts (again) joins, one that stops leaves, and the whole goes on; it ends when the listener leaves, or
 * when none of the named containers exists any more. Throws NOT_FOUND at once for a name that nothing has.
 */
export function followMembers<T>(members: Members, following: Following<T>, signal: AbortSignal): AsyncIterable<T> {
  const merge = new Merge<T>();
  signal.addEventListener('abort', () => void merge.return(), { once: true });
  const hosts = members.kind === 'named' ? [members.host] : members.hosts;
  const named = members.kind === 'named' ? new Set(members.refs.map((ref) => members.host.container(ref).id)) : null;
  const chosen = (host: HostView, container: Container) =>
    named === null ? members.kind === 'matching' && members.matches(host, container) : named.has(container.id);

  for (const host of hosts) {
    // Changes first, then the list: a container that starts in between is seen twice rather than never.
    const changes = host.containerChanges(signal);
    const open = new Map<string, Open>();

    const start = (container: Container) => {
      const controller = new AbortController();
      const one: Open = { startedAt: container.startedAt, controller, ended: false };
      open.set(container.id, one);
      const source = following.open(host, container, AbortSignal.any([signal, controller.signal]));
      void merge.add(unlessGone(source)).then(() => {
        one.ended = true;
        // The news that it runs again may have come before the end of its last stream.
        const now = open.get(container.id) === one ? host.currently(container) : null;
        if (now !== null && !signal.aborted) look(now);
      });
    };
    const look = (container: Container) => {
      const known = open.get(container.id);
      if (!chosen(host, container)) return leave(container.id);
      if (known === undefined && (isLive(container) || following.whileStopped)) return start(container);
      if (known !== undefined && !isLive(container) && !following.whileStopped) return leave(container.id);
      if (known?.ended === true && isLive(container) && known.startedAt !== container.startedAt) start(container);
    };
    const leave = (id: string) => {
      open.get(id)?.controller.abort();
      open.delete(id);
    };
    const watch = async () => {
      for await (const change of changes) {
        if ('missed' in change) continue;
        if (change.kind !== 'removed') look(change.object);
        else {
          leave(change.key);
          if (named?.delete(change.key) === true && named.size === 0) merge.end();
        }
      }
    };
    host.containers().forEach(look);
    watch().catch((error: unknown) => merge.fail(error));
  }
  return merge;
}

/** A container that was removed before its stream could be opened has nothing to tell. */
async function* unlessGone<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    if (!(error instanceof WharfingerError && error.code === 'NOT_FOUND')) throw error;
  }
}
