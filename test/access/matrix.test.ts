import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { actionNames, actions } from '../../src/catalogue.ts';
import { pick, type TestApp } from '../support/app.ts';
import { askers, expected, describe, matrixText, waysOf, whoseOf, type Asker } from './matrix/expected.ts';
import { byTheEngineApi, onTheMachine, requests, type Request } from './matrix/requests.ts';
import { startWorld } from './matrix/world.ts';

test('every action that can be permitted has a row in the table of requests', () => {
  const known = new Set([...onTheMachine, ...byTheEngineApi, ...requests.map(({ action }) => action)]);
  assert.deepEqual(
    actionNames.filter((name) => !known.has(name)),
    [],
    'test/access/matrix/requests.ts does not know these: how are they asked for?',
  );
});

test('who may do what, in every way and to whose objects, is as matrix.txt says; what is denied does not reach the engine and is on record', async (t) => {
  assert.equal(readFileSync(join(import.meta.dirname, 'matrix.txt'), 'utf8'), matrixText(), 'run "npm run generate"');
  const world = await startWorld(t);
  const wrong: string[] = [];
  const denied: { asker: Asker; request: Request; auditId: string | null; cell: string }[] = [];
  let cells = 0;
  for (const asker of askers) {
    if (asker === 'read-only') world.readOnly();
    const client = await world.clientOf(asker);
    const all = requests.flatMap((request) =>
      whoseOf(request).flatMap((whose) => {
        const want = expected(asker, request, whose);
        return waysOf(request).map((way) => ({
          request,
          whose,
          want,
          way,
          cell: `${asker} ${describe(request)} ${whose} ${way}`,
        }));
      }),
    );
    const ask = async ({ request, whose, want, way, cell }: (typeof all)[number]) => {
      const poke = world.poke(request.kind === 'subscription' && want === 'yes' ? request.poke : null);
      const { code, message, auditId } = await client
        .ask(way, request, world.object(request.on, whose), poke)
        .catch((cause: unknown) => assert.fail(`${cell}: ${String(cause)}`));
      const got = code === '' ? 'yes' : code === 'FORBIDDEN' ? 'no' : code === 'NOT_FOUND' ? 'none' : code;
      if (got !== want) wrong.push(`${cell}: ${got} ${message}, expected ${want}`);
      if (want === 'no') denied.push({ asker, request, auditId, cell });
    };
    world.seen();
    await some(
      all.filter(({ want }) => want !== 'yes'),
      ask,
    );
    const seen = world.seen();
    if (seen.length > 0) wrong.push(`while ${asker} was denied, the engine saw ${seen.join(', ')}`);
    await some(
      all.filter(({ want }) => want === 'yes'),
      ask,
    );
    cells += all.length;
  }
  assert.deepEqual(wrong, []);
  const records = await refusals(world.app);
  const unrecorded = denied.filter(({ asker, request, auditId }) =>
    auditId === null
      ? // A plain read leaves a record that is counted; everything else one of its own.
        actions[request.action].class === 'write' || !plainReads(request).some((name) => records.kinds.has(`${asker} ${name}`))
      : records.byId.get(auditId) === undefined,
  );
  assert.deepEqual(
    unrecorded.map(({ cell }) => cell),
    [],
  );
  t.diagnostic(`${cells} cells, ${denied.length} of them denied`);
  assert.ok(cells > 2000);
});

/** Whoever may not even see the object is told so first. */
const plainReads = ({ action, on }: Request) => (on === null ? [action] : [action, `${on}.read`]);

/** A few at a time, which is what a server is for. */
async function some<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const one = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: 12 }, one));
}

/** All that is on record as denied. */
async function refusals({ gql }: TestApp) {
  const byId = new Map<string, string>();
  const kinds = new Set<string>();
  const query = `query ($after: String) { auditEvents(filter: {result: [DENIED]}, first: 1000, after: $after) {
    nodes { auditId action actor { name } } pageInfo { endCursor hasNextPage } } }`;
  for (let after: unknown = null, more = true; more;) {
    const { data } = await gql(query, { after });
    for (const node of Object.values<unknown>(Object(pick(data, 'auditEvents', 'nodes')))) {
      const kind = `${String(pick(node, 'actor', 'name'))} ${String(pick(node, 'action'))}`;
      byId.set(String(pick(node, 'auditId')), kind);
      kinds.add(kind);
    }
    after = pick(data, 'auditEvents', 'pageInfo', 'endCursor');
    more = pick(data, 'auditEvents', 'pageInfo', 'hasNextPage') === true;
  }
  return { byId, kinds };
}
