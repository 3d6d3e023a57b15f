import { bodyReader, fields, text } from '../actions/verbatim/shape.ts';
import type { AuthInput } from '../actions/registry/auth-input.ts';
import { badInput } from '../errors.ts';
import type { Call } from './call.ts';
import { parseBody } from './json.ts';

const read = bodyReader(
  fields({
    username: text,
    password: text,
    auth: text,
    email: text,
    serveraddress: text,
    identitytoken: text,
    registrytoken: text,
  }),
);

/** Credentials in the header that clients send with pulls and pushes; null where there are none in it. Its words are never repeated. */
export function authOf({ request }: Call): AuthInput | null {
  const header = request.headers['x-registry-auth'];
  if (header === undefined || header === '') return null;
  if (typeof header !== 'string' || !/^[A-Za-z0-9+/_=-]*$/.test(header)) throw badInput('X-Registry-Auth: the base64 of JSON.');
  return credentials(parseBody(Buffer.from(header, 'base64')));
}

/** The same in a body. */
export function credentials(value: unknown): AuthInput | null {
  const { username, password, identitytoken, serveraddress, registrytoken } = read(value ?? {});
  if (registrytoken) throw badInput('Not offered through Wharfinger: credentials of the kind registrytoken.');
  if (!username && !password && !identitytoken) return null;
  const named = identitytoken ? { identityToken: identitytoken } : { username: username ?? '', password: password ?? '' };
  return { ...named, serverAddress: serveraddress || null };
}
