import { isWithin } from './addresses.ts';
import { isOutsider, type Caller } from './caller.ts';
import type { ClientCertificate } from './certificates/certificate.ts';
import type { Holders } from './certificates/holders.ts';
import type { People } from './oidc/people.ts';
import { isJwt, notGood } from './oidc/verify.ts';
import { builtInPolicy, type Policy } from './policy.ts';
import { sameRights } from './rights.ts';
import type { Judgement, Who } from './rules/rule.ts';
import { isWellFormed } from './secret.ts';
import { socketCaller } from './sockets.ts';
import { boundedCaller, type TokenInfo } from './token.ts';
import type { Tokens } from './tokens.ts';

/** Why nobody could be identified; the whole truth, for the audit log. */
export type RefusalReason =
  'missing' | 'malformed' | 'unknown' | 'revoked' | 'expired' | 'address' | 'untrusted' | 'unavailable' | 'no-rule';

export interface Refusal {
  reason: RefusalReason;
  /** What the client is told: not always the whole truth. */
  message: string;
  /** Whose secret it was, where it was one. */
  token: TokenInfo | null;
  /** Whose signed token or certificate it was, where that is certain. */
  who?: Who | null;
}

export type Identification = { ok: true; caller: Caller } | { ok: false; refusal: Refusal };

/** All that a client has to say who it is. */
export interface Credential {
  /** The `Authorization` header, or what stands for it; it decides where there is one. */
  authorization: string | undefined;
  /** What the connection showed, where it may speak for the request. */
  certificate: ClientCertificate | null;
}

export interface Identifier {
  /** What has to be waited for before `identify` can know the holder of this header; null where nothing has. Never rejects. */
  meet(authorization: string | undefined): Promise<void> | null;
  /** Who comes with this credential from this address. */
  identify(credential: Credential, address: string | null): Identification;
  /** Whether a caller who was identified earlier still is who they were and may what they might: asked again and again while a stream is open. */
  isActive(caller: Caller): boolean;
}

const bearer = /^bearer +(\S+) *$/i;

export function identifier(
  tokens: Pick<Tokens, 'seen' | 'find' | 'get' | 'isActive' | 'isExpired' | 'isSetUp' | 'touch'>,
  rules: { readonly current: Policy } = { current: builtInPolicy },
  people: People = nobody,
  holders: Holders = nobody,
): Identifier {
  const callers = new WeakMap<TokenInfo, Caller>();
  const callerNow = (token: TokenInfo): Caller => {
    const known = callers.get(token);
    if (known?.policy === rules.current) return known;
    const caller = boundedCaller(token, rules.current, (id) => {
      const maker = tokens.get(id);
      return maker === undefined ? undefined : callerNow(maker);
    });
    callers.set(token, caller);
    return caller;
  };
  const markedCallers = new WeakMap<Caller, Caller>();
  /** One object for each caller: what is remembered of callers is remembered by it. */
  const marked = (caller: Caller): Caller => {
    const mark = markedCallers.get(caller) ?? { ...caller, breakGlass: true };
    markedCallers.set(caller, mark);
    return mark;
  };
  /** Whether the rules of now leave them what they had. */
  const unchanged = (caller: Caller, id: string) => {
    if (caller.policy === rules.current) return true;
    const token = tokens.get(id);
    return token !== undefined && sameRights(caller, callerNow(token));
  };
  return {
    meet(authorization) {
      const secret = bearer.exec(authorization?.trim() ?? '')?.[1];
      return secret !== undefined && isJwt(secret) && rules.current.oidc.length > 0 ? people.meet(secret) : null;
    },
    identify({ authorization, certificate }, address) {
      const given = authorization?.trim() ?? '';
      if (given === '' && certificate !== null) return judged(holders.identify(certificate));
      if (given === '') return refuse('missing', 'A credential is needed: send the header "Authorization: Bearer whf_...".');
      const secret = bearer.exec(given)?.[1];
      if (secret === undefined) return refuse('malformed', 'The Authorization header must be "Bearer", a blank and one token.');
      if (isJwt(secret)) return judged(people.identify(secret));
      const seen = tokens.seen(secret);
      if (seen === undefined && !isWellFormed(secret)) {
        return refuse('malformed', 'This is no token of Wharfinger, or it was cut off or mistyped: its checksum does not fit.');
      }
      const token = seen ?? tokens.find(secret);
      if (token === undefined) return refuse('unknown', notValid);
      if (token.revokedAt !== null) return refuse('revoked', notValid, token);
      if (!isWithin(address, token.addresses)) return refuse('address', notValid, token);
      // Told only to whoever holds the secret and may use it from there.
      if (tokens.isExpired(token)) return refuse('expired', `The token expired at ${token.expiresAt ?? ''}.`, token);
      tokens.touch(token.id);
      const caller = callerNow(token);
      return { ok: true, caller: token.bootstrap && tokens.isSetUp() ? marked(caller) : caller };
    },
    isActive(caller) {
      if (caller.type === 'socket') {
        const now = socketCaller(caller.name, rules.current);
        return now !== undefined && sameRights(caller, now);
      }
      if (caller.tokenId !== null) return tokens.isActive(caller.tokenId) && unchanged(caller, caller.tokenId);
      return !isOutsider(caller) || (caller.authMethod === 'mtls' ? holders : people).isActive(caller);
    },
  };
}

const nobody: People & Holders = {
  meet: () => Promise.resolve(),
  identify: () => ({ ok: false, reason: 'untrusted', message: notGood, who: null }),
  isActive: () => false,
};

function judged(judgement: Judgement): Identification {
  return judgement.ok ? judgement : { ok: false, refusal: { ...judgement, token: null } };
}

// One sentence for all three, so that a stranger cannot tell a secret that once was one from a guess.
const notValid = 'The token is not valid: it is unknown, was revoked, or may not be used from this address.';

function refuse(reason: RefusalReason, message: string, token: TokenInfo | null = null): Identification {
  return { ok: false, refusal: { reason, message, token } };
}
