import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ensureProgram } from '../../src/demo/install.ts';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { scratch } from '../support/scratch.ts';
import { plain } from '../real/cli/plain.ts';

const execute = promisify(execFile);

const project = {
  version: '3.7',
  services: {
    web: {
      image,
      command: ['sh', '-c', 'echo web is up; exec sleep 1000'],
      depends_on: ['db'],
      environment: { A: 'b' },
      volumes: ['data:/data'],
      ports: ['127.0.0.1::80'],
      init: true,
    },
    db: { build: './db', labels: { tier: 'data' } },
  },
  volumes: { data: {} },
  networks: { default: { labels: { of: 'a project' } } },
};

/** What is done with a project, from its beginning to its end; what is said is compared without names and ids. */
const story = [
  ['up', '-d', '--no-color'],
  ['exec', '-T', 'web', 'sh', '-c', 'echo $A; nslookup db >/dev/null; touch /data/x'],
  ['exec', '-T', 'db', 'sh', '-c', 'exit 3'],
  ['logs', '--no-color', 'web'],
  ['up', '-d', '--no-color', '--scale', 'db=2'],
  ['run', '--rm', '-T', '--no-deps', 'web', 'ls', '/data'],
  ['stop', '-t', '0'],
  ['down', '-v', '-t', '0', '--rmi', 'local'],
];
const few = story.filter((one) => ['up', 'stop', 'down'].some((command) => one[0] === command));

test('a compose project lives the same life straight, by an address and by a socket', { timeout: 300_000 }, async (t) => {
  const compose = await ensureProgram('docker-compose', (line) => void process.stderr.write(`${line}\n`));
  const { socketPath } = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const dir = scratch(t);
  const policy = join(dir, 'wharfinger.yaml');
  writeFileSync(policy, JSON.stringify({ version: 1, sockets: { all: { path: join(dir, 'all.sock'), role: 'admin' } } }));
  const app = await startApp(t, connectEngine({ host: 'local', locate }), { env: { WHARFINGER_POLICY: policy } });
  mkdirSync(join(dir, 'with-token'));
  writeFileSync(
    join(dir, 'with-token', 'config.json'),
    JSON.stringify({ HttpHeaders: { Authorization: `Bearer ${app.admin}` } }),
  );
  mkdirSync(join(dir, 'db'));
  writeFileSync(join(dir, 'db', 'Dockerfile'), `FROM ${image}\nCMD ["sleep", "1000"]\n`);
  writeFileSync(join(dir, 'docker-compose.yml'), JSON.stringify(project));

  const live = async (host: string, config: string, commands = story) => {
    const name = uniqueName();
    const env = {
      PATH: process.env['PATH'] ?? '',
      DOCKER_HOST: host,
      DOCKER_CONFIG: join(dir, config),
      COMPOSE_PROJECT_NAME: name,
      COMPOSE_ANSI: 'never',
    };
    const said: string[] = [];
    for (const args of commands) {
      const { code, out } = await execute(compose, args, { env, cwd: dir }).then(
        ({ stdout, stderr }) => ({ code: 0, out: stdout + stderr }),
        (failed: { code: unknown; stdout: string; stderr: string }) => ({
          code: failed.code,
          out: failed.stdout + failed.stderr,
        }),
      );
      said.push(`${args.join(' ')} => ${String(code)}\n${plain(out, name, '10.201')}`);
    }
    return said;
  };
  const [straight, byAddress, bySocket] = await Promise.all([
    live(`unix://${socketPath}`, 'none'),
    live(`tcp://${new URL(await app.listen()).host}/engine/local`, 'with-token'),
    live(`unix://${join(dir, 'all.sock')}`, 'none', few),
  ]);
  assert.match(straight.join('\n'), /web is up/);
  assert.deepEqual(straight.filter((one) => !/ => 0\n/.test(one)).length, 1, straight.join('\n'));
  assert.deepEqual(byAddress, straight);
  assert.deepEqual(
    bySocket,
    few.map((one) => straight[story.indexOf(one)]),
  );

  const made = await app.gql(
    '{ auditEvents(first: 100, filter: { action: ["container.create"] }) { nodes { result source { transport userAgent } } } }',
  );
  const agents = [pick(made.data, 'auditEvents', 'nodes')].flat().filter((one) => pick(one, 'source', 'transport') === 'GATEWAY');
  assert.ok(agents.length >= 6 && agents.every((one) => String(pick(one, 'source', 'userAgent')).startsWith('docker-compose/')));
});
