import { existsSync } from 'node:fs';
import type { AuditQuery, Origin, Result } from '../audit/log.ts';
import { databasePath } from '../store/location.ts';
import { openReadOnly, type ReadStore } from '../store/open.ts';
import { Misuse, type Command, type Given } from './command.ts';
import { pointInTime } from './time.ts';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

/** The options that say which actions, for every command that reads the log. */
export const filterOptions: Command['options'] = {
  target: text,
  actor: text,
  action: texts,
  result: texts,
  origin: texts,
  host: text,
  text,
  since: text,
  until: text,
};

export const filterUsage = `  --target NAME    name, id or beginning of the id of what it was done to
  --actor NAME     name or id of who did it
  --action ACTION  for example container.stop or container.*; may be repeated
  --result RESULT  ${results().join(', ')}; may be repeated
  --origin ORIGIN  ${origins().join(', ')}; may be repeated
  --host NAME      the engine's name
  --text TEXT      text in the reason, the target's name or the parameters
  --since TIME     after this time, or for so long: 2026-11-24T08:00:00Z, 2026-11-24, 2h
  --until TIME     before this time`;

/** What the options ask for. Throws Misuse. */
export function queryOf(given: Given, now: number): AuditQuery {
  const since = given.text('since');
  const until = given.text('until');
  return {
    target: given.text('target'),
    actor: given.text('actor'),
    action: given.list('action'),
    result: given.list('result').map((name) => oneOf('result', name, results())),
    origin: given.list('origin').map((name) => oneOf('origin', name, origins())),
    host: given.text('host'),
    text: given.text('text'),
    after: since === null ? null : pointInTime('since', since, now),
    before: until === null ? null : pointInTime('until', until, now),
  };
}

export function oneOf<T extends string>(option: string, value: string, all: readonly T[]): T {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new Misuse(`--${option}: one of ${all.join(', ')}; not "${value}".`);
  return found;
}

/** A whole number from 1. Throws Misuse. */
export function limitOf(given: Given, otherwise: string): number {
  const limit = given.text('limit') ?? otherwise;
  if (!/^[0-9]{1,9}$/.test(limit) || Number(limit) < 1) throw new Misuse(`--limit: a whole number from 1; not "${limit}".`);
  return Number(limit);
}

/** Rejects with a sentence that names the place where there is no database yet. */
export async function openExisting(url: string): Promise<ReadStore> {
  const path = databasePath(url);
  if (!existsSync(path))
    throw new Error(
      `There is no database at ${path}: nothing was recorded yet, or WHARFINGER_STATE_DIR or DATABASE_URL names another place.`,
    );
  return openReadOnly({ url });
}

function results(): readonly (Result | 'pending')[] {
  return ['success', 'noop', 'failure', 'denied', 'timeout', 'cancelled', 'unknown', 'not_executed', 'pending'];
}

function origins(): readonly Origin[] {
  return ['own', 'external', 'recovered'];
}
