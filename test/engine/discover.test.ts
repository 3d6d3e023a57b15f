import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type DiscoverySettings, findEngine, locator, wellKnownSockets } from '../../src/engine/discover.ts';

const nothing: DiscoverySettings = {
  dockerHost: null,
  tlsVerify: false,
  certPath: null,
  allowPlainTcp: false,
  home: null,
  uid: null,
  runtimeDir: null,
};

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'wf-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function socketAt(t: TestContext, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.after(() => server.close());
}

async function addressOf(settings: Partial<DiscoverySettings>): Promise<unknown> {
  const found = await findEngine({ ...nothing, ...settings });
  return 'address' in found ? found.address : found.problem;
}

test('DOCKER_HOST names a unix socket', async () => {
  assert.deepEqual(await addressOf({ dockerHost: 'unix:///run/x.sock' }), {
    kind: 'unix',
    address: 'unix:///run/x.sock',
    path: '/run/x.sock',
  });
});

test('plain tcp is spoken on loopback, and beyond it only when that is allowed', async () => {
  const loopback = { kind: 'tcp', address: 'tcp://127.0.0.1:2375', host: '127.0.0.1', port: 2375, tls: null };
  assert.deepEqual(await addressOf({ dockerHost: 'tcp://127.0.0.1' }), loopback);
  assert.deepEqual(await addressOf({ dockerHost: 'http://127.0.0.1:2375/' }), loopback);
  assert.deepEqual(await addressOf({ dockerHost: 'tcp://[::1]:80' }), {
    kind: 'tcp',
    address: 'tcp://[::1]:80',
    host: '::1',
    port: 80,
    tls: null,
  });
  assert.match(String(await addressOf({ dockerHost: 'tcp://docker.example.com:2375' })), /DOCKER_TLS_VERIFY/);
  assert.match(String(await addressOf({ dockerHost: 'tcp://127.0.0.1.example.com' })), /DOCKER_TLS_VERIFY/);
  const allowed = { dockerHost: 'tcp://docker.example.com', allowPlainTcp: true };
  assert.deepEqual(await addressOf(allowed), {
    kind: 'tcp',
    address: 'tcp://docker.example.com:2375',
    host: 'docker.example.com',
    port: 2375,
    tls: null,
  });
});

test('TLS reads ca.pem, cert.pem and key.pem as the Docker CLI does', async (t) => {
  const certPath = await folder(t);
  const settings = { dockerHost: 'tcp://docker.example.com', tlsVerify: true, certPath };
  assert.match(String(await addressOf(settings)), /ca\.pem, which cannot be read \(ENOENT\)/);
  await writeFile(join(certPath, 'ca.pem'), 'CA');
  await writeFile(join(certPath, 'cert.pem'), 'CERT');
  assert.match(String(await addressOf(settings)), /cert\.pem and key\.pem together/);
  await writeFile(join(certPath, 'key.pem'), 'KEY');
  const tls = { ca: 'CA', cert: 'CERT', key: 'KEY', verify: true };
  assert.deepEqual(await addressOf(settings), {
    kind: 'tcp',
    address: 'tcp://docker.example.com:2376',
    host: 'docker.example.com',
    port: 2376,
    tls,
  });
  const unverified = await findEngine({ ...nothing, dockerHost: 'tcp://h:1', certPath });
  assert.ok('address' in unverified && unverified.address.kind === 'tcp' && unverified.address.tls?.verify === false);
  const byScheme = await findEngine({ ...nothing, dockerHost: 'https://h:1' });
  assert.ok('address' in byScheme && byScheme.address.kind === 'tcp' && byScheme.address.tls?.verify === true);
});

test('an address that cannot be used is refused with a sentence that says what to do', async () => {
  const cases: [string, RegExp][] = [
    ['ssh://user@host', /Forward the socket/],
    ['npipe:////./pipe/docker_engine', /Windows/],
    ['fd://', /daemon/],
    ['ftp://x', /not supported/],
    ['unix://relative', /absolute path/],
    [`unix:///${'x'.repeat(120)}`, /107 bytes/],
    ['tcp://', /DOCKER_HOST/],
    ['tcp://h:99999', /DOCKER_HOST/],
    ['nonsense', /not an address/],
    ['tcp://127.0.0.1:2375/engine/local', /path/],
    ['tcp://user:secret@127.0.0.1', /password/],
  ];
  for (const [dockerHost, expected] of cases) assert.match(String(await addressOf({ dockerHost })), expected, dockerHost);
});

test('without DOCKER_HOST the well-known sockets are tried in order', async (t) => {
  const home = await folder(t);
  const runtimeDir = await folder(t);
  const sockets = wellKnownSockets({ home, uid: 4242, runtimeDir });
  assert.equal(sockets[0], '/var/run/docker.sock');
  assert.ok(sockets.includes('/run/user/4242/docker.sock'));
  const own = sockets.filter((path) => path.startsWith(home) || path.startsWith(runtimeDir));
  const settings = { ...nothing, home, runtimeDir };
  for (const path of own.toReversed()) {
    await socketAt(t, path);
    assert.deepEqual(await findEngine(settings, own), { address: { kind: 'unix', address: `unix://${path}`, path } });
  }
});

test('an ordinary file in the place of a socket is passed over', async (t) => {
  const path = join(await folder(t), 'docker.sock');
  await writeFile(path, '');
  assert.ok('problem' in (await findEngine(nothing, [path])));
});

test('an engine that appears later is found by asking again', async (t) => {
  const runtimeDir = await folder(t);
  const path = join(runtimeDir, 'd.sock');
  const settings = { ...nothing, dockerHost: null, runtimeDir };
  assert.match(String(Object.values(await findEngine(settings, [path]))[0]), /Start Docker, or set DOCKER_HOST/);
  await socketAt(t, path);
  assert.ok('address' in (await findEngine(settings, [path])));
});

test('with nothing to be found the locator says so as ENGINE_UNAVAILABLE', async () => {
  await assert.rejects(locator({ ...nothing, dockerHost: 'ssh://x' })(), { code: 'ENGINE_UNAVAILABLE' });
});
