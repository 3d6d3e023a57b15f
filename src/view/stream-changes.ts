import type { Container } from '../engine/model.ts';
import { Merge } from './stream-merge.ts';
import type { HostView } from './view.ts';

/** `missed`: changes that were joined with others since the last one, because this listener was slow. */
export interface SelectedChange {
  kind: 'added' | 'updated' | 'removed';
  host: HostView;
  it: Container;
  revision: number;
  missed: number;
}

/** Changes of the containers that match. One that begins to match is added, one that ceases to is removed, whatever else it is. */
export function followChanges(
  hosts: readonly HostView[],
  matches: (host: HostView, container: Container) => boolean,
  signal: AbortSignal,
): AsyncIterable<SelectedChange> {
  const merge = new Merge<SelectedChange>();
  signal.addEventListener('abort', () => void merge.return(), { once: true });
  for (const host of hosts) void merge.add(selected(host, matches, signal));
  return merge;
}

function selected(
  host: HostView,
  matches: (host: HostView, container: Container) => boolean,
  signal: AbortSignal,
): AsyncIterable<SelectedChange> {
  // Both now, in one step, and not when the first result is asked for: nothing can happen between them.
  const changes = host.containerChanges(signal);
  const matching = new Set(
    host
      .containers()
      .filter((it) => matches(host, it))
      .map(({ id }) => id),
  );
  return select();

  async function* select(): AsyncGenerator<SelectedChange> {
    let missed = 0;
    for await (const change of changes) {
      if ('missed' in change) {
        missed += change.missed;
        continue;
      }
      const { key, object: it, revision } = change;
      const before = matching.has(key);
      const now = change.kind !== 'removed' && matches(host, it);
      if (now) matching.add(key);
      else matching.delete(key);
      if (!before && !now) continue;
      yield { kind: !before ? 'added' : now ? 'updated' : 'removed', host, it, revision, missed };
      missed = 0;
    }
  }
}
