import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, parse, validate } from 'graphql';
import { weightOf } from '../../src/graphql/limits/weights.ts';
import { readSdl } from '../../src/graphql/sdl.ts';
import { planOf } from '../../src/rest/plan.ts';
import { exceptions, routes } from '../../src/rest/routes.ts';
import { pick } from '../support/app.ts';
import { container } from '../support/fake-engine.ts';
import { logLine } from '../support/fake-objects.ts';
import { startRest } from './rig.ts';

const web = container({ name: 'web', state: 'running', labels: { team: 'shop' } });
const db = container({ name: 'db', state: 'exited' });

test('every field of Query, Mutation and Subscription has a row in the table, or a reason why not', () => {
  const schema = buildSchema(readSdl());
  const rows = routes.flatMap((one) => one.routes.map(({ kind, field }) => `${kind} ${field}`));
  const types = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() };
  const missing = Object.entries(types).flatMap(([kind, type]) =>
    Object.keys(type?.getFields() ?? {}).filter(
      (name) => !rows.includes(`${kind} ${name}`) && !(`${type?.name ?? ''}.${name}` in exceptions),
    ),
  );
  assert.deepEqual(missing, []);
});

test('what each row shows unless something else is asked for is there in the schema', () => {
  const schema = buildSchema(readSdl());
  const costs = (type: string, field: string) => weightOf(type, field, false) > 0;
  for (const { group, routes: rows } of routes)
    for (const row of rows) {
      const plan = planOf({ schema, costs }, group, row);
      assert.deepEqual(validate(schema, parse(plan.document(plan.standard))), [], row.path);
    }
});

test('lists come a page at a time, filtered and sorted by the query, and Link leads on', async (t) => {
  const { get } = await startRest(t, { containers: [web, db] });
  const first = await get('/containers?first=1&orderBy=-name&fields=name,host.name');
  assert.equal(first.status, 200);
  assert.deepEqual(first.body.items, [{ name: 'web', host: { name: 'local' } }]);
  assert.equal(first.body.totalCount, 2);
  const link = /<\/api\/v1(.+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '';
  const second = await get(link);
  assert.deepEqual(second.body.items, [{ name: 'db', host: { name: 'local' } }]);
  assert.equal(second.headers['link'], undefined);
  assert.equal((await get('/containers?state=exited&state=dead')).body.items[0].name, 'db');
  assert.equal((await get('/containers?labels=team%3Dshop')).body.totalCount, 1);
  for (const path of ['/images', '/networks', '/volumes', '/projects', '/hosts', '/tokens', '/audit/events']) {
    const { status, body } = await get(path);
    assert.equal(status, 200, path);
    assert.ok(Array.isArray(body.items), path);
  }
});

/**
 * What is asked by itself, however late: the live copy lists again two seconds after it has connected and inspects what it finds;
 * the watch for changes from outside opens its own stream of events.
 */
const byItself = new Set(
  'listContainerIds listImageIds listNetworks listVolumes inspectContainer inspectImage events'.split(' '),
);

test('what is shown without being asked for leaves no record and asks the engine nothing', async (t) => {
  const { get, engine } = await startRest(t, { containers: [web] });
  const before = engine.reads.length;
  for (const path of ['/containers/web', '/images/busybox', '/networks/bridge', '/hosts/local', '/viewer']) {
    const { status, body } = await get(path);
    assert.equal(status, 200, `${path} ${JSON.stringify(body)}`);
  }
  const asked = engine.reads.slice(before).filter(({ method }) => !byItself.has(method));
  assert.deepEqual(asked, []);
  assert.equal((await get('/audit/events?action=container.env&action=image.env&action=container.logs')).body.totalCount, 0);
  assert.equal((await get('/containers/web/env')).status, 200);
  assert.equal((await get('/containers/web/processes')).body.processes.length, 1);
  assert.equal((await get('/audit/events?action=container.env')).body.totalCount, 1);
});

test('an action is carried out once, on record as REST, and the same key gives the same answer', async (t) => {
  const { get, post, engine } = await startRest(t, { containers: [web] });
  const stop = () => post('/containers/web/stop', { reason: 'deploy' }).set('idempotency-key', 'k1');
  const [first, again] = [await stop(), await stop()];
  assert.equal(first.status, 200);
  assert.equal(first.body.changed, true);
  assert.equal(first.body.container.state, 'EXITED');
  assert.deepEqual(again.body.auditEvent.auditId, first.body.auditEvent.auditId);
  assert.equal(first.headers['x-audit-id'], first.body.auditEvent.auditId);
  assert.deepEqual(
    engine.calls.map(({ method }) => method),
    ['stopContainer'],
  );
  const { body } = await get(`/audit/events/${first.body.auditEvent.auditId}`);
  assert.deepEqual(
    [body.action, body.reason, body.source.transport, body.result],
    ['container.stop', 'deploy', 'REST', 'SUCCESS'],
  );
  // Without a body, and without a word on its type.
  assert.equal((await post('/containers/web/start')).body.container.state, 'RUNNING');
});

test('what is made is told with 201 and where to find it; what is removed takes its options from the query', async (t) => {
  const { get, post, del } = await startRest(t, { containers: [web] });
  const made = await post('/volumes', { name: 'data' });
  assert.equal(made.status, 201);
  assert.equal(made.headers['location'], '/api/v1/volumes/data');
  assert.equal((await del('/volumes/data')).status, 200);
  assert.equal((await del('/containers/web')).status, 409);
  assert.equal((await del('/containers/web?force=true&reason=old&fields=changed')).body.changed, true);
  assert.equal((await get('/containers/web')).status, 404);
});

test('wrong input of every kind is named, and nothing reaches the engine', async (t) => {
  const { get, post, del, engine } = await startRest(t, { containers: [web] });
  const cases = [
    [get('/containers?stat=running'), 400, /no query parameter "stat"/],
    [get('/containers?first=1&first=2'), 400, /^first: given more than once/],
    [get('/containers?first=x'), 400, /^first: /],
    [get('/containers?state=asleep'), 400, /^state\[0\]: /],
    [get('/containers?published=http'), 400, /^published: it is written as/],
    [get('/containers/web?fields=secret'), 400, /no such field/],
    [get('/containers/web?fields=label'), 400, /takes arguments/],
    [get('/containers/ghost'), 404, /no container "ghost"/],
    [get('/containers/..%2fimages'), 404, /no container/],
    [get('/containers/%00'), 404, /no container/],
    [get('/containers/%zz'), 400, /./],
    [get('/audit/events/none'), 404, /no such audit event/],
    [post('/containers/web/stop', { timeout: 5 }), 400, /"timeout" is not defined/],
    [post('/containers/web/stop', { timeoutSeconds: 'x' }), 400, /^timeoutSeconds: /],
    [post('/containers/web/stop', { ref: 'db' }), 400, /^ref: the address says it/],
    [post('/containers/web/stop', []), 400, /must be a JSON object/],
    [post('/containers/web/stop').set('content-type', 'application/json').send('{'), 400, /./],
    [post('/containers/web/stop').set('content-type', 'text/plain').send('x'), 415, /./],
    [post('/containers/stop', {}), 400, /filter/],
    [del('/containers/web?force=perhaps'), 400, /^force: /],
    [get('/nothing'), 404, /./],
  ] as const;
  for (const [request, status, message] of cases) {
    const answer = await request;
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(String(pick(answer.body, 'error', 'message')), message);
  }
  assert.deepEqual(engine.calls, []);
});

test('REST has the decisions of GraphQL: no token, a refusal on record, and what may not be seen beside what may', async (t) => {
  const { get, post, app, engine } = await startRest(t, { containers: [web] });
  assert.equal((await get('/containers', 'whf_wrong')).status, 401);
  const viewer = await app.token('viewer');
  const refused = await post('/containers/web/stop', {}, viewer);
  assert.equal(refused.status, 403);
  assert.equal(refused.body.error.code, 'FORBIDDEN');
  assert.equal(refused.headers['x-audit-id'], refused.body.error.auditId);
  assert.equal((await get('/containers/web/env', viewer)).status, 403);
  const partial = await get('/containers/web?fields=name,env', viewer);
  assert.deepEqual([partial.status, partial.body.name, partial.body.env], [200, 'web', null]);
  assert.equal(partial.body.errors[0].code, 'FORBIDDEN');
  assert.deepEqual(engine.calls, []);
});

test('a log is text, on record, with times where asked for; one of the two outputs may be left out', async (t) => {
  const { get, engine, app } = await startRest(t, { containers: [web] });
  engine.pushLogs(web.id, [logLine('one', { stream: 'stdout' }), logLine('two', { stream: 'stderr' })]);
  const whole = await get('/containers/web/logs');
  assert.equal(whole.text, 'one\ntwo\n');
  assert.match(whole.headers['content-type'] ?? '', /^text\/plain/);
  assert.equal((await get('/containers/web/logs?stdout=false')).text, 'two\n');
  assert.match((await get('/containers/web/logs?tail=1&timestamps=true')).text, /^\d{4}-.+Z two\n$/);
  assert.equal((await get('/audit/events?action=container.logs')).body.totalCount, 3);
  assert.equal((await get('/containers/web/logs?stdout=false&stderr=false')).status, 400);
  assert.equal((await get('/containers/ghost/logs')).status, 404);
  assert.equal((await get('/containers/web/logs', await app.token('viewer'))).status, 403);
});
