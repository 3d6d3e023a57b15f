/**
 * Results that end at once when asked to. `return` aborts the operation's signal first: an async generator that waits for its next value would otherwise
 * answer `return` only after that value. What fails after the end is nobody's concern any more.
 */
export function endable<T>(results: AsyncIterable<T>, over: AbortController): AsyncGenerator<T, void, void> {
  const inner = results[Symbol.asyncIterator]();
  const done = { done: true, value: undefined } as const;
  const end = async () => {
    over.abort();
    await inner.return?.();
    return done;
  };
  return {
    async next() {
      try {
        const step = await inner.next();
        return step.done === true ? done : step;
      } catch (error) {
        if (over.signal.aborted) return done;
        throw error;
      }
    },
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
