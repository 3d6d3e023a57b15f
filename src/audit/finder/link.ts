import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { internal } from '../../errors.ts';
import { StoreError } from '../../store/failure.ts';
import type { Answer, Question, Reply, Request } from './question.ts';
import type { ThreadData } from './thread.ts';

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

// In a checkout the sources run as they are; in a build the compiler has renamed them, but not what is written in a string.
const threadModule = join(import.meta.dirname, `thread${extname(import.meta.filename)}`);

/**
 * The search thread, seen from the event loop. It starts at the first question, which waits while it reads the columns; when it dies, what waits is rejected
 * and the next question starts another.
 */
export class FinderLink {
  readonly #path: string;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Questions are answered in the order in which they are asked. Rejects with INTERNAL when the log cannot be read. */
  ask(question: Question): Promise<Answer> {
    if (this.#closed) return Promise.reject(internal('The audit log is closed.'));
    this.#worker ??= this.#spawn();
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.set(id, { resolve, reject });
    this.#worker.postMessage({ id, question } satisfies Request);
    return promise;
  }

  /** Lets what was asked be answered, then ends the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('close' satisfies Request);
    await ended;
  }

  #spawn(): Worker {
    const worker = new Worker(threadModule, { workerData: this.#path satisfies ThreadData });
    let cause: unknown;
    worker.on('error', (error) => (cause = error));
    worker.on('exit', () => {
      this.#worker = undefined;
      const waiting = this.#waiting;
      this.#waiting = new Map();
      for (const one of waiting.values()) one.reject(internal('The thread that searches the audit log ended.', { cause }));
    });
    worker.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('answer' in reply) waiting?.resolve(reply.answer);
      else waiting?.reject(internal('The audit log cannot be read.', { cause: new StoreError(reply.failure) }));
    });
    return worker;
  }
}
