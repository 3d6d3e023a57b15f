import { type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { Mode } from './connection.ts';
import type { RawOperation, SqlRow } from './operations.ts';
import type { Statements } from './statements.ts';
import { toSqlite } from './values.ts';

/** How a transaction begins. IMMEDIATE takes the write lock at once: one that read first could not get it later without starting over. */
export function begin(mode: Mode): string {
  return mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN';
}

/**
 * Carries out raw SQL, in order, as one transaction, without Prisma: it would only pass it on, at more cost than SQLite's own work, and loading it
 * takes a third of a second of a processor. Throws SQLite's own errors; then nothing was stored.
 */
export function runRaw(statements: Statements, mode: Mode, operations: readonly RawOperation[]): readonly unknown[] {
  // A single read is a snapshot by itself.
  const [only] = operations;
  if (mode === 'read' && only !== undefined && operations.length === 1) return [call(statements, only)];
  statements.exec(begin(mode));
  try {
    const results = operations.map((operation) => call(statements, operation));
    statements.exec('COMMIT');
    return results;
  } catch (error) {
    // A COMMIT that failed (busy, full) can leave the transaction open.
    statements.abandon();
    throw error;
  }
}

function call(statements: Statements, { method, sql, values }: RawOperation): unknown {
  const given = values.map((value) => toSqlite(value, undefined));
  if (method === 'execute') return statements.execute(sql, given);
  const { columnNames, columnTypes, rows } = statements.query(sql, given);
  return rows.map((row): SqlRow =>
    Object.fromEntries(columnNames.map((name, index) => [name, plain(row[index], columnTypes[index])])),
  );
}

// In the form that Prisma's raw queries give, so that one type describes both.
function plain(value: unknown, type: ColumnType | undefined): unknown {
  if (type === ColumnTypeEnum.Int64 && (typeof value === 'number' || typeof value === 'string')) return BigInt(value);
  if (type === ColumnTypeEnum.DateTime && typeof value === 'string') return new Date(value);
  if (type === ColumnTypeEnum.Boolean && typeof value === 'number') return value !== 0;
  return value;
}
