import { readFile } from 'node:fs/promises';
import { conflict } from '../errors.ts';
import { credentialHelper, type CredentialHelper } from './credential-helper.ts';
import { bareRegistry, serverOf, type RegistryAuth } from './registry.ts';

/** Where the credentials for registries come from that no caller has given. */
export interface Credentials {
  /** Null where there are none for that registry. CONFLICT, with what is wrong, where they cannot be read. */
  for(registry: string): Promise<RegistryAuth | null>;
  /** Those for all registries, as far as they can be had: a build may pull from any. */
  all(): Promise<readonly RegistryAuth[]>;
}

/**
 * Credentials in a file as the Docker command line writes it (`config.json`): those of a credential helper (`credHelpers`, by registry, or `credsStore`), else
 * `auths`, by registry. Read, and helpers asked, at each use, so that a change counts at once. Null: there is no file.
 */
export function credentialsIn(path: string | null, helper: CredentialHelper = credentialHelper): Credentials {
  return {
    for: async (registry) => (path === null ? null : credentialsFor(registry, await readFileAt(path), helper)),
    all: async () => {
      if (path === null) return [];
      const file = await readFileAt(path).catch(() => null);
      if (file === null) return [];
      const stored = file.store === null ? [] : await helper.list(file.store).catch(() => []);
      const registries = new Set([...file.auths.keys(), ...file.helpers.keys(), ...stored].map(bareRegistry));
      const found = await Promise.all([...registries].map((one) => credentialsFor(one, file, helper).catch(() => null)));
      return found.filter((one) => one !== null);
    },
  };
}

async function credentialsFor(registry: string, { auths, helpers, store }: ConfigFile, helper: CredentialHelper) {
  const own = keyOf(registry, helpers);
  const name = own === undefined ? store : helpers.get(own);
  if (name === null || name === undefined) return entryFor(registry, auths);
  if (typeof name !== 'string') throw broken(`the credential helper for ${registry} is not a text`);
  const got = await helper.get(name, serverOf(registry)).catch((error: unknown) => {
    throw broken(error instanceof Error ? error.message : 'the credential helper failed');
  });
  if (got !== null) return { registry, ...got };
  // What it has is in the file as an entry with nothing in it.
  return isEmpty(registry, auths) ? null : entryFor(registry, auths);
}

/** The key under which a registry stands, in whatever form. */
function keyOf(registry: string, entries: Fields): string | undefined {
  const keys = [...entries.keys()];
  return keys.find((one) => one === registry) ?? keys.find((one) => bareRegistry(one) === registry);
}

function isEmpty(registry: string, auths: Fields): boolean {
  const key = keyOf(registry, auths);
  return key !== undefined && fields(auths.get(key), `the entry for ${registry}`).size === 0;
}

type Fields = ReadonlyMap<string, unknown>;

interface ConfigFile {
  auths: Fields;
  helpers: Fields;
  store: string | null;
}

async function readFileAt(path: string): Promise<ConfigFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw broken(error instanceof Error && 'code' in error ? `it cannot be read (${String(error.code)})` : 'it cannot be read');
  }
  const whole = fields(parsed(text), 'it');
  const part = (name: string): Fields => {
    const value = whole.get(name);
    return value === undefined ? new Map() : fields(value, `"${name}"`);
  };
  const store = whole.get('credsStore') ?? null;
  if (store !== null && typeof store !== 'string') throw broken('"credsStore" is not a text');
  return { auths: part('auths'), helpers: part('credHelpers'), store: store === '' ? null : store };
}

/** Not with the parser's own words: they repeat a part of the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken('it is not JSON');
  }
}

function entryFor(registry: string, auths: Fields): RegistryAuth | null {
  const key = keyOf(registry, auths);
  if (key === undefined) return null;
  const where = `the entry for ${registry}`;
  const entry = fields(auths.get(key), where);
  const text = (name: string): string => {
    const value = entry.get(name) ?? '';
    if (typeof value !== 'string') throw broken(`"${name}" of ${where} is not a text`);
    return value;
  };
  const identityToken = text('identitytoken');
  const basic = text('auth');
  const [username, password] = basic === '' ? [text('username'), text('password')] : decoded(basic, where);
  if (identityToken === '' && (username === '' || password === ''))
    throw broken(`${where} holds no credentials, and no credential helper is named for it`);
  return { registry, username, password, identityToken };
}

function decoded(basic: string, where: string): [string, string] {
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) throw broken(`"auth" of ${where} is not the base64 of name:password`);
  return [text.slice(0, colon), text.slice(colon + 1).replace(/^\0+|\0+$/g, '')];
}

function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(`${what} is not a JSON object`);
  return new Map<string, unknown>(Object.entries(value));
}

function broken(why: string) {
  return conflict(`The credentials for registries (WHARFINGER_REGISTRY_AUTH_FILE) cannot be used: ${why}.`);
}
