import type { Entry, Step } from './operation.ts';

const longestStatus = 2_000;
const mostSteps = 1_000;
const mostNews = 1_000;
const mostNewsOfEnded = 100;
const mostPerMessage = 200;

/** The steps of one operation in bounded memory: the latest of each id (at most 1,000), and the last 1,000 whatever their id. */
export class Progress {
  readonly #latest = new Map<string | null, Entry>();
  #news: Entry[] = [];
  #seq = 0;

  /** Of the last step; 0 before the first. */
  get seq(): number {
    return this.#seq;
  }

  /** How many entries are held. */
  get size(): number {
    return this.#latest.size + this.#news.length;
  }

  get latest(): readonly Entry[] {
    return [...this.#latest.values()];
  }

  add(step: Step, time: string): void {
    this.#seq += 1;
    const { id, current = null, total = null } = step;
    const entry = { seq: this.#seq, time, id, status: step.status.slice(0, longestStatus), current, total };
    // An id that is there already keeps its place.
    this.#latest.set(id, entry);
    if (this.#latest.size > mostSteps) for (const oldest of this.#latest.keys()) return void this.#latest.delete(oldest);
    this.#news.push(entry);
    // Cut only now and then: to cut one off at every step would move all the others.
    if (this.#news.length >= 2 * mostNews) this.#news = this.#news.slice(-mostNews);
  }

  /** The steps after `seen`, oldest first, at most 200; `missed` counts those between that are gone. */
  after(seen: number): { entries: readonly Entry[]; missed: number } {
    const first = this.#news[0]?.seq ?? this.#seq + 1;
    const older = [...this.#latest.values()].filter(({ seq }) => seq > seen && seq < first).sort((a, b) => a.seq - b.seq);
    const newer = this.#news.slice(Math.max(0, seen + 1 - first));
    const entries = [...older, ...newer].slice(0, mostPerMessage);
    const last = entries.at(-1)?.seq ?? this.#seq;
    return { entries, missed: Math.max(0, last - seen - entries.length) };
  }

  /** Nothing more will come: what is kept from now on is little more than the latest of each id. */
  end(): void {
    this.#news = this.#news.slice(-mostNewsOfEnded);
  }
}
