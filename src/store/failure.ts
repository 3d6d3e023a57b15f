import { DriverAdapterError } from '@prisma/driver-adapter-utils';

/**
 * Why the store could not do something, as far as a caller can act on it.
 * unique: a row with this key is there already. full: no space on the disk. busy: another process holds the database. readonly: it may not be
 * written. corrupt: the file is damaged and stays so until it is restored. io: the disk or the file system failed. lost: the thread died before
 * it answered, so whether the transaction was stored is unknown. All but corrupt and unique may pass by themselves.
 */
export type StoreErrorKind = 'unique' | 'full' | 'busy' | 'readonly' | 'corrupt' | 'io' | 'lost' | 'other';

/** A failure as plain data, so that it crosses a thread whole. */
export interface Failure {
  kind: StoreErrorKind;
  /** Prisma's own code ("P2002"), where it has one. */
  code: string | null;
  message: string;
}

/** What every call of the store rejects with. Not for a client's eyes: it may name tables and files. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;
  readonly code: string | null;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.kind = failure.kind;
    this.code = failure.code;
  }
}

// SQLite's primary result codes (the low byte of an extended one).
const kindOfPrimaryCode: Readonly<Record<number, StoreErrorKind>> = {
  5: 'busy',
  6: 'busy',
  8: 'readonly',
  10: 'io',
  11: 'corrupt',
  13: 'full',
  14: 'io',
  26: 'corrupt',
};

const uniqueKey = 2067;
const primaryKey = 1555;

function kindOfCode(extendedCode: number): StoreErrorKind {
  if (extendedCode === uniqueKey || extendedCode === primaryKey) return 'unique';
  return kindOfPrimaryCode[extendedCode & 0xff] ?? 'other';
}

/** SQLite's extended result code, if `error` came from SQLite. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
}

// Prisma hides the driver's error in `meta`, and ordinary wrapping in `cause`. Both are followed; the depth bounds a cycle.
function codeWithin(error: unknown, depth = 5): number | null {
  if (depth === 0 || !(error instanceof Error)) return null;
  const own = sqliteCode(error);
  if (own !== null) return own;
  if (error instanceof DriverAdapterError)
    return error.cause.originalCode === undefined ? null : Number(error.cause.originalCode);
  if ('meta' in error && typeof error.meta === 'object' && error.meta !== null && 'driverAdapterError' in error.meta) {
    return codeWithin(error.meta.driverAdapterError, depth - 1);
  }
  return codeWithin(error.cause, depth - 1);
}

/** Any error met in a store's thread, as plain data. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StoreError) return { kind: error.kind, code: error.code, message: error.message };
  if (!(error instanceof Error)) return { kind: 'other', code: null, message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' && /^P\d{4}$/.test(error.code) ? error.code : null;
  const extended = codeWithin(error);
  // Prisma puts "Invalid `...` invocation:" and blank lines before what is wrong.
  const message =
    error.message
      .trim()
      .split(/\n{2,}/)
      .at(-1) ?? error.message;
  return { kind: extended === null ? 'other' : kindOfCode(extended), code, message };
}
