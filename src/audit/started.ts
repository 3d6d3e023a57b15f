import { startedOf } from './event.ts';
import { ask } from './read.ts';
import type { Reader } from '../store/operations.ts';

/** What an action noted while it ran, by its audit id; null where it noted nothing. Rejects with INTERNAL when the log cannot be read. */
export async function startedFacts(
  read: Pick<Reader, 'query'>,
  auditId: string,
): Promise<Readonly<Record<string, string>> | null> {
  const [row] = await ask(read, "SELECT body FROM AuditRecord WHERE auditId = ? AND stage = 'started'", [auditId]);
  return row === undefined ? null : startedOf(JSON.parse(String(row['body']))).event.facts;
}
