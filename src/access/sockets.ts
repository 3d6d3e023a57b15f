import type { Caller } from './caller.ts';
import type { Policy, SocketRule } from './policy.ts';
import { resolveScopes } from './token-scope.ts';

const made = new WeakMap<Policy, ReadonlyMap<string, Caller>>();

/** Whom a socket of this policy stands for, one object for each; undefined where the policy has none of that name. */
export function socketCaller(name: string, policy: Policy): Caller | undefined {
  const callers = made.get(policy) ?? new Map(policy.sockets.map((socket) => [socket.name, callerOf(socket, policy)]));
  made.set(policy, callers);
  return callers.get(name);
}

function callerOf({ name, role, permissions, scopes }: SocketRule, policy: Policy): Caller {
  return {
    type: 'socket',
    id: `socket:${name}`,
    name,
    role,
    permissions: new Set([...(policy.roles.get(role)?.allows ?? []), ...permissions]),
    ...resolveScopes(
      scopes.map((scope) => ({ name: scope })),
      policy,
    ),
    policy,
    authMethod: 'socket',
    tokenId: null,
    expiresAt: null,
    bootstrap: false,
  };
}
