import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { TokenRows } from '../../src/access/rows.ts';
import type { NewToken, TokenRow } from '../../src/access/token.ts';
import { Tokens } from '../../src/access/tokens.ts';
import { scratch } from '../support/scratch.ts';

/** The table of tokens in memory. `fail` makes the next change fail. */
export function memoryRows() {
  const table = new Map<string, TokenRow>();
  let failure: Error | null = null;
  const change = (work: () => void) => {
    if (failure === null) {
      work();
      return Promise.resolve();
    }
    const error = failure;
    failure = null;
    return Promise.reject(error);
  };
  const rows: TokenRows = {
    all: () => Promise.resolve([...table.values()]),
    insert: (row) => change(() => table.set(row.id, row)),
    revoke: (ids, revokedAt) => change(() => ids.forEach((id) => update(id, { revokedAt }))),
    forget: (ids) => change(() => ids.forEach((id) => table.delete(id))),
    used: (times) => change(() => times.forEach((lastUsedAt, id) => update(id, { lastUsedAt }))),
  };
  const update = (id: string, values: Partial<TokenRow>) => {
    const row = table.get(id);
    if (row !== undefined) table.set(id, { ...row, ...values });
  };
  return {
    rows,
    table,
    fail: (error: Error) => {
      failure = error;
    },
  };
}

export interface Rig extends ReturnType<typeof memoryRows> {
  tokens: Tokens;
  /** Milliseconds; tests move it on. */
  clock: { now: number };
  lostUses: unknown[];
  /** The same table read anew, as after a restart. */
  reopen: () => Promise<Tokens>;
}

const pepper = Buffer.alloc(32, 7);

export async function rig(): Promise<Rig> {
  const memory = memoryRows();
  const clock = { now: Date.parse('2026-11-24T08:00:30.000Z') };
  const lostUses: unknown[] = [];
  let made = 0;
  const reopen = () =>
    Tokens.open({
      rows: memory.rows,
      pepper,
      now: () => clock.now,
      randomBytes,
      newId: () => `t${(made += 1)}`,
      onLostUse: (error) => lostUses.push(error),
    });
  return { ...memory, tokens: await reopen(), clock, lostUses, reopen };
}

export const newToken = (changes: Partial<NewToken> = {}): NewToken => ({
  name: 'ci',
  role: 'operator',
  description: '',
  permissions: [],
  scopes: [],
  addresses: [],
  expiresAt: null,
  ...changes,
});

export const nobody = { id: null, name: 'local' };

/** A policy in a file of its own, and what writes another in its place. */
export function policyFile(t: TestContext, text: string) {
  const folder = scratch(t);
  const path = join(folder, 'wharfinger.yaml');
  writeFileSync(path, text);
  return { path, write: (next: string) => writeFileSync(path, next) };
}
