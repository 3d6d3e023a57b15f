import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { ConfigError, loadConfig } from '../src/config.ts';

function problems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

test('with nothing set, it listens on loopback and keeps its state in ./data', () => {
  const config = loadConfig({});
  assert.deepEqual(config.listen, { host: '127.0.0.1', port: 4500, loopback: true });
  assert.ok(config.stateDir.endsWith('/data'));
  assert.equal(config.keyDir, config.stateDir);
  assert.equal(config.databaseUrl, `file:${config.stateDir}/wharfinger.db`);
  assert.equal(config.docker.dockerHost, null);
});

test('an empty variable counts as not set', () => {
  assert.equal(loadConfig({ WHARFINGER_RATE_LIMIT: '', WHARFINGER_ADMIN_TOKEN: '' }).adminToken, null);
});

for (const [value, host, port, loopback] of [
  ['127.0.0.2:1', '127.0.0.2', 1, true],
  ['[::1]:4500', '::1', 4500, true],
  ['[0:0:0:0:0:0:0:1]:4500', '0:0:0:0:0:0:0:1', 4500, true],
  ['localhost:0', '127.0.0.1', 0, true],
  ['0.0.0.0:80', '0.0.0.0', 80, false],
  ['[::]:80', '::', 80, false],
  ['[::2]:80', '::2', 80, false],
] as const) {
  test(`listens on ${value}`, () => {
    assert.deepEqual(loadConfig({ WHARFINGER_LISTEN: value, WHARFINGER_ALLOW_INSECURE_LISTEN: 'true' }).listen, {
      host,
      port,
      loopback,
    });
  });
}

for (const value of [
  '4500',
  '127.0.0.1',
  '::1:4500',
  '[127.0.0.1]:1',
  '1.2.3.4:70000',
  'example.com:80',
  '127.0.0.1:-1',
  ' 127.0.0.1:1',
]) {
  test(`refuses to listen on "${value}"`, () => {
    const [problem, ...more] = problems({ WHARFINGER_LISTEN: value, WHARFINGER_ALLOW_INSECURE_LISTEN: 'true' });
    assert.match(problem ?? '', /^WHARFINGER_LISTEN must be an IP address and a port/);
    assert.deepEqual(more, []);
  });
}

test('an address beyond loopback is refused until a setting says that TLS is in front', () => {
  for (const value of ['0.0.0.0:4500', '[::]:4500', '10.0.0.1:4500', '[::ffff:10.0.0.1]:4500']) {
    assert.match(problems({ WHARFINGER_LISTEN: value })[0] ?? '', /WHARFINGER_ALLOW_INSECURE_LISTEN=true/, value);
  }
});

test('a number of hops, a wildcard or a name is no trusted proxy', () => {
  for (const value of ['1', '*', 'true', 'loopback', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.internal']) {
    assert.match(problems({ WHARFINGER_TRUSTED_PROXIES: value })[0] ?? '', /^WHARFINGER_TRUSTED_PROXIES must be/, value);
  }
  assert.deepEqual(loadConfig({ WHARFINGER_TRUSTED_PROXIES: '10.0.0.5, fd00::/8,' }).trustedProxies, ['10.0.0.5', 'fd00::/8']);
});

test('TLS takes a certificate and its key, with which other machines may reach the listener', () => {
  const cert = { WHARFINGER_TLS_CERT: '/tls/cert.pem' };
  const both = { ...cert, WHARFINGER_TLS_KEY: '/tls/key.pem' };
  assert.match(problems(cert)[0] ?? '', /belong together/);
  assert.match(problems({ WHARFINGER_TLS_CLIENT_CA: '/tls/ca.pem' })[0] ?? '', /needs TLS/);
  assert.match(problems({ ...both, WHARFINGER_TLS_CLIENT_REQUIRED: 'true' })[0] ?? '', /set WHARFINGER_TLS_CLIENT_CA/);
  assert.deepEqual(loadConfig({ ...both, WHARFINGER_LISTEN: '0.0.0.0:4500' }).tls, {
    cert: '/tls/cert.pem',
    key: '/tls/key.pem',
    clientCa: null,
    clientRequired: false,
  });
});

test('an origin is taken only as a browser would send it', () => {
  for (const value of [
    '*',
    'null',
    'https://a.example/',
    'https://A.example',
    'https://a.example:443',
    'a.example',
    'file:///x',
  ]) {
    assert.match(problems({ WHARFINGER_CORS_ORIGINS: value })[0] ?? '', /^WHARFINGER_CORS_ORIGINS must be exact origins/, value);
  }
  const given = 'https://a.example,http://localhost:3000';
  assert.deepEqual(loadConfig({ WHARFINGER_CORS_ORIGINS: given }).corsOrigins, ['https://a.example', 'http://localhost:3000']);
});

test('every wrong setting is named at once, with what it must be', () => {
  const found = problems({
    WHARFINGER_LOG_LEVEL: 'loud',
    WHARFINGER_BODY_LIMIT: '1',
    WHARFINGER_RATE_LIMIT: 'many',
    WHARFINGER_ALLOW_PLAIN_TCP: 'yes',
  });
  assert.deepEqual([...found].sort(), [
    'WHARFINGER_ALLOW_PLAIN_TCP must be true or false, not "yes".',
    'WHARFINGER_BODY_LIMIT must be a whole number from 1024 to 67108864, not "1".',
    'WHARFINGER_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud".',
    'WHARFINGER_RATE_LIMIT must be a whole number from 0 to 10000000, not "many".',
  ]);
});

test('DOCKER_TLS_VERIFY means yes whatever it says, as for the Docker CLI', () => {
  assert.equal(loadConfig({ DOCKER_TLS_VERIFY: '0' }).docker.tlsVerify, true);
  assert.equal(loadConfig({ DOCKER_TLS_VERIFY: '' }).docker.tlsVerify, false);
});

test('times are given in seconds and kept in milliseconds', () => {
  assert.equal(loadConfig({ WHARFINGER_REQUEST_TIMEOUT: '2.5' }).http.requestTimeoutMs, 2500);
});

test('a misspelt setting is noticed', () => {
  assert.deepEqual(loadConfig({ WHARFINGER_LISTN: 'x', WHARFINGER_LISTEN: '127.0.0.1:1', OTHER: 'x' }).unknownSettings, [
    'WHARFINGER_LISTN',
  ]);
});

test('the page of settings is up to date', () => {
  execFileSync(process.execPath, [`${import.meta.dirname}/../scripts/configuration-docs.ts`, '--check'], { stdio: 'pipe' });
});
