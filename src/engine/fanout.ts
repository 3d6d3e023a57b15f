import { BoundedQueue, type Missed, type QueueLimits } from './queue.ts';

export interface SharedStreamOptions<T> extends QueueLimits<T> {
  /** Opens the one upstream of a key; the signal closes it. */
  open: (key: string, signal: AbortSignal) => Promise<AsyncIterable<T>>;
  /** How long an upstream outlives its last subscriber, in milliseconds, so that one who comes back at once finds it open. */
  lingerMs: number;
}

/** Ends when the upstream ends, throws what broke it; `opened` settles when the upstream has been accepted or refused. */
export interface Subscription<T> extends AsyncIterableIterator<T | Missed> {
  readonly opened: Promise<void>;
}

interface Upstream<T> {
  closing: AbortController;
  opened: Promise<void>;
  /** Each with what takes its listener off its signal. */
  subscribers: Map<BoundedQueue<T>, () => void>;
  last: T | undefined;
  lingering: NodeJS.Timeout | undefined;
}

/**
 * One upstream for each key, however many subscribe. It is opened for the first, and closed `lingerMs` after the last has left. Each subscriber has a
 * bounded queue of its own: the upstream is read as fast as it comes, whoever is slow misses the oldest and is told.
 */
export class SharedStream<T> {
  readonly #options: SharedStreamOptions<T>;
  readonly #upstreams = new Map<string, Upstream<T>>();

  constructor(options: SharedStreamOptions<T>) {
    this.#options = options;
  }

  /** Upstreams that are open, or lingering. */
  get size(): number {
    return this.#upstreams.size;
  }

  /** The last item of a key that somebody follows. */
  last(key: string): T | undefined {
    return this.#upstreams.get(key)?.last;
  }

  /** Follows from now, not from when the first item is asked for. Aborting ends it without an error. `capacity` may exceed the usual one. */
  subscribe(key: string, signal: AbortSignal, capacity = this.#options.capacity): Subscription<T> {
    if (signal.aborted) return closed<T>();
    const upstream = this.#upstreams.get(key) ?? this.#start(key);
    clearTimeout(upstream.lingering);
    const leave = () => queue.close();
    const detach = () => signal.removeEventListener('abort', leave);
    const queue: BoundedQueue<T> = new BoundedQueue<T>({ ...this.#options, capacity }, () => {
      detach();
      upstream.subscribers.delete(queue);
      if (upstream.subscribers.size === 0)
        upstream.lingering = setTimeout(() => this.#close(key, upstream), this.#options.lingerMs);
    });
    upstream.subscribers.set(queue, detach);
    signal.addEventListener('abort', leave, { once: true });
    return Object.assign(queue, { opened: upstream.opened });
  }

  #start(key: string): Upstream<T> {
    const closing = new AbortController();
    const opening = this.#options.open(key, closing.signal);
    const opened = settled(opening);
    // Who waits for it learns of a refusal; for all others it is not unhandled, for they get it from their queues.
    opened.catch(() => {});
    const upstream: Upstream<T> = { closing, opened, subscribers: new Map(), last: undefined, lingering: undefined };
    this.#upstreams.set(key, upstream);
    void this.#pump(key, upstream, opening);
    return upstream;
  }

  async #pump(key: string, upstream: Upstream<T>, opening: Promise<AsyncIterable<T>>): Promise<void> {
    let settle = (queue: BoundedQueue<T>) => queue.end();
    try {
      for await (const item of await opening) {
        upstream.last = item;
        for (const queue of upstream.subscribers.keys()) queue.push(item);
      }
    } catch (failure) {
      settle = (queue) => queue.fail(failure);
    }
    // Removed before anyone is told: who subscribes again on being told gets a new upstream.
    this.#close(key, upstream);
    for (const [queue, detach] of upstream.subscribers) {
      detach();
      settle(queue);
    }
    upstream.subscribers.clear();
  }

  #close(key: string, upstream: Upstream<T>): void {
    clearTimeout(upstream.lingering);
    if (this.#upstreams.get(key) === upstream) this.#upstreams.delete(key);
    upstream.closing.abort();
  }
}

async function settled(opening: Promise<unknown>): Promise<void> {
  await opening;
}

function closed<T>(): Subscription<T> {
  const queue = new BoundedQueue<T>({ capacity: 0 });
  queue.end();
  return Object.assign(queue, { opened: Promise.resolve() });
}
