import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Place } from './sink.ts';

const form = Compile(Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() }, { additionalProperties: false }));

/** Where a sink has got to, kept in a file of its own. */
export class Cursor {
  readonly path: string;

  constructor(stateDir: string, name: string) {
    this.path = join(stateDir, `delivery-${name}`);
  }

  /** Null: nothing was delivered yet. Rejects when the file cannot be read or holds something else. */
  async read(): Promise<Place | null> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    const value = parsed(text);
    if (form.Check(value)) return value;
    throw new Error(`${this.path} does not say up to which record was delivered; remove it to deliver from the beginning`);
  }

  /** It is on disk when this resolves: the file is there as a whole, as it was before or as it is now. */
  async write({ seq, hash }: Place): Promise<void> {
    const next = `${this.path}.next`;
    const file = await open(next, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify({ seq, hash }));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, this.path);
    const folder = await open(dirname(this.path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
