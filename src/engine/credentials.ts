import { readFile } from 'node:fs/promises';
import { conflict } from '../errors.ts';
import { bareRegistry, type RegistryAuth } from './registry.ts';

/** Where the credentials for registries come from that no caller has given. */
export interface Credentials {
  /** Null where there are none for that registry. CONFLICT, with what is wrong, where they cannot be read. */
  for(registry: string): Promise<RegistryAuth | null>;
}

/**
 * Credentials in a file as the Docker command line writes it (`config.json`): `auths`, by registry. Read at each use, so that a change counts at once.
 * Null: there is no file.
 */
export function credentialsIn(path: string | null): Credentials {
  return {
    for: async (registry) => {
      if (path === null) return null;
      return entryFor(registry, await readAuths(path));
    },
  };
}

type Fields = ReadonlyMap<string, unknown>;

async function readAuths(path: string): Promise<Fields> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw broken(error instanceof Error && 'code' in error ? `it cannot be read (${String(error.code)})` : 'it cannot be read');
  }
  const auths = fields(parsed(text), 'it').get('auths');
  return auths === undefined ? new Map() : fields(auths, '"auths"');
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
  const key =
    [...auths.keys()].find((one) => one === registry) ?? [...auths.keys()].find((one) => bareRegistry(one) === registry);
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
    throw broken(`${where} holds no credentials (credential helpers and stores are not asked)`);
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
