import type { Caller } from '../access/caller.ts';
import type { Terminal } from '../actions/terminals.ts';
import { conflict } from '../errors.ts';

interface Size {
  rows: number;
  cols: number;
}

/** Terminals that are attached to containers, so that a second request can resize them. */
export class Attached {
  readonly #open = new Set<{ actorId: string; terminal: Terminal }>();

  add(caller: Caller, terminal: Terminal): () => void {
    const one = { actorId: caller.id, terminal };
    this.#open.add(one);
    return () => void this.#open.delete(one);
  }

  /** CONFLICT where the caller is attached to no such container. */
  async resize(caller: Caller, containerId: string, size: Size): Promise<void> {
    const mine = [...this.#open].filter(({ actorId, terminal }) => actorId === caller.id && terminal.containerId === containerId);
    if (mine.length === 0) throw conflict('Only who is attached to a container can resize its terminal.');
    await Promise.all(mine.map(({ terminal }) => terminal.resize(size)));
  }
}
