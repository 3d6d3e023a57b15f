import type { ObjectType } from '../engine/model.ts';
import { WharfingerError } from '../errors.ts';
import type { Clock } from './clock.ts';
import { Coalescer, Slots, eachOf } from './coalesce.ts';
import type { Log } from './log.ts';
import type { Orders } from './orders.ts';
import type { Reading, Span, Store } from './store.ts';
import { withDeadline } from './waiting.ts';

/** How one kind of object is asked for. */
export interface Kind<T> {
  keyOf: (object: T) => string;
  inspect: (key: string) => Promise<T>;
  /** The keys of all there are, and the objects too where the list gives them whole. */
  list: () => Promise<{ keys: string[]; objects: T[] | null }>;
  /**
   * Whether absence from the list is proof. It is for images, networks and volumes. The engine's list of containers lags behind its events by up to 75 ms,
   * so there only an inspect that finds nothing is.
   */
  listDecides: boolean;
  /** Held objects that an event about this name may have changed as well: an image loses a tag that another one is given. */
  alsoNamed: (name: string, held: readonly T[]) => string[];
}

/** What all kinds share. */
export interface ReadingRoom {
  clock: Clock;
  log: Log;
  orders: Orders;
  /** Inspects under way over all kinds: eight at most, those of actions not counted. */
  slots: Slots;
  /** The engine has answered. */
  heard: () => void;
  /** The engine could not be reached for a read: the connection must be tried. */
  doubt: (error: unknown) => void;
  /** A read has ended, so marks of what has gone may be forgotten. */
  tidy: () => void;
}

// Two of the eight places stay free for what events name, so that a relist of a thousand does not delay a change.
const relistWidth = 6;
const stalledAfter = 3;

/** Keeps one store equal to the engine: looks where events point, relists, and refreshes for the one door. */
export class Reflector<K extends ObjectType, T extends object> {
  readonly store: Store<K, T>;
  readonly #kind: Kind<T>;
  readonly #room: ReadingRoom;
  readonly #looks: Coalescer;
  readonly #relists = new Coalescer(new Slots(1));
  readonly #complained = new Set<string>();
  /** How many refreshes of each object are under way. */
  readonly #refreshing = new Map<string, number>();
  #named = new Set<string>();
  #everything = false;

  constructor(store: Store<K, T>, kind: Kind<T>, room: ReadingRoom) {
    this.store = store;
    this.#kind = kind;
    this.#room = room;
    this.#looks = new Coalescer(room.slots);
  }

  /** Something may have happened to this object. Never rejects, as all that follows from events. */
  look(key: string): Promise<void> {
    return this.#unwaited(this.#looks.run(key, () => this.#readInto(key)));
  }

  /** Something may have happened to any of them. */
  lookEverywhere(): Promise<void> {
    return this.#unwaited(this.relist());
  }

  /** Lists again, and reads what is new, what the names mean, and what may have lost a name by it. */
  lookAround(names: readonly string[]): Promise<void> {
    for (const name of names) this.#named.add(name);
    return this.#unwaited(this.#relists.run('list', () => this.#relistOnce()));
  }

  /**
   * An inspect of its own, started now; another one where it overlapped with one that says otherwise. What events have asked for until now is done with it:
   * such a look does not begin any more, and the answer to one that is under way is not taken, since this one looks no earlier. Rejects when the engine
   * gives no usable answer; then it is looked once more as if after an event.
   */
  async refresh(key: string): Promise<void> {
    const others = this.#refreshing.get(key) ?? 0;
    this.#refreshing.set(key, others + 1);
    try {
      await this.#looks.now(key, () => this.#read(key, () => true));
    } catch (error) {
      void this.look(key);
      throw error;
    } finally {
      const left = (this.#refreshing.get(key) ?? 1) - 1;
      if (left === 0) this.#refreshing.delete(key);
      else this.#refreshing.set(key, left);
    }
  }

  async #read(key: string, isWanted: () => boolean): Promise<void> {
    for (let again = true; again;) {
      const order = this.#room.orders.begin();
      try {
        const reading = await this.#inspect(key, order);
        again = isWanted() && this.store.apply([reading]).length > 0;
      } finally {
        this.#done(order);
      }
    }
  }

  /** Lists again, and reads what is new and what has gone. Rejects when the engine cannot be asked. */
  listAgain(): Promise<void> {
    return this.#relists.run('list', () => this.#relistOnce());
  }

  /** Lists and reads everything again; the result is applied in one step. Rejects when the engine cannot be asked. */
  relist(): Promise<void> {
    this.#everything = true;
    return this.#relists.run('list', () => this.#relistOnce());
  }

  async #relistOnce(): Promise<void> {
    const [everything, named] = [this.#everything, this.#named];
    this.#everything = false;
    this.#named = new Set();
    // Held until the end: every reading below began later, so no mark that one of them might undo is forgotten meanwhile.
    const order = this.#room.orders.begin();
    try {
      const { keys, objects } = await this.#answer('its lists', this.#kind.list());
      const span = { order, until: this.#room.orders.last };
      const present = new Set(keys);
      const readings =
        objects === null
          ? await this.#readAll(this.#toRead(present, everything, named))
          : objects.map((object) => this.#reading(object, span));
      this.#again(this.#apply(readings, present, span));
    } finally {
      this.#done(order);
    }
  }

  #apply(readings: readonly Reading<T>[], keys: ReadonlySet<string>, span: Span): string[] {
    if (!this.#kind.listDecides) return this.store.apply(readings);
    // An image that inspect knows and the list does not is an intermediate one: it is not among "the images".
    return this.store.apply(
      readings.filter((one) => one.object === null || keys.has(one.key)),
      { ...span, keys },
    );
  }

  #again(keys: readonly string[]): void {
    for (const key of keys) void this.look(key);
  }

  #toRead(present: ReadonlySet<string>, everything: boolean, named: ReadonlySet<string>): Set<string> {
    const wanted = new Set<string>(named);
    for (const key of present) if (everything || this.store.held(key) === undefined) wanted.add(key);
    if (!this.#kind.listDecides) for (const key of this.store.heldKeys()) if (!present.has(key)) wanted.add(key);
    const held = this.store.heldObjects();
    for (const name of named) for (const key of this.#kind.alsoNamed(name, held)) wanted.add(key);
    return wanted;
  }

  async #readAll(keys: ReadonlySet<string>): Promise<Reading<T>[]> {
    let late = 0;
    const readings = await eachOf(keys, relistWidth, async (key) => {
      await this.#room.slots.take();
      const order = this.#room.orders.begin();
      try {
        return await this.#inspect(key, order);
      } catch (error) {
        if (codeOf(error) === 'TIMEOUT') late += 1;
        if (codeOf(error) === 'ENGINE_UNAVAILABLE' || late >= stalledAfter) throw error;
        this.#complain(key, error);
        return null;
      } finally {
        this.#room.orders.end(order);
        this.#room.slots.give();
      }
    });
    return readings.filter((reading) => reading !== null);
  }

  async #readInto(key: string): Promise<void> {
    try {
      await this.#read(key, () => !this.#refreshing.has(key));
    } catch (error) {
      if (codeOf(error) === 'ENGINE_UNAVAILABLE') throw error;
      this.#complain(key, error);
    }
  }

  /** The next relist makes up for a failure that is the engine's own; one of the connection must be looked into. */
  async #unwaited(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (codeOf(error) === 'ENGINE_ERROR') this.#complain('list', error);
      else this.#room.doubt(error);
    }
  }

  async #inspect(key: string, order: number): Promise<Reading<T>> {
    try {
      const object = await this.#answer(`the ${this.store.type} ${key.slice(0, 80)}`, this.#kind.inspect(key));
      this.#complained.delete(key);
      return this.#reading(object, { order, until: this.#room.orders.last });
    } catch (error) {
      if (codeOf(error) !== 'NOT_FOUND') throw error;
      this.#room.heard();
      this.#complained.delete(key);
      return { key, object: null, order, until: this.#room.orders.last };
    }
  }

  #reading(object: T, span: Span): Reading<T> {
    const key = this.#kind.keyOf(object);
    return { key, object: this.store.settle(key, object), ...span };
  }

  async #answer<A>(what: string, work: Promise<A>): Promise<A> {
    const value = await withDeadline(this.#room.clock, what, work);
    this.#room.heard();
    return value;
  }

  /** Once per object, until it can be read again: the next relist tries, and what was known stays. */
  #complain(key: string, error: unknown): void {
    if (this.#complained.has(key)) return;
    this.#complained.add(key);
    this.#room.log.warn(
      { err: error, type: this.store.type, key },
      'the engine could not tell about an object; what was known of it stays',
    );
  }

  #done(order: number): void {
    this.#room.orders.end(order);
    this.#room.tidy();
  }
}

function codeOf(error: unknown): string {
  return error instanceof WharfingerError ? error.code : 'INTERNAL';
}
