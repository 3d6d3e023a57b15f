import type { EngineEvent } from '../engine/model.ts';
import { Merge } from './stream-merge.ts';
import type { EventSpan, HostView } from './view.ts';

/** An event and where it happened. `missed`: events that this listener was too slow for, just before. */
export interface HostEvent {
  host: HostView;
  event: EngineEvent;
  missed: number;
}

/** The events of several hosts that are wanted, of a time or from now on. */
export function followEvents(
  hosts: readonly HostView[],
  wanted: (event: EngineEvent) => boolean,
  signal: AbortSignal,
  span?: EventSpan,
): AsyncIterable<HostEvent> {
  const merge = new Merge<HostEvent>();
  signal.addEventListener('abort', () => void merge.return(), { once: true });
  const ends = hosts.map((host) => merge.add(selected(host, host.events(signal, span), wanted)));
  void Promise.all(ends).then(() => merge.end());
  return merge;
}

async function* selected(
  host: HostView,
  events: ReturnType<HostView['events']>,
  wanted: (event: EngineEvent) => boolean,
): AsyncGenerator<HostEvent> {
  let missed = 0;
  for await (const event of events) {
    if ('missed' in event) {
      missed += event.missed;
    } else if (wanted(event)) {
      yield { host, event, missed };
      missed = 0;
    }
  }
}
