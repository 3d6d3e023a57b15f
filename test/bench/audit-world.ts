import { DatabaseSync } from 'node:sqlite';
import { place, type Pending } from '../../src/audit/batch.ts';
import { canonicalJson } from '../../src/audit/canonical.ts';
import { genesisHash } from '../../src/audit/chain.ts';
import type { Intent, Outcome, Result } from '../../src/audit/log.ts';
import { operations } from '../../src/audit/statements.ts';
import { actionNames } from '../../src/catalogue.ts';
import { openStore } from '../../src/store/open.ts';
import { recorder } from '../../src/store/operations.ts';
import { intentOf, outcomeOf } from '../audit/events.ts';

/** Numbers that are the same in every run (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const actors = Array.from({ length: 20 }, (_, index) => ({ id: `tok-${index}`, name: `actor-${index}` }));
export const actions = actionNames.slice(-40);
export const hosts = ['local', 'build', 'edge-1', 'edge-2'];
export const projects = Array.from({ length: 200 }, (_, index) => `project${index}`);
export const services = ['web', 'db', 'cache', 'worker', 'proxy'];
export const failures: readonly Result[] = ['failure', 'denied', 'timeout', 'cancelled', 'unknown', 'not_executed', 'noop'];
export const words = ['deploy', 'rollback', 'restart after alert', 'clean up', 'ticket', 'nightly job', 'Größe ändern', 'test'];
export const targets = Array.from({ length: 5000 }, (_, index) => {
  const [project = '', service = ''] = [projects[index % projects.length], services[index % services.length]];
  const id = Array.from({ length: 8 }, (_, part) =>
    (Math.imul(index + 1, 0x9e3779b1 + part * 77_777) >>> 0).toString(16).padStart(8, '0'),
  ).join('');
  return {
    type: 'container',
    id,
    name: `${project}-${service}-${index}`,
    image: `registry.example/${service}:${index % 40}`,
    labels: { 'com.docker.compose.project': project, 'com.docker.compose.service': service, tier: `t${index % 7}` },
  };
});

/** One of them, the first ones far more often. */
export function skewed<T>(random: () => number, values: readonly T[]): T {
  const value = values[Math.floor(random() ** 3 * values.length)];
  if (value === undefined) throw new Error('a choice among nothing');
  return value;
}

export const begin = Date.UTC(2026, 0, 1);
/** Between two actions of the world, in milliseconds. */
export const step = 20_000;

/** Makes a database with so many actions, two records each: about what a year of a busy host leaves. */
export async function fillDatabase(path: string, count: number): Promise<void> {
  await (await openStore({ url: `file:${path}` })).close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-200000');
  const random = randomOf(1);
  const end = { seq: 0, hash: genesisHash, open: new Map() };
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  for (let made = 0; made < count;) {
    const size = Math.min(1000, count - made);
    const stages = Array.from({ length: size }, (_, index) => stagesOf(random, made + index)).flat();
    database.exec('BEGIN');
    for (const operation of operations(recorder, place(end, stages))) {
      if (operation.model !== null) throw new Error('a statement of another kind');
      const statement = statements.get(operation.sql) ?? database.prepare(operation.sql);
      statements.set(operation.sql, statement);
      statement.run(...operation.values.map((value) => (typeof value === 'number' ? value : String(value))));
    }
    database.exec('COMMIT');
    made += size;
    if (made % 100_000 === 0) console.error(`${made} actions`);
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function stagesOf(random: () => number, index: number): Pending[] {
  const target = skewed(random, targets);
  const actor = skewed(random, actors);
  const reason = random() < 0.4 ? `${skewed(random, words)} ${random() < 0.5 ? `build ${index}` : target.labels['tier']}` : null;
  const intent = intentOf({
    action: skewed(random, actions),
    actor: { type: 'token', ...actor },
    tokenId: actor.id,
    host: skewed(random, hosts),
    target,
    reason,
    params:
      random() < 0.2 ? { ref: target.name, command: `sh -c 'run --job ${index % 5000}'` } : { ref: target.name, timeout: '10' },
    origin: random() < 0.1 ? 'external' : 'own',
  });
  const result = random() < 0.1 ? skewed(random, failures) : 'success';
  const outcome = outcomeOf(intent.auditId, { result, durationMs: 1 + random() * 200, origin: intent.origin });
  const time = new Date(begin + index * step);
  return [
    { stage: 'intent', auditId: intent.auditId, time, body: bodyOf('intent', intent), event: intent },
    { stage: 'outcome', auditId: intent.auditId, time, body: bodyOf('outcome', outcome), event: outcome },
  ];
}

/** As intentBody and outcomeBody make it of an event that is not too large, without the checks. */
function bodyOf(stage: string, event: Intent | Outcome): string {
  return canonicalJson({ v: 1, stage, event });
}
