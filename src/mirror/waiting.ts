import { timedOut } from '../errors.ts';
import { type Clock, rhythm } from './clock.ts';

/** Rejects with TIMEOUT when `work`, a read of `what`, takes longer than a healthy engine would. The work itself goes on, unheard. */
export async function withDeadline<T>(clock: Clock, what: string, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = clock.delay(rhythm.readDeadline, done.signal).then(() => {
    throw timedOut(`The engine did not tell ${what} within ${rhythm.readDeadline / 1000} s.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** Settles as `work` does, or rejects with the signal's reason if that is aborted first. Leaves nothing behind on a signal that lives on. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
