import type { Action } from '../catalogue.ts';
import { actionsOf, noRole, type Policy, type SocketRule } from './policy.ts';
import type { PolicyFile } from './policy-schema.ts';

/** The address of a unix socket is a field of 108 bytes that ends in a zero. */
const longestPath = 107;

/** The sockets of a policy file, held against its roles and scopes. */
export function socketsOf(
  { sockets: given = {} }: PolicyFile,
  { roles, scopes }: Pick<Policy, 'roles' | 'scopes'>,
  problems: string[],
): SocketRule[] {
  const taken = new Map<string, string>();
  return Object.entries(given).map(([name, socket]) => {
    const { path, mode = '0660', owner = null, group = null, host = null, role = noRole } = socket;
    const at = `sockets.${name}`;
    const other = taken.get(path);
    if (other !== undefined) problems.push(`${at}.path: sockets.${other} has it already.`);
    taken.set(path, name);
    if (Buffer.byteLength(path) > longestPath)
      problems.push(`${at}.path: longer than the ${longestPath} bytes that a socket's path may have.`);
    if (path.split('/').some((part) => part === '.' || part === '..')) problems.push(`${at}.path: has a "." or ".." in it.`);
    if (role !== noRole && !roles.has(role)) problems.push(`${at}.role: there is no role "${role}".`);
    const permissions = new Set<Action>();
    for (const [index, permission] of (socket.permissions ?? []).entries()) {
      const meant = actionsOf(permission);
      if (meant.length === 0) problems.push(`${at}.permissions[${index}]: there is no action "${permission}".`);
      for (const action of meant) permissions.add(action);
    }
    for (const [index, scope] of (socket.scopes ?? []).entries())
      if (!scopes.has(scope)) problems.push(`${at}.scopes[${index}]: there is no scope "${scope}".`);
    if (role === noRole && permissions.size === 0)
      problems.push(`${at}: stands for nobody who may do anything: give it a role or permissions.`);
    const rights = { role, permissions: [...permissions], scopes: socket.scopes ?? [] };
    return { name, path, mode: Number.parseInt(mode, 8), owner, group, host, ...rights };
  });
}
