import assert from 'node:assert/strict';
import { test } from 'node:test';
import { container, logLine, statsSample } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { streaming } from './stream-rig.ts';

const web = container({ name: 'web', labels: { app: 'shop' } });
const db = container({ name: 'db', id: 'd'.repeat(64) });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const line = (text: string, second: number) =>
  logLine(text, { at: `2026-01-01T13:00:${String(second).padStart(2, '0')}.000000001Z` });

test('samples of all containers come in one subscription, and many listeners share one upstream of each', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web, db] });
  const one = await follow('containerStats { container { name } cpuPercent missed }');
  const other = await follow('containerStats(refs: ["web"]) { cpuPercent }');
  await until(() => engine.open.stats === 2, 'one upstream for each container');
  engine.pushStats(web.id, statsSample({ cpuPercent: 12.5 }));
  engine.pushStats(db.id, statsSample({ cpuPercent: 2 }));
  assert.deepEqual(plain(await one.next()), { container: { name: 'web' }, cpuPercent: 12.5, missed: 0 });
  assert.deepEqual(plain(await one.next()), { container: { name: 'db' }, cpuPercent: 2, missed: 0 });
  assert.deepEqual(plain(await other.next()), { cpuPercent: 12.5 });
  await one.end();
  await until(() => engine.open.stats === 1, 'the other is still there', 1000);
  await other.end();
  await until(() => engine.open.stats === 0, 'all are closed within a second', 1000);
});

test('a container that starts later joins, one that stops leaves', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web] });
  const samples = await follow('containerStats(filter: { nameContains: "we" }) { container { name } }');
  await until(() => engine.open.stats === 1, 'web is followed');
  const late = engine.docker.run({ name: 'web-2' });
  engine.docker.run({ name: 'other' });
  await until(() => engine.open.stats === 2, 'web-2 is followed as well');
  engine.pushStats(late.id, statsSample());
  assert.deepEqual(plain(await samples.next()), { container: { name: 'web-2' } });
  engine.docker.stop('web');
  await until(() => engine.open.stats === 1, 'web is not followed any more');
});

test('an interval leaves samples out; one without a CPU figure is never shown', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web] });
  const samples = await follow('containerStats(refs: ["web"], interval: "3s") { readAt }');
  await until(() => engine.open.stats === 1, 'web is followed');
  const at = (second: number) => `2026-01-01T12:00:0${second}.1Z`;
  engine.pushStats(web.id, statsSample({ readAt: at(0), cpuPercent: null }));
  for (const second of [1, 2, 3, 4, 5]) engine.pushStats(web.id, statsSample({ readAt: at(second) }));
  assert.deepEqual(plain(await samples.next()), { readAt: at(1) });
  assert.deepEqual(plain(await samples.next()), { readAt: at(4) });
});

test('who is slow misses samples and is told how many', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web] });
  const samples = await follow('containerStats(refs: ["web"]) { pids missed }');
  await until(() => engine.open.stats === 1, 'web is followed');
  for (let n = 1; n <= 500; n += 1) {
    engine.pushStats(web.id, statsSample({ pids: n, readAt: new Date(1_767_268_800_000 + n * 1000).toISOString() }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  let shown = 0;
  let missed = 0;
  for (let pids = 0; pids < 500; shown += 1) {
    const sample = plain(await samples.next());
    assert.ok(typeof sample === 'object' && sample !== null && 'pids' in sample && 'missed' in sample);
    pids = Number(sample.pids);
    missed += Number(sample.missed);
  }
  assert.equal(shown + missed, 500);
  assert.ok(missed > 300);
});

test('a name that nothing has, names beside a filter, and intervals of nothing are refused', async (t) => {
  const { follow, engine } = await streaming(t, { containers: [web] });
  const code = async (query: string) =>
    follow(query).then(
      () => 'none',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
  assert.equal(await code('containerStats(refs: ["nothing"]) { pids }'), 'NOT_FOUND');
  assert.equal(await code('containerStats(refs: ["web"], filter: {}) { pids }'), 'BAD_INPUT');
  assert.equal(await code('containerStats(refs: []) { pids }'), 'BAD_INPUT');
  assert.equal(await code('containerStats(interval: "0s") { pids }'), 'BAD_INPUT');
  assert.equal(await code('containerLogs(matchRegex: "(a)\\\\1") { dropped }'), 'BAD_INPUT');
  assert.deepEqual(engine.open, { events: 1, stats: 0, logs: 0 });
});

test('logs of several containers are merged, filtered on the server, and on record before the first line', async (t) => {
  const { engine, follow, recorded } = await streaming(t, { containers: [web, db] });
  engine.pushLogs(web.id, [line('GET /', 1), line('error: a', 2)]);
  engine.pushLogs(db.id, [line('error: b', 3), line('fine', 4)]);
  const logs = await follow('containerLogs(tail: null, match: "error") { dropped lines { text container { name } } }');
  const texts = [plain(await logs.next()), plain(await logs.next())].map((batch) => JSON.stringify(batch)).sort();
  assert.deepEqual(texts, [
    '{"dropped":0,"lines":[{"text":"error: a","container":{"name":"web"}}]}',
    '{"dropped":0,"lines":[{"text":"error: b","container":{"name":"db"}}]}',
  ]);
  assert.deepEqual(recorded.sort(), ['container.logs db', 'container.logs web']);
  engine.pushLogs(web.id, [line('fine', 5), line('an error', 6)]);
  assert.deepEqual(plain(await logs.next()), { dropped: 0, lines: [{ text: 'an error', container: { name: 'web' } }] });
  await logs.end();
  await until(() => engine.open.logs === 0, 'the upstreams are closed', 1000);
});

test('without following, the logs end after what there is', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web, db] });
  engine.pushLogs(web.id, [line('one', 1), line('two', 2)]);
  const logs = await follow('containerLogs(tail: 1, follow: false) { lines { text } }');
  assert.deepEqual(plain(await logs.next()), { lines: [{ text: 'two' }] });
  assert.equal(await logs.next(), 'ended');
});

test('the logs go on when a container starts again, and end when it is removed', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web] });
  const logs = await follow('containerLogs(refs: ["web"]) { lines { text } }');
  await until(() => engine.open.logs === 1, 'web is followed');
  engine.pushLogs(web.id, [line('before', 1)]);
  assert.deepEqual(plain(await logs.next()), { lines: [{ text: 'before' }] });
  engine.docker.stop('web');
  engine.endStreams(web.id);
  engine.docker.start('web');
  await until(() => engine.reads.filter(({ method }) => method === 'logs').length > 1, 'the log is opened again');
  engine.pushLogs(web.id, [line('after', 2)]);
  assert.deepEqual(plain(await logs.next()), { lines: [{ text: 'after' }] });
  engine.docker.remove('web', { force: true });
  assert.equal(await logs.next(), 'ended');
});

test('a viewer may follow statistics, and not logs', async (t) => {
  const { follow, engine } = await streaming(t, { containers: [web] });
  await follow('containerStats { pids }', 'viewer');
  const logs = await follow('containerLogs { dropped }', 'viewer');
  await assert.rejects(logs.next(), { code: 'FORBIDDEN' });
  assert.equal(engine.open.logs, 0);
  await assert.rejects(follow('containerStats { pids }', 'auditor'), { code: 'FORBIDDEN' });
  await assert.rejects(follow('containerChanges { kind }', 'auditor'), { code: 'FORBIDDEN' });
  await assert.rejects(follow('events { type }', 'auditor'), { code: 'FORBIDDEN' });
});

test('changes: what begins to match is added, what ceases to is removed', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web] });
  const changes = await follow('containerChanges(filter: { state: [RUNNING] }) { kind missed container { name state } }');
  const state = async () => {
    const change = plain(await changes.next());
    return JSON.stringify(change);
  };
  engine.docker.stop('web');
  assert.equal(await state(), '{"kind":"REMOVED","missed":0,"container":{"name":"web","state":"EXITED"}}');
  engine.docker.start('web');
  assert.match(await state(), /"ADDED".*"RUNNING"/);
  engine.docker.rename('web', 'www');
  assert.match(await state(), /"UPDATED".*"www"/);
  engine.docker.remove('www', { force: true });
  assert.match(await state(), /"REMOVED".*"www"/);
});

test('changes: who is slow skips states and never the last one', async (t) => {
  const { engine, mirror, follow } = await streaming(t, { containers: [web] });
  const changes = await follow('containerChanges { kind missed container { name } }');
  let seen = 0;
  const stop = mirror.onChange(() => {
    seen += 1;
  });
  t.after(stop);
  for (let n = 1; n <= 20; n += 1) {
    engine.docker.rename(web.id, `name-${n}`);
    await until(() => seen >= n, 'the copy has it');
  }
  let missed = 0;
  let shown = 0;
  for (let name = ''; name !== 'name-20'; shown += 1) {
    const text = JSON.stringify(await changes.next());
    name = /"name":"([^"]+)"/.exec(text)?.[1] ?? '';
    missed += Number(/"missed":(\d+)/.exec(text)?.[1]);
  }
  assert.equal(shown + missed, 20);
  assert.ok(shown <= 3);
});

test('events are told with their time to the nanosecond, filtered by type, action and object', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web, db] });
  const events = await follow(
    'events(types: ["container"], actions: ["stop", "die"], actor: "web") { host type action actorId name time missed }',
  );
  await until(() => engine.open.events === 2, 'the events are followed');
  engine.docker.stop('db');
  engine.docker.stop('web');
  const shown = [JSON.stringify(await events.next()), JSON.stringify(await events.next())];
  assert.match(shown[0] ?? '', /"host":"local","type":"container","action":"die"/);
  assert.match(
    shown[1] ?? '',
    /"action":"stop","actorId":"[0-9a-f]{64}","name":"web","time":"\d{4}-[\d-]+T[\d:]+\.\d{9}Z","missed":0/,
  );
});

test('when the engine goes, statistics fail with ENGINE_UNAVAILABLE; changes go on', async (t) => {
  const { engine, follow } = await streaming(t, { containers: [web] });
  const samples = await follow('containerStats { pids }');
  const changes = await follow('containerChanges { kind }');
  await until(() => engine.open.stats === 1, 'web is followed');
  const next = changes.next();
  engine.down();
  await assert.rejects(samples.next(), { code: 'ENGINE_UNAVAILABLE' });
  await assert.rejects(follow('containerStats { pids }'), { code: 'ENGINE_UNAVAILABLE' });
  await changes.end();
  assert.equal(await next, 'ended');
});
