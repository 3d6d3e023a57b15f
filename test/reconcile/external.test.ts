import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../src/engine/ports.ts';
import { engineUnavailable } from '../../src/errors.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine, hostInfo } from '../support/fake-engine.ts';
import { externalOnce, external } from '../support/on-record.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

test('a stop behind our back is in the log as nobody’s and is the last thing that happened to its container; our own stop is not', async (t) => {
  const engine = fakeEngine({
    containers: [container({ name: 'ours', state: 'running' }), container({ name: 'theirs', state: 'running' })],
  });
  const app = await startApp(t, engine);
  engine.docker.stop('theirs');
  const stopped = await app.gql('mutation { stopContainer(input: { ref: "ours" }) { changed } }');
  assert.deepEqual(stopped.errors, []);
  // Nothing older can come after it.
  engine.docker.rename('theirs', 'last');
  await externalOnce(app, 2);
  const { data } = await app.gql(`{
    auditEvents(filter: { origin: EXTERNAL }, orderBy: OLDEST_FIRST) { nodes { action actor { type } source { transport } target { name } } }
    ours: container(ref: "ours") { lastAction { action origin } }
    theirs: container(ref: "last") { lastAction { action origin actor { type } } }
  }`);
  const unknown = { actor: { type: 'unknown' }, source: { transport: 'ENGINE' } };
  assert.deepEqual(pick(data, 'auditEvents', 'nodes'), [
    { action: 'container.stop', ...unknown, target: { name: 'theirs' } },
    { action: 'container.rename', ...unknown, target: { name: 'last' } },
  ]);
  assert.equal(pick(data, 'ours', 'lastAction', 'action'), 'container.stop');
  assert.equal(pick(data, 'ours', 'lastAction', 'origin'), 'OWN');
  const last = { action: 'container.rename', origin: 'EXTERNAL', actor: { type: 'unknown' } };
  assert.deepEqual(pick(data, 'theirs', 'lastAction'), last);
});

test('a first run that ends before it has heard a single event, or one that has seen more than it has heard: the next one goes on from there', async (t) => {
  let systemTime = '2026-01-01T11:00:00.000000000Z';
  const engine = fakeEngine({
    containers: [container({ name: 'web', state: 'running' })],
    reader: { info: async () => hostInfo({ systemTime }) },
  });
  const stateDir = scratch(t);
  let hold = false;
  // What it says to the log comes later than what it says to the copy of its state, or not at all.
  const late: Engine = {
    ...engine,
    streams: {
      ...engine.streams,
      events: async (options) => {
        const [events, isForLog] = [await engine.streams.events(options), options.since !== null];
        return (async function* () {
          for await (const event of events) if (!isForLog || !hold) yield event;
        })();
      },
    },
  };
  let followed = 0;
  engine.habits.before = ({ method }) => {
    if (method === 'events') followed += 1;
    // The first one is for the copy of the engine's state, all others are for the log.
    if (method === 'events' && followed > 1) throw engineUnavailable('not now');
  };
  const first = await startApp(t, engine, { stateDir });
  const env = { WHARFINGER_ADMIN_TOKEN: first.admin };
  await until(() => followed > 1, 'the events are asked for');
  engine.docker.stop('web');
  await first.close();
  engine.habits.before = () => {};
  engine.docker.start('web');
  systemTime = '2026-01-01T13:00:00.000000000Z';
  const second = await startApp(t, late, { stateDir, env });
  await externalOnce(second, 2);
  assert.deepEqual(
    (await external(second)).map(({ action }) => action),
    ['container.stop', 'container.start'],
  );
  hold = true;
  engine.docker.createVolume({ name: 'seen' });
  await until(async () => pick((await second.gql('{ volume(ref: "seen") { name } }')).data, 'volume') !== null, 'it is seen');
  await second.close();
  hold = false;
  const third = await startApp(t, late, { stateDir, env });
  await externalOnce(third, 3);
  assert.deepEqual(
    (await external(third)).map(({ action }) => action),
    ['container.stop', 'container.start', 'volume.create'],
  );
});
