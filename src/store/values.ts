import { type ArgType, type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SQLInputValue } from 'node:sqlite';

/**
 * Between Prisma's values and SQLite's. SQLite has no booleans and no times: the former are stored as 0 and 1, the latter as ISO 8601 text in UTC with
 * a numeric offset, so that they compare as text. That is the form Prisma's other SQLite drivers write.
 */

const typeOfDeclaration: Readonly<Record<string, ColumnType>> = {
  INTEGER: ColumnTypeEnum.Int32,
  INT: ColumnTypeEnum.Int32,
  BIGINT: ColumnTypeEnum.Int64,
  REAL: ColumnTypeEnum.Double,
  DOUBLE: ColumnTypeEnum.Double,
  FLOAT: ColumnTypeEnum.Float,
  DECIMAL: ColumnTypeEnum.Numeric,
  DATETIME: ColumnTypeEnum.DateTime,
  TEXT: ColumnTypeEnum.Text,
  BLOB: ColumnTypeEnum.Bytes,
  BOOLEAN: ColumnTypeEnum.Boolean,
  JSONB: ColumnTypeEnum.Json,
};

function typeOfValue(value: unknown): ColumnType {
  if (typeof value === 'bigint') return ColumnTypeEnum.Int64;
  if (typeof value === 'number') return ColumnTypeEnum.UnknownNumber;
  if (value instanceof Uint8Array) return ColumnTypeEnum.Bytes;
  return ColumnTypeEnum.Text;
}

/** The type of the column at `index`: as declared or, for an expression, that of its first value that is not null (none: Int32). */
export function columnType(declared: string | null, rows: readonly unknown[][], index: number): ColumnType {
  const known = declared === null ? undefined : typeOfDeclaration[declared.toUpperCase()];
  if (known !== undefined) return known;
  const sample = rows.find((row) => row[index] !== null)?.[index];
  return sample === undefined ? ColumnTypeEnum.Int32 : typeOfValue(sample);
}

/** A value as SQLite gave it (integers as bigint) in the form Prisma expects of a column of this type. */
export function fromSqlite(value: unknown, type: ColumnType): unknown {
  if (typeof value === 'bigint') {
    if (type === ColumnTypeEnum.DateTime) return new Date(Number(value)).toISOString();
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  // SQLite's columns are not strict: a fraction may sit in an integer column.
  if (typeof value === 'number' && (type === ColumnTypeEnum.Int32 || type === ColumnTypeEnum.Int64)) return Math.trunc(value);
  return value;
}

function timeText(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}

/** A query's argument in the form SQLite takes. Throws TypeError for what it has no form for. */
export function toSqlite(argument: unknown, type: ArgType | undefined): SQLInputValue {
  if (argument === null || argument === undefined) return null;
  if (typeof argument === 'boolean') return argument ? 1 : 0;
  if (argument instanceof Date) return timeText(argument);
  if (argument instanceof Uint8Array) return argument;
  if (typeof argument === 'number' || typeof argument === 'bigint') return argument;
  if (typeof argument === 'string') return textToSqlite(argument, type);
  throw new TypeError(`SQLite has no form for an argument of type ${typeof argument}`);
}

function textToSqlite(text: string, type: ArgType | undefined): SQLInputValue {
  switch (type?.scalarType) {
    case 'int':
      return Number.parseInt(text, 10);
    case 'bigint':
      return BigInt(text);
    case 'float':
    case 'decimal':
      return Number.parseFloat(text);
    case 'datetime':
      return timeText(new Date(text));
    case 'bytes':
      return Buffer.from(text, 'base64');
    default:
      return text;
  }
}
