import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { buildSchema, getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import supertest from 'supertest';
import { redactionKeyPath, redactor } from '../../src/audit/redact.ts';
import { run } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { answeredFailure } from '../../src/engine/failure.ts';
import { readSdl } from '../../src/graphql/sdl.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { leaks } from '../support/leaks.ts';
import { marked, plantings } from '../support/planted.ts';
import { stocked } from '../support/stocked.ts';
import { terminal } from '../support/terminal.ts';

const schema = buildSchema(readSdl());

function documentOf(of: GraphQLSchema, mutation: string): string {
  const field = of.getMutationType()?.getFields()[mutation];
  const payload = getNamedType(field?.type);
  const recorded = isObjectType(payload) && 'auditEvent' in payload.getFields();
  return `mutation ($input: ${String(field?.args[0]?.type)}) { ${mutation}(input: $input) { __typename ${recorded ? 'auditEvent { auditId }' : ''} } }`;
}

const told = (body: unknown) => JSON.stringify(body ?? null);

test('secrets that are planted in every mutation, wherever one can stand, are in no file, no log, no listing and no error', async (t) => {
  const { engine, restock } = stocked();
  const app = await startApp(t, engine);
  const viewer = await app.token('viewer');
  const writes = new Set(Object.keys(engine.writer));
  // Every second time the engine refuses, and repeats all that it was sent.
  const engineState = { refuses: false };
  engine.habits.before = (call) => {
    if (engineState.refuses && writes.has(call.method)) throw answeredFailure(400, `cannot: ${JSON.stringify(call.args)}`);
  };
  const all = plantings(schema);
  assert.ok(all.length > 300, `${all.length} places`);
  const errors: string[] = [];
  for (const [index, { mutation, input }] of all.entries()) {
    restock();
    engineState.refuses = index % 2 === 0;
    const token = index % 5 === 4 ? viewer : app.admin;
    const answer = await app.gql(documentOf(schema, mutation), { input }, token);
    errors.push(...answer.errors.map(({ message }) => message));
  }
  assert.ok(engine.calls.length > 30, `${engine.calls.length} have reached the engine`);
  assert.deepEqual(await leaks(app, errors), [], 'while it runs');
  await app.close();
  assert.deepEqual(await leaks(app, errors), [], 'after it has stopped');
});

test('what is malformed, refused or no request at all leaves no secret either: literals, bodies, headers, addresses, wrong tokens, terminals', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web', state: 'running' })] }));
  const url = await app.listen();
  const errors: string[] = [];
  const gql = async (query: string) => errors.push(...(await app.gql(query)).errors.map(({ message }) => message));
  await gql(`mutation { createContainer(input: {image: "x", env: [{key: "A", value: ["${marked()}"]}]}) { changed } }`);
  await gql(`mutation { createContainer(input: {image: "x", env: "${marked()}"}) { changed } }`);
  await gql(`mutation { createContainer(input: {image: "x", env: {key: "A", value: "${marked()}"`);
  await gql(`mutation { createContainer(input: {image: "x" "${marked()}"}) { changed } }`);
  await gql(`mutation { execContainer(input: {ref: "web", command: ["app", "--password", "${marked()}", 5]}) { changed } }`);

  const { server } = app.app.server;
  const rest = (path: string) => supertest(server).post(`/api/v1${path}`).set('authorization', `Bearer ${app.admin}`);
  const env = () => [{ key: 'A', value: marked() }];
  const answers = [
    await rest('/containers').send({ image: 'x', env: env(), command: ['app', '--token', marked()] }),
    await rest('/containers').send({ image: 5, env: env() }),
    await rest('/containers').send({ image: 'x', env: marked() }),
    await rest('/containers').set('content-type', 'application/json').send(`{"image": "x", "env": "${marked()}`),
    await rest('/containers').set('content-type', 'text/plain').send(marked()),
    await rest('/containers/web/exec').send({ command: ['app', `--password=${marked()}`], env: env(), stdin: 5 }),
    await rest(`/containers?token=${marked()}`).send({}),
    await supertest(server).get('/api/v1/containers').set('authorization', `Bearer ${marked()}`),
    await supertest(server).get('/api/v1/containers').set('authorization', `Bearer whf_token_${marked()}`),
    await supertest(server).get('/api/v1/containers').set('authorization', `Basic ${marked()}`),
    await supertest(server).get('/api/v1/containers').set('authorization', marked()),
    await supertest(server).get('/api/v1/containers').set({ authorization: '', 'user-agent': `x Authorization: Bearer ${marked()}` }), // prettier-ignore
    await supertest(server).get(`/api/v1/containers?access_token=${marked()}`),
    await supertest(server).post('/graphql').set('authorization', `Bearer ${app.admin}`).set('content-type', 'application/json').send(`{"query": "${marked()}`), // prettier-ignore
  ];
  for (const { status, body } of answers) {
    assert.ok(status >= 200 && status < 500, `${status} ${told(body)}`);
    errors.push(told(body));
  }

  const openings = [
    { authorization: `Bearer ${app.admin}`, command: ['fail', '--password', marked()], env: env() },
    { authorization: `Bearer ${app.admin}`, command: [`--password=${marked()}`], env: marked() },
    { authorization: `Bearer whf_token_${marked()}`, command: ['x'] },
    { authorization: `Bearer ${app.admin}`, command: ['x'], env: [{ key: '', value: marked() }] },
  ];
  for (const opening of openings) {
    const client = await terminal(t, `${url}/api/v1/hosts/local/containers/web/exec/ws`, opening);
    client.socket.on('message', (data, isBinary) => {
      if (!isBinary && Buffer.isBuffer(data)) errors.push(data.toString());
    });
    await client.closed;
  }
  assert.deepEqual(await leaks(app, errors), []);
  await app.close();
  assert.deepEqual(await leaks(app, errors), []);
});

test('whoever holds the key can ask whether it was this value: the command line gives the hash that stands in the log', async (t) => {
  const app = await startApp(t, fakeEngine());
  const secret = marked();
  await app.gql(documentOf(schema, 'createContainer'), { input: { image: 'busybox', env: [{ key: 'A', value: secret }] } });
  const ask = async (value: string) => {
    const out: string[] = [];
    const code = await run(['audit', 'hash'], {
      out: (line) => out.push(line),
      err: (line) => out.push(line),
      input: Readable.from([value]),
      terminal: false,
      config: () => loadConfig({ WHARFINGER_STATE_DIR: app.stateDir }),
    });
    return { code, out: out.join('\n') };
  };
  const { code, out } = await ask(`${secret}\n`);
  assert.equal(code, 0);
  assert.equal(out, redactor(readFileSync(redactionKeyPath(app.stateDir)))(secret));
  const found = async (text: string) => {
    const { data } = await app.gql(
      'query ($text: String) { auditEvents(filter: {text: $text}) { nodes { action params { key value } } } }',
      { text },
    );
    return pick(data, 'auditEvents', 'nodes');
  };
  assert.deepEqual(pick(await found(out), 0, 'action'), 'container.create');
  assert.deepEqual(await found((await ask(marked())).out), []);
  assert.equal((await ask('')).code, 2);
});

test('labels, also those of what is there already, and health checks are on record with hashes in place of secrets', async (t) => {
  const labels = { team: 'a', 'db.password': 'hunter2-label' };
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web', state: 'running', labels })] }));
  await app.gql(documentOf(schema, 'stopContainer'), { input: { ref: 'web', reason: 'pasted whf_token_0123456789abcdef' } });
  await app.gql(documentOf(schema, 'createContainer'), {
    input: { image: 'busybox', healthCheck: { shell: 'curl -u bob:hunter2-check http://localhost/' } },
  });
  const redact = redactor(readFileSync(redactionKeyPath(app.stateDir)));
  const { data } = await app.gql('{ auditEvents { nodes { reason target { labels { key value } } params { key value } } } }');
  const text = told(pick(data, 'auditEvents', 'nodes'));
  assert.doesNotMatch(text, /hunter2|0123456789abcdef"/);
  assert.ok(text.includes(`{"key":"db.password","value":"${redact('hunter2-label')}"},{"key":"team","value":"a"}`));
  assert.ok(text.includes(`curl -u bob:${redact('hunter2-check')} http://localhost/`));
  assert.ok(text.includes(`pasted ${redact('whf_token_0123456789abcdef')}`));
});
