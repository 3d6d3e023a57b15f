import type { Caller, Source, Target } from '../access/caller.ts';
import { recorded, type RecorderDeps } from './recorded.ts';

/** What was read of the log: the field that was asked for, and what for. */
export interface AuditRead {
  read: string;
  filter: Readonly<Record<string, unknown>>;
}

// A dashboard asks every few seconds, and a reader leafs through pages: both are one read a minute.
const windowMs = 60_000;
// Questions remembered; one that is forgotten too early is on record twice.
const maxRemembered = 1000;

/**
 * Puts a read of the audit log on record, unless the same caller has asked the same from the same address within the last minute. Gives the audit id of what
 * it has put on record; null where it is there already. Throws FORBIDDEN, on record each time, for who may not read the log.
 */
export function recordAuditRead(deps: RecorderDeps) {
  // Oldest first, since what is put in is never put in again before it was taken out.
  const remembered = new Map<string, { at: number; stored: Promise<unknown> }>();

  return async (caller: Caller, source: Source, { read, filter }: AuditRead): Promise<string | null> => {
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined));
    const key = JSON.stringify([caller.type, caller.id, caller.tokenId, source.transport, source.address, read, asked]);
    const { allow } = deps.authorize(caller, 'audit.read', target);
    const known = remembered.get(key);
    if (allow && known !== undefined && deps.elapsed() - known.at < windowMs) {
      await known.stored;
      return null;
    }
    const shown = Object.entries(asked).map(([name, value]) => [name, name === 'text' ? lengthOf(value) : value]);
    const params = { read, ...(shown.length === 0 ? {} : { filter: JSON.stringify(Object.fromEntries(shown)) }) };
    const stored = recorded(
      deps,
      { caller, source, action: 'audit.read', host: null, params, reason: null, idempotencyKey: null },
      () => ({ target, before: null }),
      () => Promise.resolve({ changed: true, engineStatus: null, after: null, targetId: null, value: undefined }),
    );
    if (!allow) return (await stored).auditId;
    remembered.delete(key);
    remembered.set(key, { at: deps.elapsed(), stored });
    const [oldest] = remembered.keys();
    if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
    try {
      return (await stored).auditId;
    } catch (error) {
      if (remembered.get(key)?.stored === stored) remembered.delete(key);
      throw error;
    }
  };
}

/** A text that is looked for may be a secret; and this event shall not be what is found. */
function lengthOf(text: unknown): string {
  return `${String(text).length} characters`;
}

const target: Target = { type: 'audit', id: null, name: 'audit log', image: null, labels: {} };
