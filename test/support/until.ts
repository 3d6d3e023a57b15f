/**
 * Resolves with the first truthy value `probe` gives, asking again every few milliseconds; rejects after `timeoutMs` with `what` in the message.
 * For conditions that have no signal of their own (an engine's state, a file); where a signal exists, await that instead.
 */
export async function until<T>(
  probe: () => T | Promise<T>,
  what: string,
  timeoutMs = 10_000,
): Promise<Exclude<T, false | undefined | null | 0 | ''>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (isTruthy(value)) return value;
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function isTruthy<T>(value: T): value is Exclude<T, false | undefined | null | 0 | ''> {
  return Boolean(value);
}
