import type { Caller, Source } from '../access/caller.ts';
import type { NewToken } from '../access/token.ts';
import { grantedScopes } from '../access/token-scope.ts';
import { badInput } from '../errors.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { checkReason } from './perform.ts';
import { recorded, type Recorded, type RecorderDeps } from './recorded.ts';
import type { CreatedToken, TokenStore } from './tokens.ts';

export interface ExchangeTokenInput {
  /** Milliseconds from now. */
  expiresInMs?: number | null;
  reason?: string | null;
  idempotencyKey?: string | null;
}

export interface ExchangeDeps extends RecorderDeps {
  keys: IdempotencyKeys;
  tokens: Pick<TokenStore, 'create'> & { forget(maker: string, time: number): Promise<void> };
  now: () => number;
  /** Of any token, in milliseconds; null: without end. */
  longest: number | null;
}

export type ExchangeToken = (caller: Caller, source: Source, input: ExchangeTokenInput) => Promise<Recorded<CreatedToken>>;

const usualMs = 15 * 60_000;
const longestMs = 60 * 60_000;
const rememberedMs = 24 * 60 * 60_000;

/** A short-lived token of our own for whoever came in with the signed token of a provider, with what they have now. */
export function exchangeToken(deps: ExchangeDeps): ExchangeToken {
  const once = deps.keys.memory<Recorded<CreatedToken>>();
  return async (caller, source, input) => {
    const key = input.idempotencyKey ?? null;
    if (key === null) return exchange(deps, caller, source, input);
    return once({ caller, source, action: 'token.create', key, input }, (usedUp) =>
      exchange(deps, caller, source, input, usedUp),
    );
  };
}

async function exchange(deps: ExchangeDeps, caller: Caller, source: Source, input: ExchangeTokenInput, usedUp?: () => void) {
  const outside = caller.authMethod === 'oidc';
  // Who they are is all that it takes: they get no more than they have.
  const authorize: ExchangeDeps['authorize'] = (...asked) => {
    const decision = deps.authorize(...asked);
    return outside ? { ...decision, allow: true, rule: 'own-identity', reason: '' } : decision;
  };
  let wanted: NewToken;
  const done = await recorded<CreatedToken>(
    { ...deps, authorize },
    {
      caller,
      source,
      action: 'token.create',
      host: null,
      params: { name: caller.name, role: caller.role, exchange: 'true' },
      reason: input.reason ?? null,
      idempotencyKey: input.idempotencyKey ?? null,
      usedUp,
    },
    () => {
      checkReason(input.reason ?? null);
      wanted = tokenFor(caller, endOf(deps, input));
      const target = { type: 'token' as const, id: null, name: caller.name, image: null, labels: {} };
      return { target, before: null, ...(outside ? {} : { veto: ownToken }) };
    },
    async () => {
      const made = await deps.tokens.create(wanted, { id: null, name: caller.id });
      return { changed: true, engineStatus: null, after: null, targetId: made.token.id, value: made };
    },
  );
  await deps.tokens.forget('oidc:', deps.now() - rememberedMs);
  return done;
}

const ownToken = {
  rule: 'own-identity',
  reason: 'Only the signed token of a provider can be exchanged: this is a token of Wharfinger already, or a certificate.',
};

function endOf({ now, longest }: ExchangeDeps, { expiresInMs }: ExchangeTokenInput): string {
  const most = Math.min(longestMs, longest ?? Infinity);
  const lifetime = expiresInMs ?? Math.min(usualMs, most);
  if (lifetime <= 0 || lifetime > most) throw badInput(`expiresIn: more than nothing, at most ${most / 60_000} minutes.`);
  return new Date(now() + lifetime).toISOString();
}

/** The role stays a role, which changes with the policy; what the caller has beside it stays as it is. */
function tokenFor(caller: Caller, expiresAt: string): NewToken {
  const ofRole = caller.policy.roles.get(caller.role)?.allows ?? new Set();
  return {
    name: caller.name,
    description: '',
    role: caller.role,
    permissions: [...caller.permissions].filter((action) => !ofRole.has(action)),
    scopes: grantedScopes([...caller.scopes, ...(caller.warned ?? [])]),
    addresses: [],
    expiresAt,
  };
}
