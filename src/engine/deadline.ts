import { WharfingerError } from '../errors.ts';
import type { EngineRequest } from './exchange.ts';
import { connectionFailure, lateFailure, NotSent } from './failure.ts';

/**
 * Does the work of a request under its deadline and its signal. Failures come as those of the catalogue: TIMEOUT past the deadline, what the work threw
 * where that is one, else ENGINE_UNAVAILABLE; and the signal's reason where that was aborted.
 */
export async function underDeadline<T>(
  { method, path, deadlineMs, signal }: EngineRequest,
  address: () => string,
  work: (deadline: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  signal?.throwIfAborted();
  const stop = () => deadline.abort();
  signal?.addEventListener('abort', stop, { once: true });
  const timer = Number.isFinite(deadlineMs) ? setTimeout(stop, deadlineMs) : undefined;
  try {
    return await work(deadline.signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.signal.aborted) throw lateFailure(`${method} ${path}`, deadlineMs, error instanceof NotSent ? error : undefined);
    throw error instanceof WharfingerError ? error : connectionFailure(error, address());
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(timer);
  }
}

/** Settles as `work` does, which goes on by itself; rejects as not sent when the deadline comes first. */
export async function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const stop = () => late.reject(new NotSent('the engine had not been found'));
  if (deadline.aborted) stop();
  else deadline.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    deadline.removeEventListener('abort', stop);
  }
}
