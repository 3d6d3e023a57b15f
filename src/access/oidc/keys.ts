import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { FetchJson } from './fetch.ts';
import { mayLeadTo } from './provider.ts';

const discovery = Type.Object({ issuer: Type.String(), jwks_uri: Type.String() });
const keySet = Type.Object({ keys: Type.Array(Type.Object({ kty: Type.String() }), { maxItems: 100 }) });

/** Fetched again when a key is asked for. */
const freshMs = 300_000;
/** Not believed any longer without having been fetched again. */
const longestMs = 3_600_000;
/** Between two attempts, whatever is asked for: made-up key ids cause no more than this. */
const apartMs = 15_000;

/** The keys of one issuer. */
export interface IssuerKeys {
  /** Gives the key for a header; waits for the issuer where it has to. Rejects where there is none, or where the issuer cannot be asked. */
  readonly get: JWTVerifyGetKey;
  /** Whether they were fetched lately enough, and still have the key of this id. Has them fetched again, and does not wait, where they are old. */
  stillHas(keyId: string | null): boolean;
}

export interface IssuerKeysDeps {
  fetchJson: FetchJson;
  /** A steady clock, in milliseconds. */
  now: () => number;
  log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
}

/** The issuer cannot be asked, or what it says is no answer. */
export class IssuerUnavailable extends Error {}

interface Kept {
  find: JWTVerifyGetKey;
  ids: ReadonlySet<string | null>;
  at: number;
}

/** Whoever waits, waits for one and the same fetch; nobody else does. */
export function issuerKeys(issuer: string, { fetchJson, now, log }: IssuerKeysDeps): IssuerKeys {
  let kept: Kept | null = null;
  let tried = -Infinity;
  let fetching: Promise<void> | null = null;

  const load = async () => {
    const about = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (!Value.Check(discovery, about) || about.issuer !== issuer)
      throw new Error('Its discovery document is of another issuer, or is none.');
    if (!mayLeadTo(issuer, about.jwks_uri)) throw new Error('Its keys are not behind https.');
    const found = await fetchJson(about.jwks_uri);
    if (!Value.Check(keySet, found)) throw new Error('Its key set is none.');
    const keys: JWK[] = found.keys;
    kept = { find: createLocalJWKSet({ keys }), ids: new Set(keys.map(({ kid }) => kid ?? null)), at: now() };
  };
  /** Null where it is too early. */
  const refresh = (): Promise<void> | null => {
    if (fetching !== null) return fetching;
    if (now() - tried < apartMs) return null;
    tried = now();
    fetching = load()
      .catch((error: unknown) => log.warn({ err: error, issuer }, 'the keys of an issuer could not be fetched'))
      .finally(() => {
        fetching = null;
      });
    return fetching;
  };
  const inForce = (): Kept | null => (kept !== null && now() - kept.at < longestMs ? kept : null);

  return {
    async get(header, token) {
      if (inForce() === null) await refresh();
      const first = inForce();
      if (first === null) throw new IssuerUnavailable(`The keys of ${issuer} cannot be fetched.`);
      if (now() - first.at >= freshMs) void refresh();
      // A key that is not known yet may have been added since.
      if (!first.ids.has(header?.kid ?? null) && header?.kid !== undefined) await refresh();
      return (inForce() ?? first).find(header, token);
    },
    stillHas(keyId) {
      const found = inForce();
      if (found === null || now() - found.at >= freshMs) void refresh();
      return found?.ids.has(keyId) === true;
    },
  };
}
