import { isAction, type Action } from '../catalogue.ts';
import { authorize } from './authorize.ts';
import type { Caller, Decision, Target } from './caller.ts';
import { actionsOf, noRole, type Policy } from './policy.ts';
import type { Expectation } from './policy-schema.ts';
import { boundedCaller, type TokenInfo } from './token.ts';
import { resolveScopes } from './token-scope.ts';

export interface Tried {
  met: boolean;
  /** Who does what to what, and what was expected of it. */
  words: string;
  /** What came of it instead, and by which rule; or what of the expectation means nothing. */
  came: string;
}

/** Decides as the server would, for a token that has just that. */
export function tryExpectation(policy: Policy, asked: Expectation): Tried {
  const { who, action, target, expect } = asked;
  const words = `${describe(who)} ${action} ${JSON.stringify(target ?? {})}, expected: ${expect}`;
  const decision = decide(policy, asked);
  if ('unknown' in decision) return { met: false, words, came: decision.unknown };
  const came = decision.allow ? `allowed by ${decision.rule}` : `denied by ${decision.rule}: ${decision.reason}`;
  return { met: decision.allow === (expect === 'allow'), words, came };
}

/** What is decided of a token that has just that; or what of the question means nothing under this policy. */
export function decide(
  policy: Policy,
  { who, action, target }: Pick<Expectation, 'who' | 'action' | 'target'>,
): Decision | { unknown: string } {
  const role = who.role ?? noRole;
  const unknown = [
    ...(role === noRole || policy.roles.has(role) ? [] : [`there is no role "${role}"`]),
    ...(who.permissions ?? []).filter((name) => actionsOf(name).length === 0).map((name) => `there is no action "${name}"`),
    ...(who.scopes ?? []).filter((name) => !policy.scopes.has(name)).map((name) => `there is no scope "${name}"`),
  ];
  if (!isAction(action)) unknown.push(`there is no action "${action}"`);
  if (unknown.length > 0 || !isAction(action)) return { unknown: unknown.join(', ') };
  const caller: Caller = {
    type: 'token',
    id: 'test',
    name: 'test',
    role,
    permissions: new Set([...(policy.roles.get(role)?.allows ?? []), ...(who.permissions ?? []).flatMap(actionsOf)]),
    ...resolveScopes(
      (who.scopes ?? []).map((name) => ({ name })),
      policy,
    ),
    policy,
    authMethod: 'bearer',
    tokenId: 'test',
    expiresAt: null,
    bootstrap: false,
  };
  return decideOf(caller, action, target);
}

/** What is decided of a token that there is, by its id, under this policy; or what of the question means nothing. */
export function decideOfToken(
  policy: Policy,
  { tokens, id, now }: { tokens: readonly TokenInfo[]; id: string; now: number },
  { action, target }: Pick<Expectation, 'action' | 'target'>,
): Decision | { unknown: string } {
  const find = (wanted: string) => tokens.find((one) => one.id === wanted);
  const callerNow = (token: TokenInfo): Caller =>
    boundedCaller(token, policy, (maker) => {
      const found = find(maker);
      return found === undefined ? undefined : callerNow(found);
    });
  const token = find(id);
  if (token === undefined) return { unknown: `there is no token ${id}` };
  if (!isAction(action)) return { unknown: `there is no action "${action}"` };
  const { revokedAt, expiresAt } = token;
  const ended = revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
  if (!ended) return decideOf(callerNow(token), action, target);
  const reason = revokedAt === null ? `The token expired at ${expiresAt}.` : `The token was revoked at ${revokedAt}.`;
  return { allow: false, rule: 'credential', policyHash: policy.hash, reason };
}

function decideOf(caller: Caller, action: Action, target: Expectation['target']): Decision {
  return authorize(caller, action, targetOf(action, target), target?.host ?? 'local');
}

const kinds = ['container', 'image', 'network', 'volume'] as const;

function targetOf(action: string, given: Expectation['target']): Target | null {
  if (given === undefined) return null;
  const type = given.type ?? kinds.find((kind) => action.startsWith(`${kind}.`)) ?? 'host';
  return { type, id: null, name: given.name ?? null, image: given.image ?? null, labels: given.labels ?? {} };
}

function describe({ role, permissions, scopes }: Expectation['who']): string {
  return [
    role ?? 'no role',
    ...(permissions ?? []).map((name) => `+${name}`),
    ...(scopes ?? []).map((name) => `in ${name}`),
  ].join(' ');
}
