import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { exportSPKI, generateKeyPair } from 'jose';
import supertest from 'supertest';
import { fetchJson } from '../../src/access/oidc/fetch.ts';
import { people } from '../../src/access/oidc/people.ts';
import { readPolicy } from '../../src/access/policy-read.ts';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { startIssuer, type Issuer } from './issuer.ts';
import { scratch } from '../support/scratch.ts';

const policyFor = (provider: Issuer, other: Issuer) =>
  JSON.stringify({
    version: 1,
    scopes: { web: { names: ['web*'] } },
    identity: {
      oidc: [
        {
          name: 'staff',
          issuer: provider.url,
          audience: 'wharfinger',
          nameClaim: 'email',
          rules: [
            { when: { groups: 'ops', sub: 'ann' }, role: 'operator', scopes: ['web'] },
            { when: { 'realm.roles': ['boss', 'chief'] }, role: 'admin', scopes: ['web'] },
          ],
        },
        {
          name: 'ci',
          issuer: other.url,
          audience: ['wharfinger', 'ci'],
          kind: 'pipeline',
          type: 'at+jwt',
          rules: [{ when: { sub: 'job:*' }, role: 'viewer' }],
        },
      ],
    },
  });

const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token as written by hand, signed truly by the issuer. */
function byHand({ privateKey }: Issuer, header: string, claims: string): Promise<string> {
  return crypto.subtle
    .sign('RSASSA-PKCS1-v1_5', privateKey, Buffer.from(`${encode(header)}.${encode(claims)}`))
    .then((signature) => `${encode(header)}.${encode(claims)}.${Buffer.from(signature).toString('base64url')}`);
}

test('a person with a signed token of an issuer of the policy comes in everywhere, with what the policy gives for their claims', async (t) => {
  const [staff, ci, stranger] = await Promise.all([startIssuer(t), startIssuer(t, '/ci'), startIssuer(t)]);
  const folder = scratch(t);
  const path = join(folder, 'wharfinger.yaml');
  writeFileSync(path, policyFor(staff, ci));
  const engine = fakeEngine({ containers: [container({ name: 'web' }), container({ name: 'db' })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: path } });
  const base = await app.listen();
  const server = app.app.server.server;
  const good = await staff.sign({ email: 'ann@example.com' });
  const second = Math.floor(Date.now() / 1000);

  await t.test('GraphQL: who they are, what they reach, and under whose name it is on record', async () => {
    const { data } = await app.gql('{ viewer { id name authMethod role expiresAt } containers { nodes { name } } }', {}, good);
    assert.deepEqual(pick(data, 'containers', 'nodes'), [{ name: 'web' }]);
    assert.equal(pick(data, 'viewer', 'id'), 'oidc:staff:ann');
    assert.equal(pick(data, 'viewer', 'name'), 'ann@example.com');
    assert.equal(pick(data, 'viewer', 'authMethod'), 'oidc');
    assert.equal(pick(data, 'viewer', 'role'), 'operator');
    const stop = 'mutation { stopContainer(input: { ref: "web" }) { auditEvent { actor { type id name authMethod tokenId } } } }';
    assert.deepEqual(pick((await app.gql(stop, {}, good)).data, 'stopContainer', 'auditEvent', 'actor'), {
      type: 'person',
      id: 'oidc:staff:ann',
      name: 'ann@example.com',
      authMethod: 'oidc',
      tokenId: null,
    });
    assert.deepEqual(staff.asked, ['/.well-known/openid-configuration', '/keys'], 'asked once, however many requests');
  });

  await t.test('a token that a person makes reaches no further and lives no longer than they do', async () => {
    const boss = await staff.sign({ sub: 'bob', realm: { roles: ['chief'] } });
    const create = (input: string) =>
      app.gql(
        `mutation { createToken(input: { name: "x", role: "admin" ${input} }) { secret token { scopes { name } } } }`,
        {},
        boss,
      );
    assert.equal((await create('')).errors[0]?.extensions.code, 'FORBIDDEN');
    const made = await create('expiresIn: "PT1M"');
    assert.deepEqual(pick(made.data, 'createToken', 'token', 'scopes'), [{ name: 'web' }]);
  });

  await t.test('a signed token is exchanged for a short-lived one with the same rights; one of ours is not', async () => {
    const exchange = (body: object, token: string) =>
      supertest(server).post('/api/v1/token-exchange').set('authorization', `Bearer ${token}`).send(body);
    const { status, body } = await exchange({ expiresIn: '30m' }, good);
    assert.equal(status, 201, JSON.stringify(body));
    const secret = String(pick(body, 'secret'));
    const { data } = await app.gql('{ viewer { name role authMethod } containers { nodes { name } } }', {}, secret);
    assert.deepEqual(pick(data, 'viewer'), { name: 'ann@example.com', role: 'operator', authMethod: 'bearer' });
    assert.deepEqual(pick(data, 'containers', 'nodes'), [{ name: 'web' }]);

    const lasts = Date.parse(String(pick(body, 'token', 'expiresAt'))) - Date.parse(String(pick(body, 'token', 'createdAt')));
    assert.ok(Math.abs(lasts - 1_800_000) < 10_000, `${lasts} ms`);
    assert.equal((await exchange({ expiresIn: '2h' }, good)).status, 400);
    const again = await exchange({}, secret);
    assert.deepEqual([again.status, pick(again.body, 'error', 'code')], [403, 'FORBIDDEN']);

    const record = await app.gql(
      '{ auditEvents(filter: {action: ["token.create"], result: [SUCCESS]}, first: 1) { nodes { actor { type id } decision { rule } } } }',
    );
    assert.deepEqual(pick(record.data, 'auditEvents', 'nodes', 0), {
      actor: { type: 'person', id: 'oidc:staff:ann' },
      decision: { rule: 'own-identity' },
    });
  });

  await t.test('REST and Server-Sent Events', async () => {
    const rest = await supertest(server).get('/api/v1/containers').set('authorization', `Bearer ${good}`);
    assert.deepEqual([rest.status, pick(rest.body, 'items', 0, 'name') ?? pick(rest.body, 'nodes', 0, 'name')], [200, 'web']);
    const stream = await fetch(`${base}/graphql/stream?query=${encodeURIComponent('{ viewer { name } }')}`, {
      headers: { authorization: `Bearer ${good}`, accept: 'text/event-stream' },
    });
    assert.match(await stream.text(), /ann@example.com/);
  });

  await t.test('a WebSocket and an event stream, which are closed once the token has expired', async (t) => {
    const exp = Math.floor(Date.now() / 1000) + 2;
    const authorization = `Bearer ${await staff.sign({ exp })}`;
    const socket = openSocket(t, `${base.replace('http', 'ws')}/graphql`);
    await socket.init({ authorization });
    const query = encodeURIComponent('subscription { containerChanges { __typename } }');
    const stream = await fetch(`${base}/graphql/stream?query=${query}`, {
      headers: { authorization, accept: 'text/event-stream' },
    });
    assert.equal(stream.status, 200);
    assert.match(await stream.text(), /UNAUTHENTICATED/);
    assert.equal((await socket.closed()).code, 4403);
    assert.ok(Date.now() / 1000 - exp < 5, 'within five seconds');
  });

  const forgeries: Record<string, () => Promise<string> | string> = {
    'alg none': () => `${encode({ alg: 'none', kid: 'k1' })}.${good.split('.')[1]}.`,
    'alg None, with the old signature': () => `${encode({ alg: 'None', kid: 'k1' })}.${good.split('.').slice(1).join('.')}`,
    'HS256 with the public key as its secret': async () =>
      staff.sign({}, { alg: 'HS256' }, new TextEncoder().encode(await exportSPKI(staff.publicKey))),
    'an algorithm that is not allowed': async () => {
      const stronger = await crypto.subtle.importKey(
        'jwk',
        { ...(await crypto.subtle.exportKey('jwk', staff.privateKey)), alg: 'RS512' },
        { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
        false,
        ['sign'],
      );
      return staff.sign({}, { alg: 'RS512' }, stronger);
    },
    'an unknown key id': () => staff.sign({}, { kid: 'k2' }),
    'a key id that is a path': () => staff.sign({}, { kid: '../../../../dev/null' }, stranger.privateKey),
    'the key of somebody else': () => staff.sign({}, {}, stranger.privateKey),
    'a key of its own in the header': () => staff.sign({}, { jwk: stranger.jwk }, stranger.privateKey),
    'a key set of its own': () => staff.sign({}, { jku: `${stranger.url}/keys` }, stranger.privateKey),
    'a certificate of its own, by URL': () => staff.sign({}, { x5u: `${stranger.url}/cert` }, stranger.privateKey),
    'a certificate of its own': () => staff.sign({}, { x5c: ['MIIB'] }, stranger.privateKey),
    expired: () => staff.sign({ iat: second - 900, exp: second - 60 }),
    'not yet valid': () => staff.sign({ nbf: second + 300 }),
    'issued in the future': () => staff.sign({ iat: second + 300 }),
    'for somebody else': () => staff.sign({ aud: 'other' }),
    'without an audience': () => staff.sign({ aud: undefined }),
    'without an end': () => staff.sign({ exp: undefined }),
    'without a subject': () => staff.sign({ sub: undefined }),
    'an end beyond time': () => staff.sign({ exp: 1e300 }),
    'an issuer that nobody believes': () => stranger.sign(),
    'an issuer that is a little different': () => staff.sign({ iss: `${staff.url}/` }),
    'one issuer signs in the name of the other': () => staff.sign({ iss: ci.url, sub: 'job:1' }, { typ: 'at+jwt' }),
    'the other way about': () => ci.sign({ iss: staff.url }),
    'an ID token where an access token is due': () => ci.sign({ sub: 'job:1' }, { typ: 'JWT' }),
    'a logout token': () => staff.sign({}, { typ: 'logout+jwt' }),
    'bound to a key': () => staff.sign({ cnf: { jkt: 'x' } }),
    'the same claim twice': () =>
      byHand(
        staff,
        '{"alg":"RS256","kid":"k1"}',
        `{"iss":"${staff.url}","aud":"other","aud":"wharfinger","sub":"ann","iat":${second},"exp":${second + 600},"groups":"ops"}`,
      ),
    'the algorithm twice': () =>
      byHand(staff, '{"alg":"none","alg":"RS256","kid":"k1"}', Buffer.from(good.split('.')[1] ?? '', 'base64url').toString()),
    'critical header that nobody knows': () =>
      byHand(
        staff,
        '{"alg":"RS256","kid":"k1","crit":["own"],"own":1}',
        Buffer.from(good.split('.')[1] ?? '', 'base64url').toString(),
      ),
    'a payload that is not encoded': () =>
      byHand(
        staff,
        '{"alg":"RS256","kid":"k1","crit":["b64"],"b64":false}',
        Buffer.from(good.split('.')[1] ?? '', 'base64url').toString(),
      ),
    'a token inside of a token': () => byHand(staff, '{"alg":"RS256","kid":"k1","cty":"JWT"}', good),
    'a payload that is no JSON object': () => byHand(staff, '{"alg":"RS256","kid":"k1"}', '[]'),
    'ES256 with a signature of zeros': () =>
      `${encode({ alg: 'ES256', kid: 'k1' })}.${good.split('.')[1]}.${Buffer.alloc(64).toString('base64url')}`,
    'a changed payload': () => {
      const [header, payload = '', signature] = good.split('.');
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `${header}.${encode(Object.assign({}, claims, { sub: 'eve' }))}.${signature}`;
    },
    'no signature': () => `${good.split('.').slice(0, 2).join('.')}.`,
    'one that is too long': () => staff.sign({ padding: 'x'.repeat(11_000) }),
    'claims that no rule is for': () => staff.sign({ sub: 'eve', groups: ['guests'] }),
    'a name that is no claim but of all objects': () => staff.sign({ sub: 'eve', groups: { constructor: 'ops' } }),
  };
  for (const [name, make] of Object.entries(forgeries)) {
    await t.test(`refused: ${name}`, async () => {
      const token = await make();
      const { status, errors } = await app.gql('{ viewer { id } }', {}, token);
      assert.deepEqual([status, errors[0]?.extensions.code], [401, 'UNAUTHENTICATED']);
    });
  }

  await t.test('nothing was fetched from an issuer that the policy does not name, nor from where a token said', () => {
    assert.deepEqual(stranger.asked, []);
    assert.deepEqual(ci.asked.length <= 2 && staff.asked.length <= 2, true, 'made-up key ids do not make us ask again and again');
  });

  await t.test('what was refused is on record, counted, and a person who is known by name', async () => {
    const query =
      '{ auditEvents(first: 50, filter: { action: ["auth.refused"] }) { nodes { actor { type id } params { key value } } } }';
    await until(async () => {
      const text = JSON.stringify((await app.gql(query)).data);
      return (
        text.includes('"untrusted"') &&
        text.includes('"expired"') &&
        text.includes('"no-rule"') &&
        text.includes('oidc:staff:eve')
      );
    }, 'the refusals are on record');
    assert.ok(!app.log.some((line) => line.includes(good.split('.')[2] ?? good)), 'no token is in the log');
  });

  await t.test('a policy that no longer gives them anything closes the door', async () => {
    writeFileSync(path, policyFor(staff, ci).replaceAll('"ann"', '"zoe"'));
    app.app.reloadPolicy();
    assert.equal((await app.gql('{ viewer { id } }', {}, good)).status, 401);
  });
});

test('keys: a new one is found, one that was withdrawn ends its tokens, and an issuer that cannot be asked lets nobody in', async (t) => {
  const issuer = await startIssuer(t);
  const read = readPolicy(policyFor(issuer, await startIssuer(t, '/ci')));
  assert.ok(read.ok);
  const time = { elapsed: 0 };
  const warned: string[] = [];
  const world = { keys: [issuer.jwk], down: false, fetched: 0 };
  const gate = people({
    rules: { current: read.value.policy },
    now: Date.now,
    elapsed: () => time.elapsed,
    log: { warn: (_fields, message) => void warned.push(message) },
    fetchJson: (url) => {
      world.fetched += 1;
      if (world.down) return Promise.reject(new Error('down'));
      return Promise.resolve(
        url.endsWith('/keys') ? { keys: world.keys } : { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` },
      );
    },
  });
  const come = async (token: string) => {
    await gate.meet(token);
    const judged = gate.identify(token);
    return judged.ok ? judged.caller : judged.reason;
  };
  world.down = true;
  const good = await issuer.sign();
  assert.equal(await come(good), 'unavailable');
  assert.equal(await come(good), 'unavailable');
  assert.deepEqual([world.fetched, warned.length], [1, 1], 'it is not asked again at once');
  world.down = false;
  time.elapsed += 15_000;
  const ann = await come(good);
  assert.ok(typeof ann !== 'string');
  assert.equal(await come(good), ann, 'one caller for each token in use');

  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const renewed = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kty: 'RSA', kid: 'k2', alg: 'RS256', use: 'sig' };
  world.keys = [renewed];
  const newer = await issuer.sign({}, { kid: 'k2' }, privateKey);
  assert.equal(await come(newer), 'untrusted', 'asked a moment ago');
  time.elapsed += 15_000;
  assert.equal(typeof (await come(newer)), 'object');
  assert.equal(gate.isActive(ann), false, 'the key of the first is gone, and what it opened is closed');
  assert.equal(await come(good), 'untrusted');

  world.down = true;
  time.elapsed += 3_600_000;
  assert.equal(await come(newer), 'unavailable', 'keys are not believed for ever');
});

test('a policy that believes the wrong ones is refused, with the place of what is wrong', () => {
  const rules = [{ when: { sub: 'x' }, role: 'viewer' }];
  const one = { name: 'a', issuer: 'https://id.example.com', audience: 'w', rules };
  const cases = [
    [[{ ...one, issuer: 'http://id.example.com' }], /identity\.oidc\[0\]\.issuer: an https URL/],
    [[{ ...one, issuer: 'https://a:b@id.example.com' }], /issuer: an https URL/],
    [[{ ...one, algorithms: ['HS256'] }], /algorithms/],
    [[{ ...one, algorithms: ['none'] }], /algorithms/],
    [[one, { ...one, name: 'b' }], /identity\.oidc\[1\]\.issuer: this issuer is there already/],
    [[one, { ...one, issuer: 'https://other.example.com' }], /identity\.oidc\[1\]\.name/],
    [[{ ...one, rules: [{ when: {}, role: 'viewer' }] }], /when/],
    [[{ ...one, rules: [{ when: { sub: 'x' } }] }], /rules\[0\]: a role, or at least one/],
    [[{ ...one, rules: [{ when: { sub: 'x' }, role: 'nobody' }] }], /there is no role "nobody"/],
    [[{ ...one, rules: [{ when: { sub: 'x' }, role: 'viewer', scopes: ['none'] }] }], /there is no scope "none"/],
  ] as const;
  for (const [oidc, problem] of cases) {
    const read = readPolicy(JSON.stringify({ version: 1, identity: { oidc } }));
    assert.ok(!read.ok, JSON.stringify(oidc));
    assert.match(read.problems.join(' '), problem);
  }
});

test('an issuer that sends elsewhere, or too much, is not listened to', async (t) => {
  const server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else response.end(`"${'x'.repeat(300_000)}"`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await assert.rejects(fetchJson(`http://127.0.0.1:${port}/away`));
  await assert.rejects(fetchJson(`http://127.0.0.1:${port}/much`), /more than 262144 bytes/);
});
