import { hash } from 'node:crypto';
import type { Caller } from '../caller.ts';
import type { Policy } from '../policy.ts';
import { sameRights } from '../rights.ts';
import { callerBy, type Judgement, type Who } from '../rules/rule.ts';
import { issuerKeys, type IssuerKeys, type IssuerKeysDeps } from './keys.ts';
import type { OidcProvider } from './provider.ts';
import { claimedIssuer, notGood, verify, type Verification, type Verified } from './verify.ts';

/** Whoever has a signed token of an issuer that the policy believes. */
export interface People {
  /** Checks a token, which may take the issuer's answer. Never rejects: `identify` has what came of it. */
  meet(token: string): Promise<void>;
  /** What came of the check of this token, under the rules of now. */
  identify(token: string): Judgement;
  /** Whether a caller who was identified earlier still is who they were and may what they might. */
  isActive(caller: Caller): boolean;
}

export interface PeopleDeps extends Omit<IssuerKeysDeps, 'now'> {
  rules: { readonly current: Policy };
  /** Wall clock, in milliseconds. */
  now: () => number;
  /** A steady clock, in milliseconds. */
  elapsed: () => number;
}

const most = 10_000;

interface Met {
  verification: Verification;
  caller: Caller | null;
}

/** A checked token is remembered by its hash for as long as it is good, its provider is trusted as it was, and the issuer still has the key. */
export function people(deps: PeopleDeps): People {
  const { rules, now, elapsed } = deps;
  const keys = new Map<string, IssuerKeys>();
  const met = new Map<string, Met>();
  const origins = new WeakMap<Caller, Verified>();

  const keysOf = ({ issuer }: OidcProvider) => {
    const found = keys.get(issuer) ?? issuerKeys(issuer, { ...deps, now: elapsed });
    keys.set(issuer, found);
    return found;
  };
  const providerOf = (issuer: string | null) => rules.current.oidc.find((one) => one.issuer === issuer);
  const isGood = ({ provider, keyId, expires }: Verified) => {
    const trusted = providerOf(provider.issuer);
    return trusted !== undefined && sameTrust(trusted, provider) && expires > now() && keysOf(provider).stillHas(keyId);
  };
  const callerNow = (verified: Verified): Caller | null => {
    const provider = providerOf(verified.provider.issuer);
    return provider === undefined
      ? null
      : callerBy(provider.rules, verified.claims, {
          who: whoOf({ ...verified, provider }),
          expires: verified.expires,
          policy: rules.current,
        });
  };
  const keep = (key: string, verification: Verification) => {
    if (met.size >= most) met.clear();
    met.set(key, { verification, caller: null });
  };

  return {
    async meet(token) {
      const key = hash('sha256', token);
      const known = met.get(key)?.verification;
      if (known?.ok === true && isGood(known.verified)) return;
      const provider = providerOf(claimedIssuer(token));
      if (provider === undefined) met.delete(key);
      else keep(key, await verify(token, provider, keysOf(provider), now()));
    },
    identify(token) {
      const found = met.get(hash('sha256', token));
      if (found === undefined) return { ok: false, reason: 'untrusted', message: notGood, who: null };
      const { verification } = found;
      if (!verification.ok) return { ...verification, who: null };
      const { verified } = verification;
      if (verified.expires <= now())
        return { ok: false, reason: 'expired', message: 'The token has expired.', who: whoOf(verified) };
      if (!isGood(verified)) return { ok: false, reason: 'untrusted', message: notGood, who: null };
      if (found.caller?.policy !== rules.current) found.caller = callerNow(verified);
      const { caller } = found;
      if (caller === null) {
        const message = `No rule of the policy for ${verified.provider.name} fits the claims of this token.`;
        return { ok: false, reason: 'no-rule', message, who: whoOf(verified) };
      }
      origins.set(caller, verified);
      return { ok: true, caller };
    },
    isActive(caller) {
      const verified = origins.get(caller);
      if (verified === undefined || !isGood(verified)) return false;
      if (caller.policy === rules.current) return true;
      const since = callerNow(verified);
      return since !== null && sameRights(caller, since);
    },
  };
}

/** Whether a token that one of them took would be taken by the other: what its claims are worth is another question. */
function sameTrust(one: OidcProvider, other: OidcProvider): boolean {
  const trust = ({ name, issuer, audience, algorithms, type, kind }: OidcProvider) =>
    JSON.stringify([name, issuer, audience, algorithms, type, kind]);
  return one === other || trust(one) === trust(other);
}

function whoOf({ provider, subject, claims }: Verified): Who {
  const said = provider.nameClaim === null ? (claims['preferred_username'] ?? claims['email']) : claims[provider.nameClaim];
  // A name is for people to read, and goes into logs.
  const name = typeof said === 'string' ? said.replaceAll(/\p{C}/gu, '').trim().slice(0, 100) : '';
  return { type: provider.kind, id: `oidc:${provider.name}:${subject}`, name: name === '' ? subject : name, authMethod: 'oidc' };
}
