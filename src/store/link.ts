import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failureOf, StoreError } from './failure.ts';
import type { Operation } from './operations.ts';
import type { Answer, Request, ThreadData } from './thread.ts';

/** Where a thread's death is told; pino's logger fits. */
export interface Log {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

type Results<R extends readonly unknown[]> = { [K in keyof R]: Operation<R[K]> };

interface Waiting {
  resolve(results: unknown): void;
  reject(error: Error): void;
}

// In a checkout the sources run as they are; in a build the compiler has renamed them, but not what is written in a string.
const threadModule = join(import.meta.dirname, `thread${extname(import.meta.filename)}`);

/** How long a thread that has loaded Prisma is kept for more of the same. */
const prismaIdleMs = 20_000;

/**
 * One of the store's threads, seen from the event loop. It starts at the first use. When it dies, all that waits is rejected with StoreError "lost"
 * and the next use starts another. One that has loaded Prisma makes room for a fresh one when nothing is asked of it for a while: few operations need
 * Prisma, and it holds 25 MB.
 */
export class Link {
  readonly #data: ThreadData;
  readonly #log: Log | undefined;
  #live: Promise<Worker> | undefined;
  #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #closed = false;
  readonly #prismaIdleMs: number;
  #hasPrisma = false;
  #idle: NodeJS.Timeout | undefined;
  /** The thread that has made room for another. */
  #left: Worker | undefined;

  constructor(data: ThreadData, log: Log | undefined, idleMs: number = prismaIdleMs) {
    this.#data = data;
    this.#log = log;
    this.#prismaIdleMs = idleMs;
  }

  /** Resolves once the thread has opened the database. Rejects with StoreError when it cannot. */
  async open(): Promise<void> {
    await this.#start();
  }

  /** Carries out the operations in order; in the writing thread as one transaction. Requests are served in the order they were made. */
  async run<R extends readonly unknown[]>(operations: Results<R>): Promise<R> {
    const worker = await this.#start();
    clearTimeout(this.#idle);
    this.#hasPrisma ||= operations.some(({ model }) => model !== null);
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    try {
      worker.postMessage({ id, operations } satisfies Request);
    } catch (error) {
      // Arguments that cannot be copied (a function, say).
      this.#waiting.delete(id);
      throw new StoreError(failureOf(error), error);
    }
    // The one place where a type is taken on trust: Prisma made the results from these very operations, and the copy between threads keeps their shape.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return (await promise) as R;
  }

  /** Lets all that was asked finish, then ends the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    const worker = await this.#live?.catch(() => undefined);
    if (worker !== undefined) await end(worker);
  }

  #start(): Promise<Worker> {
    if (this.#closed) return Promise.reject(new StoreError({ kind: 'other', code: null, message: 'The store is closed.' }));
    this.#live ??= this.#spawn();
    return this.#live;
  }

  #spawn(): Promise<Worker> {
    const { promise, resolve, reject } = Promise.withResolvers<Worker>();
    const worker = new Worker(threadModule, { workerData: this.#data });
    let cause: unknown;
    worker.on('error', (error) => (cause = error));
    worker.on('exit', () => {
      if (worker === this.#left) return;
      // After a refusal reject() has been called already and does nothing here.
      const error = lost(this.#data, cause);
      reject(error);
      this.#live = undefined;
      this.#hasPrisma = false;
      clearTimeout(this.#idle);
      const waiting = this.#waiting;
      this.#waiting = new Map();
      for (const one of waiting.values()) one.reject(error);
      if (!this.#closed)
        this.#log?.warn(
          { err: cause, mode: this.#data.mode, waiting: waiting.size },
          'a thread of the store ended; the next use starts another',
        );
    });
    worker.on('message', (answer: Answer) => {
      if (answer.state === 'open') resolve(worker);
      else if (answer.state === 'refused') reject(new StoreError(answer.failure));
      else this.#settle(worker, answer);
    });
    return promise;
  }

  #settle(worker: Worker, answer: Extract<Answer, { id: number }>): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.state === 'done') waiting?.resolve(answer.results);
    else waiting?.reject(new StoreError(answer.failure));
    if (this.#hasPrisma && this.#waiting.size === 0 && !this.#closed)
      this.#idle = setTimeout(() => this.#renew(worker), this.#prismaIdleMs).unref();
  }

  /** Nothing waits. What is asked from now on waits for the next thread, which opens the database when this one has closed it. */
  #renew(worker: Worker): void {
    this.#hasPrisma = false;
    this.#left = worker;
    this.#live = end(worker).then(() => this.#spawn());
    // Whoever uses it next is told.
    this.#live.catch(() => {});
  }
}

function end(worker: Worker): Promise<unknown> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage('close' satisfies Request);
  return ended;
}

function lost({ mode }: ThreadData, cause: unknown): StoreError {
  const message =
    mode === 'write'
      ? 'The writing thread ended before it answered: whether the transaction was stored is unknown.'
      : 'The reading thread ended before it answered.';
  return new StoreError({ kind: 'lost', code: null, message }, cause);
}
