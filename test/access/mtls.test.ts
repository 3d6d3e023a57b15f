import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { connect } from 'node:tls';
import { alternativeNamesIn, holderOf, type ClientCertificate } from '../../src/access/certificates/certificate.ts';
import { holders } from '../../src/access/certificates/holders.ts';
import { readPolicy } from '../../src/access/policy-read.ts';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp } from '../support/app.ts';
import { authority, type Authority, type Issued } from '../support/certificates.ts';
import { systemClock } from '../../src/mirror/clock.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

const policy = (rules: readonly object[]) =>
  JSON.stringify({ version: 1, scopes: { web: { names: ['web*'] } }, identity: { certificates: { rules } } });

const rules = [
  { when: { cn: 'ann', san: 'email:*@example.com' }, role: 'operator', scopes: ['web'] },
  { when: { san: ['URI:spiffe://example.com/job/*'] }, role: 'viewer' },
];

const client = 'extendedKeyUsage=clientAuth';
const ofServer = ['extendedKeyUsage=serverAuth', 'subjectAltName=IP:127.0.0.1'];

async function listening(t: TestContext, own: Authority, env: Readonly<Record<string, string>> = {}) {
  const policyPath = join(own.folder, 'wharfinger.yaml');
  writeFileSync(policyPath, policy(rules));
  const server = own.issue('server', '/CN=wharfinger', ...ofServer);
  const engine = fakeEngine({ containers: [container({ name: 'web' }), container({ name: 'db' })] });
  let ahead = 0;
  const app = await startApp(t, engine, {
    connected: false,
    clock: { ...systemClock, now: () => Date.now() + ahead },
    env: {
      WHARFINGER_POLICY: policyPath,
      WHARFINGER_TLS_CERT: server.certPath,
      WHARFINGER_TLS_KEY: server.keyPath,
      WHARFINGER_TLS_CLIENT_CA: own.caPath,
      ...env,
    },
  });
  const base = await app.listen();
  assert.match(base, /^https:/);
  const ask = (path: string, shown: Issued | null, headers: Readonly<Record<string, string>> = {}, body?: object) =>
    new Promise<{ status: number; text: string; body: unknown }>((resolve, reject) => {
      const sent = request(`${base}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        ca: own.ca,
        agent: false,
        ...(shown === null ? {} : { cert: shown.cert, key: shown.key }),
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('end', () => {
          const text = Buffer.concat(parts).toString();
          const isJson = /^application\/(?:\S+\+)?json/.test(answer.headers['content-type'] ?? '');
          resolve({ status: answer.statusCode ?? 0, text, body: isJson ? JSON.parse(text) : null });
        });
      });
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const gql = (query: string, shown: Issued | null, headers: Readonly<Record<string, string>> = {}) =>
    ask('/graphql', shown, headers, { query });
  const rule = (given: readonly object[]) => {
    writeFileSync(policyPath, policy(given));
    app.app.reloadPolicy();
  };
  const wait = (days: number) => {
    ahead += days * 86_400_000;
  };
  return { app, base, server, ask, gql, rule, wait };
}

test('a client certificate stands for a person on every way in, with what the policy gives for its names', async (t) => {
  const own = authority(t);
  const { app, base, server, ask, gql, rule, wait } = await listening(t, own);
  const admin = { authorization: `Bearer ${app.admin}` };
  const ann = own.issue('ann', '/O=example/CN=ann', client, 'subjectAltName=email:ann@example.com');
  const job = own.issue('job', '/O=example', client, 'subjectAltName=DNS:x,URI:spiffe://example.com/job/1');
  const guest = own.issue('guest', '/CN=guest', client);
  await until(
    async () => pick((await gql('{ host { status } }', null, admin)).body, 'data', 'host', 'status') === 'CONNECTED',
    'the mirror is complete',
  );

  await t.test('GraphQL: who they are, what they reach, until when, and under whose name it is on record', async () => {
    const { body } = await gql('{ viewer { id name authMethod role expiresAt } containers { nodes { name } } }', ann);
    assert.deepEqual(pick(body, 'data'), {
      viewer: {
        id: 'cert:ann',
        name: 'ann',
        authMethod: 'mtls',
        role: 'operator',
        expiresAt: new X509Certificate(ann.cert).validToDate.toISOString(),
      },
      containers: { nodes: [{ name: 'web' }] },
    });
    const stop = 'mutation { stopContainer(input: { ref: "web" }) { auditEvent { actor { type id authMethod tokenId } } } }';
    assert.deepEqual(pick((await gql(stop, ann)).body, 'data', 'stopContainer', 'auditEvent', 'actor'), {
      type: 'person',
      id: 'cert:ann',
      authMethod: 'mtls',
      tokenId: null,
    });
    const viewer = (await gql('{ viewer { id role } }', job)).body;
    assert.deepEqual(pick(viewer, 'data', 'viewer'), { id: 'cert:spiffe://example.com/job/1', role: 'viewer' });
  });

  await t.test('REST, Server-Sent Events, the Engine API, WebSockets and terminals', async (t) => {
    const rest = await ask('/api/v1/containers', ann);
    assert.deepEqual([rest.status, /"db"/.test(rest.text)], [200, false]);
    const stream = await ask(`/graphql/stream?query=${encodeURIComponent('{ viewer { id } }')}`, ann, {
      accept: 'text/event-stream',
    });
    assert.match(stream.text, /cert:ann/);
    const listed = await ask('/engine/local/containers/json?all=1', ann);
    assert.deepEqual([listed.status, pick(listed.body, 0, 'Names', 0), pick(listed.body, 1)], [200, '/web', undefined]);
    const tls = { ca: own.ca, cert: ann.cert, key: ann.key };
    const socket = openSocket(t, `${base.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', tls);
    await socket.init({});
    socket.subscribe('1', '{ viewer { id } }');
    const { payload } = await socket.next(({ type }) => type === 'next');
    assert.equal(pick(payload, 'data', 'viewer', 'id'), 'cert:ann');
    const terminal = openSocket(t, `${base.replace('http', 'ws')}/api/v1/hosts/local/containers/web/exec/ws`, [], tls);
    terminal.socket.once('open', () => terminal.send({ command: ['sh'] }));
    const { error } = { error: undefined, ...(await terminal.next(({ type }) => type === 'error')) };
    assert.equal(pick(error, 'code'), 'FORBIDDEN', 'known, but no operator has a shell');
  });

  await t.test('a token decides where there is one, good or bad', async () => {
    const { body } = await gql('{ viewer { authMethod } }', ann, admin);
    assert.equal(pick(body, 'data', 'viewer', 'authMethod'), 'bearer');
    assert.equal((await gql('{ viewer { id } }', ann, { authorization: 'Bearer whf_pat_wrong' })).status, 401);
  });

  await t.test('without a good certificate, or one that a rule fits, nobody comes in, and that is on record', async (t) => {
    const stranger = authority(t).issue('eve', '/CN=ann', client, 'subjectAltName=email:ann@example.com');
    for (const shown of [null, stranger, own.issue('wrong-use', '/CN=ann', ...ofServer), guest])
      assert.equal((await ask('/api/v1/containers', shown)).status, 401);
    const query =
      '{ auditEvents(filter: { action: ["auth.refused"] }) { nodes { actor { id authMethod } params { key value } } } }';
    await until(async () => {
      const text = (await gql(query, null, admin)).text;
      return text.includes('"missing"') && text.includes('"untrusted"') && text.includes('"no-rule"');
    }, 'all three are on record');
    assert.match((await gql(query, null, admin)).text, /\{"id":"cert:guest","authMethod":"mtls"\}/);
  });

  await t.test('a page of a foreign origin cannot make use of the certificate that its browser shows', async () => {
    const viewer = (origin: string) => gql('{ viewer { id } }', ann, { origin });
    assert.deepEqual((await viewer('https://evil.example')).status, 401);
    assert.deepEqual((await viewer('null')).status, 401);
    assert.deepEqual((await viewer(base)).status, 200);
  });

  await t.test('a renewed certificate of the listener is taken; one that is none changes nothing', async () => {
    const { port } = new URL(base);
    const shown = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ port: Number(port), host: '127.0.0.1', ca: own.ca }, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        });
        socket.once('error', reject);
      });
    const print = ({ cert }: Issued) => new X509Certificate(cert).fingerprint256;
    assert.equal(await shown(), print(server));
    const renewed = own.issue('renewed', '/CN=wharfinger', ...ofServer);
    copyFileSync(renewed.certPath, server.certPath);
    app.app.reloadTls();
    assert.equal(await shown(), print(server), 'the key does not fit');
    copyFileSync(renewed.keyPath, server.keyPath);
    app.app.reloadTls();
    assert.equal(await shown(), print(renewed));
    assert.equal((await gql('{ viewer { id } }', ann)).status, 200, 'client certificates are still asked for');
  });

  await t.test('an open WebSocket is closed when the rule of its certificate goes, and when the certificate ends', async (t) => {
    const open = async ({ cert, key }: Issued) => {
      const socket = openSocket(t, `${base.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { ca: own.ca, cert, key });
      await socket.init({});
      socket.subscribe('1', 'subscription { containerChanges { kind } }');
      socket.send({ type: 'ping' });
      await socket.next(({ type }) => type === 'pong');
      return socket;
    };
    const [of, ofJob] = [await open(ann), await open(job)];
    rule(rules.slice(0, 1));
    assert.equal((await ofJob.closed()).code, 4403);
    assert.equal(of.socket.readyState, of.socket.OPEN, 'the other rule stays');
    wait(3);
    assert.equal((await of.closed()).code, 4403);
  });
});

test('where certificates are required there is no connection without, which is on record, and one of a trusted proxy is not its clients’', async (t) => {
  const own = authority(t);
  const { ask, gql, app } = await listening(t, own, {
    WHARFINGER_TLS_CLIENT_REQUIRED: 'true',
    WHARFINGER_TRUSTED_PROXIES: '127.0.0.1',
  });
  const wrongUse = own.issue('wrong-use', '/CN=ann', ...ofServer);
  for (const shown of [null, null, wrongUse, wrongUse]) await assert.rejects(ask('/livez', shown));
  const proxy = own.issue('proxy', '/CN=ann', client, 'subjectAltName=email:proxy@example.com');
  assert.equal((await ask('/livez', proxy)).status, 200);
  assert.equal((await ask('/api/v1/containers', proxy)).status, 401);
  assert.equal((await ask('/api/v1/containers', proxy, { authorization: `Bearer ${app.admin}` })).status, 200);
  // Counted by address and minute: one record each for the two that showed none and the two whose was not good.
  const query = '{ auditEvents(filter: { action: ["auth.refused"] }) { nodes { source { address } params { value } } } }';
  await until(async () => {
    const seen = (await gql(query, proxy, { authorization: `Bearer ${app.admin}` })).text;
    const of = (reason: string) =>
      seen.split(`{"source":{"address":"127.0.0.1"},"params":[{"value":"1"},{"value":"${reason}"}]}`).length - 1;
    return of('untrusted') === 1 && of('missing') >= 1;
  }, 'both are on record, once');
});

test('who came in by a certificate stays until it ends, and as long as the policy gives the same', () => {
  const current = (given: readonly object[]) => {
    const read = readPolicy(policy(given));
    assert.ok(read.ok);
    return read.value.policy;
  };
  const clock = { now: 0 };
  const inForce = { current: current(rules) };
  const people = holders({ rules: inForce, now: () => clock.now });
  const ann: ClientCertificate = {
    trusted: true,
    commonNames: ['ann'],
    alternativeNames: ['email:ann@example.com'],
    expires: 1000,
  };
  const found = people.identify(ann);
  assert.ok(found.ok);
  assert.ok(people.isActive(found.caller));
  inForce.current = current([...rules, { when: { cn: 'bob' }, role: 'admin' }]);
  assert.ok(people.isActive(found.caller), 'what changed does not concern her');
  inForce.current = current([{ when: { cn: 'ann' }, role: 'viewer' }]);
  assert.ok(!people.isActive(found.caller));
  inForce.current = current(rules);
  clock.now = 1000;
  assert.ok(!people.isActive(found.caller));
  const judged = people.identify(ann);
  assert.equal(judged.ok ? null : judged.reason, 'expired');
});

test('the names of a certificate cannot pass for others', () => {
  assert.deepEqual(alternativeNamesIn('DNS:a, URI:spiffe://x/y:1, IP Address:10.0.0.1, DirName:CN=z'), [
    'DNS:a',
    'URI:spiffe://x/y:1',
    'IP Address:10.0.0.1',
  ]);
  assert.deepEqual(alternativeNamesIn('DNS:"a, URI:spiffe://boss"'), ['DNS:a, URI:spiffe://boss']);
  assert.deepEqual(alternativeNamesIn('DNS:a, "URI:b'), []);
  assert.deepEqual(alternativeNamesIn(''), []);
  const id = (commonNames: string[], alternativeNames: string[] = []) =>
    holderOf({ trusted: true, commonNames, alternativeNames, expires: 0 })?.id;
  assert.equal(id(['ann'], ['URI:x']), 'cert:ann');
  assert.equal(id([], ['DNS:y', 'URI:x', 'URI:z']), 'cert:x');
  for (const names of [['ann', 'root'], [], [''], [' ann'], ['ann\n'], ['a\u202enn'], ['x'.repeat(300)]])
    assert.equal(id(names), undefined, JSON.stringify(names));
});
