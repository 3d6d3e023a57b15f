import { decodeJwt, errors, jwtVerify } from 'jose';
import { IssuerUnavailable, type IssuerKeys } from './keys.ts';
import type { Claims } from '../rules/rule.ts';
import type { OidcProvider } from './provider.ts';

/** A token whose signature and claims are good. */
export interface Verified {
  provider: OidcProvider;
  subject: string;
  claims: Claims;
  keyId: string | null;
  /** Milliseconds. */
  expires: number;
}

export type Verification =
  { ok: true; verified: Verified } | { ok: false; reason: 'untrusted' | 'expired' | 'unavailable'; message: string };

const form = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const longestToken = 12_000;
/** How far an issuer's clock may be ahead of ours, in seconds. A token ends when it says, by our clock. */
const skew = 30;
const usualTypes = new Set(['jwt', 'at+jwt']);
const endOfTime = Date.parse('9999-12-31T23:59:59Z') / 1000;

/** Whether a text has the form of a signed token, rather than of one of ours. */
export const isJwt = (text: string) => form.test(text);

/** Which issuer a token says it is of: for looking it up among those that are believed, and for nothing else. */
export function claimedIssuer(token: string): string | null {
  if (token.length > longestToken) return null;
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}

/**
 * Checks a token against one provider (RFC 8725): the algorithm is one of the provider's, the key one that it publishes. What a header brings along (`jwk`,
 * `jku`, `x5u`, `x5c`) is not looked at. What is wrong with the claims is told only where the signature is good.
 */
export async function verify(token: string, provider: OidcProvider, keys: IssuerKeys, now: number): Promise<Verification> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys.get, {
      algorithms: [...provider.algorithms],
      issuer: provider.issuer,
      audience: [...provider.audience],
      requiredClaims: ['exp', 'iat', 'sub', 'aud', 'iss'],
      currentDate: new Date(now),
      clockTolerance: skew,
    });
    const { exp = 0, iat = Infinity, sub = '' } = payload;
    if (exp * 1000 <= now) return { ok: false, reason: 'expired', message: 'The token has expired.' };
    const wrong = [
      [iat > now / 1000 + skew, 'was issued in the future'],
      [exp > endOfTime, 'has an "exp" that is no time'],
      [!/^[\x21-\x7e]{1,255}$/.test(sub), 'has a "sub" that is none'],
      [!isType(protectedHeader.typ, provider.type), `is of another type ("typ") than ${provider.type ?? 'JWT or at+jwt'}`],
      [payload['cnf'] !== undefined, 'is bound to a key ("cnf"), which a bearer does not prove to have'],
      [repeatsNames(token), 'says the same twice'],
    ].find(([is]) => is)?.[1];
    if (wrong !== undefined) return untrusted(`The token ${String(wrong)}.`);
    return {
      ok: true,
      verified: { provider, subject: sub, claims: payload, keyId: protectedHeader.kid ?? null, expires: exp * 1000 },
    };
  } catch (error) {
    if (error instanceof IssuerUnavailable)
      return { ok: false, reason: 'unavailable', message: 'The keys of the issuer cannot be fetched now; try again later.' };
    if (error instanceof errors.JWTExpired) return { ok: false, reason: 'expired', message: 'The token has expired.' };
    if (error instanceof errors.JWTClaimValidationFailed)
      return untrusted(`The token is not for Wharfinger, or not now: its "${error.claim}" is missing or does not fit.`);
    return untrusted(notGood);
  }
}

/** For whatever is not known to be of a believed issuer. */
export const notGood = 'The token is not valid: it is of no issuer that is believed here, or is not signed by it.';

const untrusted = (message: string): Verification => ({ ok: false, reason: 'untrusted', message });

function isType(given: string | undefined, wanted: string | null): boolean {
  const type = given?.toLowerCase().replace(/^application\//, '');
  return wanted === null ? type === undefined || usualTypes.has(type) : type === wanted.toLowerCase();
}

/** Whether an object in the header or the claims has a name twice: readers differ in which one they take. */
function repeatsNames(token: string): boolean {
  return token
    .split('.')
    .slice(0, 2)
    .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
    .some((text) => namesWritten(text) !== namesRead(JSON.parse(text)));
}

const namesWritten = (json: string) =>
  [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;

function namesRead(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, one) => sum + namesRead(one), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}
