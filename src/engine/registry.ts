import { badInput, engineError, notFound, WharfingerError } from '../errors.ts';

/** What a registry is shown: a name and a password, or a token it has given. */
export interface RegistryAuth {
  /** Host and port, or `docker.io`. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
  readonly identityToken: string;
}

/** The registry of names that have none in front. */
export const dockerHub = 'docker.io';
/** What the engine and the files of its command line call it. */
const hubServer = 'https://index.docker.io/v1/';
const hubNames = new Set([dockerHub, 'index.docker.io', 'registry-1.docker.io']);

/** The registry that an image's name belongs to: host and port, or `docker.io`. */
export function registryOf(image: string): string {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  return /[.:]/.test(first) || first === 'localhost' || /[A-Z]/.test(first) ? bareRegistry(first) : dockerHub;
}

/** A registry as files and people write it, with a scheme and a path perhaps, as host and port alone. */
export function bareRegistry(address: string): string {
  const host = address.replace(/^https?:\/\//, '').replace(/\/.*$/s, '');
  return hubNames.has(host) ? dockerHub : host;
}

/** A registry as files and credential helpers have it. */
export function serverOf(registry: string): string {
  return registry === dockerHub ? hubServer : registry;
}

/** The header X-Registry-Config: credentials for all registries that a build may pull from. */
export function authsHeader(auths: readonly RegistryAuth[]): string {
  return encoded(Object.fromEntries(auths.map((auth) => [serverOf(auth.registry), authBody(auth)])));
}

/** The engine's own form of credentials. */
export function authBody({ registry, username, password, identityToken }: RegistryAuth): Record<string, string> {
  const serveraddress = serverOf(registry);
  return identityToken === '' ? { username, password, serveraddress } : { identitytoken: identityToken, serveraddress };
}

/** The header X-Registry-Auth. Padded: engines read it with a decoder that insists on it. */
export function authHeader(auth: RegistryAuth | null): string {
  return encoded(auth === null ? {} : authBody(auth));
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** The text without what is secret in the credentials: a registry's own words are passed on, and it may repeat what it was shown. */
export function withoutSecrets(text: string, auth: RegistryAuth | null): string {
  if (auth === null) return text;
  const { username, password, identityToken } = auth;
  const basic = password === '' ? '' : Buffer.from(`${username}:${password}`).toString('base64');
  return [password, identityToken, basic]
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}

const denied = /no basic auth credentials|unauthorized|authentication required|incorrect username or password|401 Unauthorized/i;
const missing =
  /not found|manifest unknown|does not exist|name unknown|pull access denied|no matching manifest|tag does not exist|invalid repository name/i;

/** Whether an error is that of a registry which wants credentials, or others. */
export function isRefusal(error: WharfingerError): boolean {
  return denied.test(error.message) || error.engineStatus === 401 || error.engineStatus === 403;
}

/** What a registry has refused, as the engine tells it in its answer (an error) or in the stream that follows (a text). */
export function registryFailure(error: WharfingerError | string, registry: string, auth: RegistryAuth | null): WharfingerError {
  if (typeof error !== 'string' && (error.engineStatus === undefined || !['NOT_FOUND', 'ENGINE_ERROR'].includes(error.code))) {
    const { code, message, engineStatus, cause } = error;
    const blotted = withoutSecrets(message, auth);
    return blotted === message ? error : new WharfingerError(code, blotted, { engineStatus, cause });
  }
  const said = typeof error === 'string' ? error.trim().slice(0, 2_000) : error.message;
  const engineStatus = typeof error === 'string' ? 200 : error.engineStatus;
  const text = withoutSecrets(said, auth);
  if (denied.test(said) || engineStatus === 401) return engineError(advice(text, registry, auth), { engineStatus });
  if (typeof error !== 'string' && error.code === 'NOT_FOUND') return notFound(text, { engineStatus });
  return (missing.test(said) ? notFound : engineError)(text, { engineStatus });
}

/** A login that the registry has refused. */
export function loginFailure(error: unknown, auth: RegistryAuth): unknown {
  if (!(error instanceof WharfingerError) || error.engineStatus === undefined) return error;
  const { engineStatus } = error;
  const text = withoutSecrets(error.message, auth);
  if (denied.test(error.message) || engineStatus === 401)
    return badInput(`The registry ${auth.registry} does not take these credentials: ${text}`, { engineStatus });
  return engineError(text, { engineStatus });
}

function advice(text: string, registry: string, auth: RegistryAuth | null): string {
  const next =
    auth === null
      ? 'It was shown no credentials: give them as registryAuth, or in the file that WHARFINGER_REGISTRY_AUTH_FILE names.'
      : 'It does not take the credentials it was shown, or they may not do this.';
  return `The registry ${registry} refused: ${text.replace(/[.\s]*$/, '.')} ${next}`;
}
