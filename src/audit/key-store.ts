import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { canonicalJson } from './canonical.ts';
import { keyPath, nextKeyPath, publicKeysPath } from './paths.ts';
import { signingKey, type SigningKey } from './signing-key.ts';

/** The signing key's files in the key directory. */
export class KeyStore {
  readonly #keyDir: string;
  readonly #load: (path: string) => { bytes: Buffer };

  /** `load` reads 32 random bytes that only their owner can read, or makes them. */
  constructor(keyDir: string, load: (path: string) => { bytes: Buffer }) {
    this.#keyDir = keyDir;
    this.#load = load;
  }

  get path(): string {
    return keyPath(this.#keyDir);
  }

  /** The key in force; null: there is none. Throws, with the fix, when its file is damaged or can be read by others. */
  current(): SigningKey | null {
    return existsSync(this.path) ? this.make() : null;
  }

  /** The key in force, made where there is none. */
  make(): SigningKey {
    const key = signingKey(this.#load(this.path).bytes);
    this.#publish(key);
    return key;
  }

  /** A new key, to be installed once the old one has named it. */
  makeNext(): SigningKey {
    const path = nextKeyPath(this.#keyDir);
    // That of a rotation which came to nothing.
    rmSync(path, { force: true });
    return signingKey(this.#load(path).bytes);
  }

  /** Puts the next key into force. */
  installNext(next: SigningKey): void {
    this.#publish(next);
    renameSync(nextKeyPath(this.#keyDir), this.path);
    sync(this.#keyDir);
  }

  /** Ends a rotation in the middle of which the machine stopped: the old key has named `publicKey`, and its file was not yet in place. */
  finish(publicKey: string): void {
    const path = nextKeyPath(this.#keyDir);
    if (!existsSync(path)) return;
    const next = signingKey(this.#load(path).bytes);
    if (next.publicKey === publicKey) this.installNext(next);
  }

  #publish({ keyId, publicKey }: SigningKey): void {
    const path = publicKeysPath(this.#keyDir);
    if (existsSync(path) && readFileSync(path, 'utf8').includes(publicKey)) return;
    const file = openSync(path, 'a', 0o644);
    try {
      writeSync(file, `${canonicalJson({ keyId, publicKey })}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

function sync(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
