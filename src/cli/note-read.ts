import type { AuditQuery } from '../audit/log.ts';
import { askServer, userName } from './administer.ts';
import type { Surroundings } from './command.ts';

/**
 * Has a read of the log put on record by the process that serves: to be called between reading and showing. Where none does, nothing is: a log that nobody
 * serves is looked at as it was left. What cannot be put on record is shown all the same, for the file can be read without Wharfinger, and that is said.
 */
export async function noteRead(
  around: Surroundings,
  read: string,
  filter: AuditQuery | Readonly<Record<string, unknown>>,
): Promise<void> {
  const given = Object.entries(filter).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
  const request = { method: 'noteRead', user: userName(), read, filter: Object.fromEntries(given) } as const;
  const answer = await askServer(around.config(), request).catch((error: unknown) => ({
    error: { message: error instanceof Error ? error.message : String(error) },
  }));
  if (answer !== null && 'error' in answer) around.err(`This read of the log is not on record: ${answer.error.message}`);
}
