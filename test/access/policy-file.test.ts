import assert from 'node:assert/strict';
import { test } from 'node:test';
import supertest from 'supertest';
import { loadConfig } from '../../src/config.ts';
import { run } from '../../src/cli/run.ts';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp, type Answer } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { policyFile } from './rig.ts';

const code = (answer: Answer) => answer.errors[0]?.extensions.code ?? '';

const first =
  'version: 1\nroles: { keeper: { permissions: [host.read, container.read, container.stop] } }\nscopes: { web: { labels: team=web } }\n';

test('a policy gives roles and scopes, is read again when it changes, and a bad one leaves the last good one in force', async (t) => {
  const { path, write } = policyFile(t, first);
  const engine = fakeEngine({ containers: [container({ name: 'web', labels: { team: 'web' } }), container({ name: 'db' })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: path } });
  const url = await app.listen();
  const keeper = await app.token('keeper', { scope: 'web' });
  const list = async () => pick((await app.gql('{ containers { nodes { name } } }', {}, keeper)).data, 'containers', 'nodes');
  const stop = 'mutation { stopContainer(input: {ref: "web"}) { changed auditEvent { decision { rule policyHash } } } }';
  assert.deepEqual(await list(), [{ name: 'web' }]);
  assert.equal(code(await app.gql('mutation { killContainer(input: {ref: "web"}) { changed } }', {}, keeper)), 'FORBIDDEN');
  const stopped = await app.gql(stop, {}, keeper);
  const hash = pick((await app.gql('{ viewer { policyHash } }', {}, keeper)).data, 'viewer', 'policyHash');
  assert.deepEqual(pick(stopped.data, 'stopContainer', 'auditEvent', 'decision'), { rule: 'role:keeper', policyHash: hash });
  const byAdmin = await app.gql(stop);
  assert.equal(pick(byAdmin.data, 'stopContainer', 'auditEvent', 'decision', 'rule'), 'role:admin');

  const socket = openSocket(t, `${url.replace('http', 'ws')}/graphql`);
  await socket.init({ authorization: `Bearer ${keeper}` });
  socket.subscribe('1', 'subscription { containerChanges { kind } }');

  const events = async (action: string) => {
    const found = await app.gql(
      'query ($action: [String!]) { auditEvents(filter: {action: $action}) { nodes { result params { key value } } } }',
      { action: [action] },
    );
    const nodes = pick(found.data, 'auditEvents', 'nodes');
    return Array.isArray(nodes) ? nodes : [];
  };
  const ready = async () => {
    const answer = await supertest(url).get('/readyz').set('authorization', `Bearer ${app.admin}`);
    const checks: unknown = answer.body.checks;
    return {
      status: answer.status,
      policy: Array.isArray(checks) ? checks.find((one: unknown) => pick(one, 'name') === 'policy') : null,
    };
  };
  write('version: 1\nroles: { keeper: { permissions: [container.explode] } }\n');
  await until(async () => (await events('policy.rejected')).length === 1, 'the bad policy is on record');
  const { status, policy } = await ready();
  assert.equal(status, 200);
  assert.match(String(pick(policy, 'problem')), /roles\.keeper\.permissions\[0\]/);
  assert.ok(app.log.some((line) => line.includes('the policy is no good') && line.includes('"level":"error"')));
  assert.deepEqual(await list(), [{ name: 'web' }]);
  assert.equal(pick((await app.gql('{ viewer { policyHash } }')).data, 'viewer', 'policyHash'), hash);

  const changedAt = performance.now();
  write(first.replace('container.stop', 'container.logs').replace('team=web', 'team=none'));
  app.app.reloadPolicy();
  assert.deepEqual(await list(), []);
  assert.equal(code(await app.gql(stop, {}, keeper)), 'FORBIDDEN');
  assert.equal((await events('policy.loaded')).length, 2);
  await socket.closed();
  assert.ok(performance.now() - changedAt < 5_000, 'what was opened under other rules is closed within five seconds');
});

test('read-only mode refuses every change, and the command line on the machine is not in it', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web' })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_READ_ONLY: 'true' } });
  const stop = await app.gql('mutation { stopContainer(input: {ref: "web"}) { changed } }');
  assert.equal(code(stop), 'FORBIDDEN');
  assert.match(stop.errors[0]?.message ?? '', /read-only/);
  assert.deepEqual((await app.gql('{ containers { nodes { name } } }')).errors, []);
  const { said, exit } = await wharfinger(['token', 'create', '--name', 'x', '--role', 'viewer'], {
    WHARFINGER_STATE_DIR: app.stateDir,
  });
  assert.equal(exit, 0, said.join('\n'));
  assert.deepEqual(engine.calls, []);
});

test('the life of a token: by default, at most', async (t) => {
  const app = await startApp(t, fakeEngine(), { env: { WHARFINGER_TOKEN_EXPIRY: '2', WHARFINGER_TOKEN_MAX_EXPIRY: '30' } });
  const make = (input: object) =>
    app.gql('mutation ($input: CreateTokenInput!) { createToken(input: $input) { token { expiresAt description } } }', {
      input: { name: 'x', role: 'viewer', description: 'for the test', ...input },
    });
  const end = pick((await make({})).data, 'createToken', 'token', 'expiresAt');
  assert.ok(Math.abs(Date.parse(String(end)) - Date.now() - 2 * 86_400_000) < 600_000, String(end));
  assert.equal(code(await make({ expiresIn: '31d' })), 'BAD_INPUT');
  assert.equal(pick((await make({ expiresIn: '30d' })).data, 'createToken', 'token', 'description'), 'for the test');
});

test('a policy that warns lets pass what its scopes and registries would refuse, and says so on record; permissions and limits of a token hold', async (t) => {
  const rules = 'version: 1\nscopes: { web: { labels: team=web } }\ncreate: { registries: [docker.io] }\n';
  const { path, write } = policyFile(t, `${rules}mode: warn\n`);
  const engine = fakeEngine({ containers: [container({ name: 'web', labels: { team: 'web' } }), container({ name: 'db' })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: path } });
  const token = await app.token('deployer', { scope: 'web' });
  const own = await app.token('deployer', { limits: { labels: 'team=web' } });
  const ask = async (query: string, secret = token) => {
    const answer = await app.gql(query, {}, secret);
    return code(answer) || String(pick(Object.values<unknown>(Object(answer.data))[0], 'auditEvent', 'decision', 'rule'));
  };
  const restart = (ref: string) => `mutation { restartContainer(input: {ref: "${ref}"}) { auditEvent { decision { rule } } } }`;
  const create = (image: string, more = '') =>
    `mutation { createContainer(input: {image: "${image}" ${more}}) { auditEvent { decision { rule } } } }`;
  assert.equal(await ask(restart('web')), 'role:deployer');
  assert.equal(await ask(restart('db')), 'warn:scope');
  assert.equal(await ask(create('evil.example.com/x')), 'NOT_FOUND', 'the engine has no such image, and was asked');
  const pulled = 'mutation { pullImage(input: {image: "evil.example.com/x"}) { auditEvent { decision { rule } } } }';
  assert.equal(await ask(pulled), 'warn:registry');
  assert.equal(await ask(create('busybox', 'privileged: true')), 'FORBIDDEN', 'a permission that is missing is missing');
  assert.equal(await ask('mutation { execContainer(input: {ref: "web", command: ["id"]}) { exitCode } }'), 'FORBIDDEN');
  assert.equal(await ask(restart('db'), own), 'NOT_FOUND', 'limits of its own are no part of the policy');
  const can = await app.gql(
    '{ viewer { scopes { labels } can(action: "container.stop", ref: "db") { allowed rule reason } } }',
    {},
    token,
  );
  assert.deepEqual(pick(can.data, 'viewer', 'scopes'), [{ labels: 'team=web' }]);
  assert.equal(pick(can.data, 'viewer', 'can', 'rule'), 'warn:scope');
  assert.match(String(pick(can.data, 'viewer', 'can', 'reason')), /beyond the scope/);
  write(rules);
  app.app.reloadPolicy();
  assert.equal(await ask(restart('db')), 'NOT_FOUND');
  assert.equal(await ask(pulled), 'FORBIDDEN');

  await t.test('policy explain says the same of a token that there is, while the server runs', async () => {
    const id = String(pick((await app.gql('{ viewer { id } }', {}, token)).data, 'viewer', 'id'));
    const explain = async (...args: string[]) => {
      const asked = ['policy', 'explain', '--token', id, '--action', 'container.restart', ...args];
      const { said, exit } = await wharfinger(asked, { WHARFINGER_STATE_DIR: app.stateDir, WHARFINGER_POLICY: path });
      return `${exit} ${said.join(' ')}`;
    };
    assert.match(await explain('--label', 'team=web'), /^0 allowed by role:deployer/);
    assert.match(await explain('--label', 'team=db'), /^1 denied by scope/);
    assert.match(await explain('--role', 'admin'), /^2 .*the one or the others/);
    await app.gql('mutation ($id: String!) { revokeToken(input: { tokenId: $id }) { token { tokenId } } }', { id });
    assert.match(await explain('--label', 'team=web'), /^1 denied by credential, .*revoked at/);
  });
});

async function wharfinger(args: readonly string[], env: Record<string, string> = {}) {
  const said: string[] = [];
  const exit = await run(args, {
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    terminal: false,
    config: () => loadConfig(env),
  });
  return { said, exit };
}

test('policy explain says what is decided, by which rule and why', async (t) => {
  const { path } = policyFile(t, first);
  const explain = async (...args: string[]) => {
    const { said, exit } = await wharfinger(['policy', 'explain', ...args], { WHARFINGER_POLICY: path });
    return `${exit} ${said.join(' ')}`;
  };
  const stop = ['--action', 'container.stop', '--role', 'keeper'];
  assert.match(await explain(path, ...stop), /^0 allowed by role:keeper, under the policy [0-9a-f]{16}$/);
  assert.match(await explain(...stop, '--scope', 'web', '--label', 'team=db'), /^1 denied by scope, .*beyond the scope/);
  assert.match(await explain(...stop, '--scope', 'web', '--label', 'team=web'), /^0 allowed/);
  assert.match(
    await explain('--action', 'container.kill', '--role', 'keeper'),
    /^1 denied by default-deny, .*takes the permission container\.kill/,
  );
  assert.match(await explain('--action', 'container.kill', '--role', 'nobody'), /^2 .*there is no role "nobody"/);
  assert.match(await explain('--role', 'keeper'), /^2 .*--action is missing/);
});

test('policy check and policy test tell what is wrong, and where', async (t) => {
  const tests = (expect: string) =>
    `tests: [{ who: { role: keeper, scopes: [web] }, action: container.stop, target: { labels: { team: web } }, expect: ${expect} }]\n`;
  const good = policyFile(t, first + tests('allow'));
  const bad = policyFile(t, first + 'rols: {}\n');
  const unmet = policyFile(t, tests('deny'));
  assert.match(
    (await wharfinger(['policy', 'check', good.path])).said.join(),
    /1 roles and 1 scopes, 1 tests; hash [0-9a-f]{16}/,
  );
  const wrong = await wharfinger(['policy', 'check', bad.path]);
  assert.equal(wrong.exit, 1);
  assert.match(wrong.said.join(), /rols: is not known here/);
  assert.deepEqual(await wharfinger(['policy', 'test', good.path]), { said: ['1 of 1 as expected.'], exit: 0 });
  const failed = await wharfinger(['policy', 'test', good.path, '--tests', unmet.path]);
  assert.equal(failed.exit, 1);
  assert.match(failed.said.join(), /tests\[0\]: keeper in web container\.stop .*: allowed by role:keeper/);
  assert.equal((await wharfinger(['policy', 'check', `${good.path}.none`])).exit, 2);
});

test('a server does not start with a policy that cannot be used', async (t) => {
  const { path } = policyFile(t, 'version: 3\n');
  await assert.rejects(
    startApp(t, fakeEngine(), { env: { WHARFINGER_POLICY: path } }),
    /WHARFINGER_POLICY\) cannot be used\. version/,
  );
});
