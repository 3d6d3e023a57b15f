import { isDeepStrictEqual } from 'node:util';
import type { ObjectType } from '../engine/model.ts';
import type { Collection, MirrorChange } from './reader.ts';

/** When a read looked: after the read of place `order` began, and before any read later than `until` did. */
export interface Span {
  order: number;
  until: number;
}

/** One answer about one object: what it is, or null where there is none. */
export interface Reading<T> extends Span {
  key: string;
  object: T | null;
}

type Told<T> = Omit<MirrorChange<T>, 'revision' | 'type'>;

/**
 * All objects of one kind. What a reading says is taken when it certainly looked after the one that is held did, and dropped when its read began
 * before. Where the two overlapped and disagree, neither is known to be newer: the held one stays and the object must be read again, so that
 * nothing ever goes back in time. All this holds for removals too, so what is gone leaves a mark for as long as an older answer can come in.
 */
export class Store<K extends ObjectType, T extends object> implements Collection<T> {
  readonly type: K;
  readonly #emit: (change: MirrorChange<T> & { type: K }) => void;
  readonly #entries = new Map<string, { object: T; span: Span }>();
  readonly #gone = new Map<string, Span>();
  /** Of the last list that was taken as complete: what is not held was seen by it to be absent. */
  #listed: Span = { order: 0, until: 0 };
  #visible = false;
  #revision = 0;
  #list: readonly T[] | null = null;

  constructor(type: K, emit: (change: MirrorChange<T> & { type: K }) => void) {
    this.type = type;
    this.#emit = emit;
  }

  get revision(): number {
    return this.#revision;
  }

  get(key: string): T | undefined {
    return this.#visible ? this.held(key) : undefined;
  }

  list(): readonly T[] {
    if (!this.#visible) return [];
    this.#list ??= this.heldObjects();
    return this.#list;
  }

  /** What is held, whether readers see it yet or not. */
  held(key: string): T | undefined {
    return this.#entries.get(key)?.object;
  }

  heldKeys(): string[] {
    return [...this.#entries.keys()];
  }

  heldObjects(): T[] {
    return Array.from(this.#entries.values(), (entry) => entry.object);
  }

  /** The object that is held, when the fresh answer equals it: cheaper to keep, and to compare later. */
  settle(key: string, fresh: T): T {
    const known = this.held(key);
    return known !== undefined && isDeepStrictEqual(known, fresh) ? known : fresh;
  }

  /**
   * Takes the readings in one step: no reader or listener sees some of them without the others. With `present`, what a list of that span did not
   * name is gone as well. Returns the keys that must be read again.
   */
  apply(readings: Iterable<Reading<T>>, present: (Span & { keys: ReadonlySet<string> }) | null = null): string[] {
    const changes: Told<T>[] = [];
    const again: string[] = [];
    const take = (reading: Reading<T>) => {
      const outcome = this.#take(reading);
      if (outcome === 'again') again.push(reading.key);
      else if (outcome !== null) changes.push(outcome);
    };
    for (const reading of readings) take(reading);
    if (present !== null) {
      const { order, until } = present;
      for (const key of this.heldKeys()) if (!present.keys.has(key)) take({ key, object: null, order, until });
      if (order > this.#listed.order) this.#listed = { order, until };
    }
    if (changes.length > 0) this.#list = null;
    if (this.#visible) this.#tell(changes);
    return again;
  }

  /** From now on readers see what is held; listeners are told of all of it. */
  reveal(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.#tell(Array.from(this.#entries, ([key, { object }]) => ({ kind: 'added', key, object })));
  }

  /** Drops the marks that no read under way can contradict any more: all of them began after the object was seen to be gone. */
  forgetBefore(oldest: number): void {
    for (const [key, { until }] of this.#gone) if (until < oldest) this.#gone.delete(key);
  }

  #take(reading: Reading<T>): Told<T> | 'again' | null {
    const { key, object } = reading;
    const entry = this.#entries.get(key);
    const known = entry?.span ?? this.#absence(key);
    if (reading.order < known.order) return null;
    const span = { order: reading.order, until: Math.max(reading.until, known.until) };
    const same = object === null ? entry === undefined : entry !== undefined && this.settle(key, object) === entry.object;
    if (!same && reading.order <= known.until) return 'again';
    if (object === null) {
      this.#entries.delete(key);
      this.#gone.set(key, span);
      return entry === undefined ? null : { kind: 'removed', key, object: entry.object };
    }
    this.#gone.delete(key);
    this.#entries.set(key, { object: same && entry !== undefined ? entry.object : object, span });
    if (same) return null;
    return { kind: entry === undefined ? 'added' : 'updated', key, object };
  }

  /** When a key that is not held was last seen to be absent. */
  #absence(key: string): Span {
    const gone = this.#gone.get(key);
    return gone !== undefined && gone.order > this.#listed.order ? gone : this.#listed;
  }

  #tell(changes: readonly Told<T>[]): void {
    for (const change of changes) {
      this.#revision += 1;
      this.#emit({ ...change, type: this.type, revision: this.#revision });
    }
  }
}
