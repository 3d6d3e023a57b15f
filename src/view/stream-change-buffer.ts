import type { ContainerChange } from '../mirror/reader.ts';
import type { Missed } from './view.ts';

/**
 * Changes that wait for a slow listener, one per container: a later change takes the place of an earlier one, and `{ missed }` tells how many were
 * joined so. The listener skips states and never a last one, and what waits is bounded by the number of containers. For one listener.
 */
export class ChangeBuffer implements AsyncIterableIterator<ContainerChange | Missed> {
  readonly #waiting = new Map<string, ContainerChange>();
  readonly #onClose: () => void;
  #missed = 0;
  #closed = false;
  #wake: (() => void) | null = null;

  /** `onClose` is called once, when the listener has left. */
  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  push(change: ContainerChange): void {
    if (this.#closed) return;
    const earlier = this.#waiting.get(change.key);
    if (earlier === undefined) this.#waiting.set(change.key, change);
    else this.#join(earlier, change);
    this.#wake?.();
  }

  #join(earlier: ContainerChange, change: ContainerChange): void {
    this.#missed += 1;
    // Come and gone unseen: there is nothing to tell.
    if (earlier.kind === 'added' && change.kind === 'removed') {
      this.#missed += 1;
      this.#waiting.delete(change.key);
      return;
    }
    const kind = change.kind === 'removed' ? 'removed' : earlier.kind === 'added' ? 'added' : 'updated';
    this.#waiting.set(change.key, { ...change, kind });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiting.clear();
    this.#onClose();
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<ContainerChange | Missed, undefined>> {
    while (!this.#closed) {
      const [first] = this.#waiting.values();
      if (first !== undefined && this.#missed > 0) {
        const missed = this.#missed;
        this.#missed = 0;
        return { done: false, value: { missed } };
      }
      if (first !== undefined) {
        this.#waiting.delete(first.key);
        return { done: false, value: first };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<ContainerChange | Missed, undefined>> {
    this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
