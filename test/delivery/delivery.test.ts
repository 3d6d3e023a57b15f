import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import supertest from 'supertest';
import { newSecret } from '../../src/access/secret.ts';
import { loadConfig } from '../../src/config.ts';
import { syslogMessage } from '../../src/delivery/syslog-message.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { datagramReceiver, syslogReceiver, webhookReceiver } from './receivers.ts';
import { scratch } from '../support/scratch.ts';

const secret = 'a secret of the webhook';
const admin = newSecret('token', randomBytes);

async function start(t: TestContext, stateDir: string, env: Record<string, string>) {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running' })] });
  return startApp(t, engine, { stateDir, env: { WHARFINGER_ADMIN_TOKEN: admin, ...env } });
}

const act = (app: TestApp, reason: string) =>
  app.gql('mutation ($reason: String) { restartContainer(input: { ref: "web", reason: $reason }) { changed } }', { reason });

const get = async (app: TestApp, path: string): Promise<supertest.Response> =>
  supertest(app.app.server.server).get(path).set('authorization', `Bearer ${admin}`);

async function probe(app: TestApp, name: string): Promise<unknown> {
  const checks: unknown = (await get(app, '/readyz')).body.checks;
  return Array.isArray(checks) ? checks.find((one) => pick(one, 'name') === `audit delivery ${name}`) : undefined;
}

async function lastSeq(app: TestApp): Promise<number> {
  return Number(/^wharfinger_audit_last_seq (\d+)$/m.exec((await get(app, '/metrics')).text)?.[1]);
}

const upTo = (last: number) => Array.from({ length: last }, (_one, index) => index + 1);
const seqsIn = (path: string) =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => Number(pick(JSON.parse(line), 'seq')))
    : [];

test('a file has every record exactly once: after a stop, after half a line, and after it was moved away', async (t) => {
  const stateDir = scratch(t);
  const path = join(scratch(t), 'audit.ndjson');
  const env = { WHARFINGER_DELIVER_FILE: path };
  const first = await start(t, stateDir, env);
  await act(first, 'one');
  // What was recorded last is delivered before the process ends.
  await first.close();
  const before = seqsIn(path);
  assert.deepEqual(before, upTo(before.length));
  assert.ok(before.length >= 2);

  // As a crash leaves it: half a line, and a place that is older than the file.
  appendFileSync(path, '{"seq":99,"audit');
  writeFileSync(join(stateDir, 'delivery-file'), JSON.stringify({ seq: 0, hash: '' }));
  const second = await start(t, stateDir, env);
  await act(second, 'two');
  const last = await lastSeq(second);
  await until(() => seqsIn(path).length >= last, 'all of it');
  assert.deepEqual(seqsIn(path), upTo(last));

  renameSync(path, `${path}.1`);
  await act(second, 'three');
  await second.close();
  const [old, fresh] = [seqsIn(`${path}.1`), seqsIn(path)];
  assert.deepEqual([...old, ...fresh], upTo(old.length + fresh.length));
  assert.ok(fresh.length > 0);
});

test('a webhook gets every record in order, signed, tried again until it is taken, and goes on after a restart', async (t) => {
  const stateDir = scratch(t);
  const { url, taken, state } = await webhookReceiver(t, secret);
  const env = { WHARFINGER_DELIVER_WEBHOOK: url, WHARFINGER_WEBHOOK_SECRET: secret };
  const refusals = [500, 302, 429];
  state.answer = () => refusals.shift() ?? 200;
  const first = await start(t, stateDir, env);
  await act(first, 'one');
  const last = await lastSeq(first);
  await until(() => taken.length >= last, 'all of it', 10_000);
  assert.deepEqual(taken, upTo(taken.length));
  assert.ok(first.log.some((line) => line.includes('the receiver answered 500')));
  await until(() => first.log.some((line) => line.includes('is delivered again')), 'that it is told');
  await first.close();
  const before = taken.length;

  const second = await start(t, stateDir, env);
  await act(second, 'two');
  await second.close();
  assert.ok(taken.length > before);
  assert.deepEqual(taken, upTo(taken.length));
  assert.equal(state.forged, 0);
  for (const line of [...first.log, ...second.log]) assert.ok(!line.includes(secret) && !line.includes('/hook'), line);
});

test('a dead receiver stops nothing, neither actions nor the end of the process, and how far it is behind is told', async (t) => {
  const { url, state } = await webhookReceiver(t, secret);
  state.answer = () => null;
  const silent = { WHARFINGER_DELIVER_WEBHOOK: url, WHARFINGER_WEBHOOK_SECRET: secret };
  const { port, stop } = await syslogReceiver(t);
  await stop();
  const app = await start(t, scratch(t), { ...silent, WHARFINGER_DELIVER_SYSLOG: `tcp://127.0.0.1:${port}` });
  await act(app, 'first');
  await until(() => state.asked > 0, 'the webhook is asked');
  for (let done = 0; done < 5; done += 1) {
    const { data } = await act(app, `${done}`);
    assert.equal(pick(data, 'restartContainer', 'changed'), true);
  }
  await until(async () => pick(await probe(app, 'syslog'), 'problem') !== undefined, 'the problem');
  const syslog = await probe(app, 'syslog');
  assert.match(String(pick(syslog, 'problem')), /ECONNREFUSED/);
  assert.equal(pick(syslog, 'detail'), `up to record 0, ${await lastSeq(app)} behind`);
  assert.equal((await get(app, '/readyz')).status, 200);
  const metrics = (await get(app, '/metrics')).text;
  assert.match(metrics, /^wharfinger_audit_delivery_lag\{sink="webhook"\} 12$/m);
  assert.match(metrics, /^wharfinger_audit_delivery_seq\{sink="syslog"\} 0$/m);
  assert.match(metrics, /^wharfinger_audit_delivery_failures_total\{sink="syslog"\} \d+$/m);
  const begun = performance.now();
  await app.close();
  assert.ok(performance.now() - begun < 9000);
});

test('syslog over TCP: each record is a message of RFC 5424, and what a broken connection may have lost comes again', async (t) => {
  const first = await syslogReceiver(t);
  const app = await start(t, scratch(t), { WHARFINGER_DELIVER_SYSLOG: `tcp://127.0.0.1:${first.port}` });
  await act(app, 'with ünïcode');
  const before = await lastSeq(app);
  await until(() => first.messages.length >= before, 'all of it');
  await first.stop();
  await act(app, 'while it is down');
  await until(async () => pick(await probe(app, 'syslog'), 'problem') !== undefined, 'the problem');
  const second = await syslogReceiver(t, null, first.port);
  await until(async () => second.messages.some((one) => one.includes(`sequenceId="${before + 1}"`)), 'it goes on', 15_000);
  await app.close();

  const message =
    /^<110>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+ wharfinger \d+ (?:intent|started|outcome) \[meta sequenceId="(\d+)"\] \uFEFF(\{.*\})$/u;
  const seqs = [...first.messages, ...second.messages].map((text) => {
    const [, seq, record = ''] = message.exec(text) ?? assert.fail(text);
    assert.equal(pick(JSON.parse(record), 'seq'), Number(seq));
    return Number(seq);
  });
  const all = [...new Set(seqs)];
  assert.deepEqual(all, upTo(all.length));
  assert.ok(all.length > before);
});

test('syslog over TLS goes to who has a good certificate and to nobody else; over UDP a record that is too large comes without its body', async (t) => {
  const folder = scratch(t);
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2', '-nodes'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  const pem = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  const receiver = await syslogReceiver(t, pem);
  const app = await start(t, scratch(t), { WHARFINGER_DELIVER_SYSLOG: `tls://localhost:${receiver.port}` });
  await act(app, 'first');
  await until(async () => pick(await probe(app, 'syslog'), 'problem') !== undefined, 'the certificate is refused');
  assert.deepEqual(receiver.messages, []);
  const known = getCACertificates('default');
  t.after(() => setDefaultCACertificates(known));
  setDefaultCACertificates([...known, pem.cert]);
  await until(() => receiver.messages.length > 0, 'it is delivered', 20_000);
  await app.close();

  const datagrams = await datagramReceiver(t);
  const other = await start(t, scratch(t), { WHARFINGER_DELIVER_SYSLOG: `udp://127.0.0.1:${datagrams.port}` });
  await act(other, 'x'.repeat(500));
  await other.close();
  const seqs = datagrams.messages.map((text) => Number(/sequenceId="(\d+)"/.exec(text)?.[1]));
  assert.deepEqual(seqs, upTo(seqs.length));
  assert.ok(seqs.length >= 2);

  const [prevHash, hash] = ['a'.repeat(64), 'b'.repeat(64)];
  const large = { seq: 2 ** 31, auditId: 'x', stage: 'intent', time: 0, body: '"'.repeat(60_000), prevHash, hash };
  const message = syslogMessage(large, { hostname: 'a machine', pid: 1 }, 65_507).toString('utf8');
  assert.match(message, /^<110>1 1970-01-01T00:00:00\.000Z - wharfinger 1 intent \[meta sequenceId="1"\] /);
  assert.match(message, /"bodyBytes":60000,/);
});

test('a place in another log is told, and nothing is delivered from there', async (t) => {
  const stateDir = scratch(t);
  const { url, taken } = await webhookReceiver(t, secret);
  writeFileSync(join(stateDir, 'delivery-webhook'), JSON.stringify({ seq: 1, hash: 'f'.repeat(64) }));
  const app = await start(t, stateDir, { WHARFINGER_DELIVER_WEBHOOK: url, WHARFINGER_WEBHOOK_SECRET: secret });
  await until(async () => /is not in this log/.test(String(pick(await probe(app, 'webhook'), 'problem'))), 'the problem');
  assert.deepEqual(taken, []);
  await act(app, 'first');
  // Removing what the sentence names is enough.
  rmSync(join(stateDir, 'delivery-webhook'));
  await until(() => taken.length > 0, 'from the beginning', 20_000);
  assert.equal(taken[0], 1);
});

test('a receiver that cannot be meant is refused with a sentence, and no secret in it', () => {
  const refused = (env: Record<string, string>, says: RegExp) => assert.throws(() => loadConfig(env), says);
  for (const address of ['logs.example.com', 'http://x', 'tcp://', 'udp://x:0', 'tcp://x:99999', 'tls://user@x', 'tcp://x/path'])
    refused({ WHARFINGER_DELIVER_SYSLOG: address }, /WHARFINGER_DELIVER_SYSLOG must be udp:/);
  for (const url of ['http://example.com/x', 'https://user:pw@example.com', 'ftp://x', 'x', 'http://127.0.0.1.example.com'])
    refused(
      { WHARFINGER_DELIVER_WEBHOOK: url, WHARFINGER_WEBHOOK_SECRET: secret },
      /^ConfigError: WHARFINGER_DELIVER_WEBHOOK must be an https URL, or an http one on loopback, without a user name\.$/,
    );
  refused({ WHARFINGER_DELIVER_WEBHOOK: 'https://example.com' }, /WHARFINGER_WEBHOOK_SECRET must be at least 16/);
  const config = loadConfig({
    WHARFINGER_DELIVER_SYSLOG: 'tls://[::1]',
    WHARFINGER_DELIVER_WEBHOOK: 'https://example.com/x?y',
    WHARFINGER_WEBHOOK_SECRET: secret,
  });
  assert.deepEqual(config.delivery.syslog, { transport: 'tls', host: '::1', port: 6514 });
});
