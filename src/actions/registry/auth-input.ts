import type { Credentials } from '../../engine/credentials.ts';
import { bareRegistry, type RegistryAuth } from '../../engine/registry.ts';
import { badInput } from '../../errors.ts';

/** Credentials as a caller gives them: a name and a password, or a token. */
export interface AuthInput {
  username?: string | null;
  password?: string | null;
  identityToken?: string | null;
  /** Has to be the registry they are for, where it is given. */
  serverAddress?: string | null;
}

/** Tokens are long. */
const longest = 16_384;
const registryForm = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[a-fA-F0-9:]+\])(?::[0-9]{1,5})?$/;

/** Checks what a caller has given; `path` is where it stands in the input. Null where nothing was given. Messages never repeat it. */
export function authOf(given: AuthInput | null | undefined, registry: string, path = 'registryAuth'): RegistryAuth | null {
  if (given === null || given === undefined) return null;
  const refuse = (field: string, why: string) => badInput(`input.${path === '' ? '' : `${path}.`}${field}: ${why}`);
  const { username, password, identityToken, serverAddress } = given;
  for (const [field, value] of Object.entries({ username, password, identityToken })) {
    if (typeof value !== 'string') continue;
    // A control character has no business in a header that is made of it.
    if (value === '' || value.length > longest || /\p{Cc}/u.test(value))
      throw refuse(field, `1 to ${longest} characters, none of them a control character.`);
  }
  const named = typeof username === 'string' || typeof password === 'string';
  if (typeof identityToken === 'string' && named) throw refuse('identityToken', 'not together with username and password.');
  if (typeof identityToken !== 'string') {
    if (typeof username !== 'string') throw refuse('username', 'username and password, or an identityToken.');
    if (username.includes(':')) throw refuse('username', 'must not contain a colon.');
    if (typeof password !== 'string') throw refuse('password', 'is needed with a username.');
  }
  // They would be shown to another registry than they are for.
  if (typeof serverAddress === 'string' && bareRegistry(serverAddress) !== registry)
    throw refuse('serverAddress', `must be the image's registry, ${registry}.`);
  return { registry, username: username ?? '', password: password ?? '', identityToken: identityToken ?? '' };
}

/** Host and port of a registry, as somebody may write it. BAD_INPUT for what cannot be one. */
export function registryNamed(address: string, path: string): string {
  const bare = bareRegistry(address);
  if (address.length > 300 || !registryForm.test(bare)) throw badInput(`input.${path}: a host, with a port if need be.`);
  return bare;
}

/** What goes with a pull or a push, and where it is from, for the record. */
export interface Lent {
  auth: RegistryAuth | null;
  from: 'input' | 'file' | 'none';
}

/** The caller's own credentials, or those configured for the registry. */
export async function lend(credentials: Credentials, own: RegistryAuth | null, registry: string): Promise<Lent> {
  if (own !== null) return { auth: own, from: 'input' };
  const auth = await credentials.for(registry);
  return { auth, from: auth === null ? 'none' : 'file' };
}
