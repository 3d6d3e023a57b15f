import type { WharfingerError } from '../../errors.ts';
import type { GraphqlContext } from '../context.ts';

/** Why one of many actions failed. */
export function errorOf({ error }: { error: WharfingerError | null }) {
  return error && { code: error.code, message: error.message, auditId: error.auditId ?? null };
}

/** What the log says about one of many actions, read when it is selected. */
export function recordOf({ auditId }: { auditId: string | null }, _args: unknown, { ownRecord }: GraphqlContext) {
  return auditId === null ? null : ownRecord(auditId);
}
