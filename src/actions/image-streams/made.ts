import type { ActionHost } from '../perform.ts';
import { familiarReference } from '../../mirror/image-reference.ts';

/** The images that have come of it; those of an archive by all their names. */
export type Made = readonly { ref: string | null; id: string }[];

/** What the names that the engine has told mean now. By an id alone: what was asked for says its names. */
export async function readMade({ reader }: ActionHost, told: ReadonlySet<string>, asked: readonly string[]): Promise<Made> {
  const found: { ref: string | null; id: string }[] = [];
  for (const name of told) {
    const { id } = await reader.inspectImage(name);
    const refs = name.startsWith('sha256:') ? asked.map(familiarReference) : [familiarReference(name)];
    if (refs.length === 0) found.push({ ref: null, id });
    for (const ref of refs) found.push({ ref, id });
  }
  return found;
}

/** The images as they were before, against which it is held what has been made. */
export class Before {
  readonly #byName: ReadonlyMap<string, string>;
  readonly #ids: ReadonlySet<string>;

  constructor({ images }: ActionHost['mirror']) {
    const all = images.list();
    this.#byName = new Map(all.flatMap(({ tags, id }) => tags.map((tag) => [tag, id])));
    this.#ids = new Set(all.map(({ id }) => id));
  }

  /** Whether anything is there, or has a name, that was not before. */
  differs(made: Made): boolean {
    return made.some(({ ref, id }) => (ref === null ? !this.#ids.has(id) : this.#byName.get(ref) !== id));
  }

  /** Has the copy read all that is new, that has other names now, or that has lost a name to another. */
  async readAgain(mirror: ActionHost['mirror'], made: Made): Promise<void> {
    await mirror.relist('image');
    const others = made.map(({ ref }) => this.#byName.get(ref ?? '')).filter((id) => id !== undefined);
    await Promise.all([...new Set([...made.map(({ id }) => id), ...others])].map((id) => mirror.refresh('image', id)));
  }
}
