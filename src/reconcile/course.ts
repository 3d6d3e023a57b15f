import type { Sighting } from './sighting.ts';

/** Whether containers ran when something was heard of them: by the time it is looked at they may have ended, or be gone. */
export class Course {
  readonly #runsNow: (container: string) => boolean;
  /** By what their events have told so far. */
  readonly #running = new Map<string, boolean>();
  readonly #ran = new WeakMap<Sighting, boolean>();

  constructor(runsNow: (container: string) => boolean) {
    this.#runsNow = runsNow;
  }

  /** To be told of every event in the order of the stream. */
  note(event: Sighting): void {
    const id = containerOf(event);
    if (id === null) return;
    this.#ran.set(event, this.#running.get(id) ?? this.#runsNow(id));
    if (event.verb === 'start') this.#running.set(id, true);
    else if (event.verb === 'die') this.#running.set(id, false);
    else if (event.type === 'container' && event.verb === 'destroy') this.#running.delete(id);
  }

  /** Just before this event. */
  ran(event: Sighting): boolean {
    return this.#ran.get(event) ?? false;
  }
}

function containerOf({ object }: Sighting): string | null {
  return object.startsWith('container ') ? object.slice('container '.length) : null;
}
