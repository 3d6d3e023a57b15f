import type { Caller } from '../caller.ts';
import type { Policy } from '../policy.ts';
import { sameRights } from '../rights.ts';
import { callerBy, type Judgement } from '../rules/rule.ts';
import { holderOf, type ClientCertificate } from './certificate.ts';

/** Whoever has a client certificate that the policy gives something for. */
export interface Holders {
  identify(certificate: ClientCertificate): Judgement;
  /** Whether a caller who was identified earlier still is who they were and may what they might. */
  isActive(caller: Caller): boolean;
}

export interface HoldersDeps {
  rules: { readonly current: Policy };
  /** Wall clock, in milliseconds. */
  now: () => number;
}

/** A certificate is checked at the handshake; its end and the rules count at each request, since a connection may be older than both. */
export function holders({ rules, now }: HoldersDeps): Holders {
  const callers = new WeakMap<ClientCertificate, Caller>();
  const origins = new WeakMap<Caller, ClientCertificate>();

  const callerNow = (certificate: ClientCertificate): Caller | null => {
    const known = callers.get(certificate);
    if (known?.policy === rules.current) return known;
    const who = holderOf(certificate);
    if (who === null) return null;
    const claims = { cn: certificate.commonNames, san: certificate.alternativeNames };
    const policy = rules.current;
    const caller = callerBy(policy.certificates, claims, { who, expires: certificate.expires, policy });
    if (caller === null) return null;
    callers.set(certificate, caller);
    origins.set(caller, certificate);
    return caller;
  };

  return {
    identify(certificate) {
      if (!certificate.trusted) return { ok: false, reason: 'untrusted', message: notTrusted, who: null };
      const who = holderOf(certificate);
      if (who === null) return { ok: false, reason: 'untrusted', message: namesNobody, who };
      if (certificate.expires <= now())
        return { ok: false, reason: 'expired', message: 'The client certificate has expired.', who };
      const caller = callerNow(certificate);
      return caller === null ? { ok: false, reason: 'no-rule', message: noRule, who } : { ok: true, caller };
    },
    isActive(caller) {
      const certificate = origins.get(caller);
      if (certificate === undefined || certificate.expires <= now()) return false;
      if (caller.policy === rules.current) return true;
      const since = callerNow(certificate);
      return since !== null && sameRights(caller, since);
    },
  };
}

/** What is said of one that is not good. */
export const notTrusted =
  'The client certificate is not good: it has expired, is not for clients, or is not signed by an authority of WHARFINGER_TLS_CLIENT_CA.';
const namesNobody = 'The client certificate names nobody: it needs one common name, or an alternative name that is a URI.';
const noRule =
  'No rule of the policy (identity.certificates) fits the names in this client certificate; a token in the Authorization header is taken in its place.';
