import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { password, registry, username } from '../support/registry.ts';
import { cliFolder } from './cli/folder.ts';
import { cli, shell } from './cli/twice.ts';

test('docker login, push and pull pass their credentials through the gateway, and they are kept nowhere', async (t) => {
  const engine = await sharedEngine();
  const { socketPath } = engine;
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const at = await registry(t, { auth: true });
  const dir = cliFolder(t, app.admin);
  const env = {
    PATH: process.env['PATH'] ?? '',
    DOCKER_CONFIG: dir,
    DOCKER_HOST: `tcp://${new URL(await app.listen()).host}/engine/local`,
  };
  const run = (command: string) => shell(command.replace('docker', cli), env);
  const name = `${at}/${uniqueName()}:1`;
  t.after(() => docker(engine, 'rmi', '-f', name).catch(() => undefined));

  await run(`docker tag ${image} ${name}`);
  assert.notEqual((await run(`docker push ${name}`)).code, 0);
  assert.notEqual((await run(`docker login -u ${username} -p wrong-${password} ${at}`)).code, 0);
  const login = await run(`docker login -u ${username} -p ${password} ${at}`);
  assert.match(login.out, /Login Succeeded/, login.err);
  for (const command of [`push ${name}`, `rmi ${name}`, `pull ${name}`]) {
    const { code, err } = await run(`docker ${command}`);
    assert.equal(code, 0, `${command}: ${err}`);
  }
  const kept = readFileSync(join(dir, 'config.json'), 'utf8');
  assert.match(kept, /"auth":/, 'the client keeps them, and nobody else');

  const found = await app.gql('{ auditEvents(first: 50) { nodes { action result params { key value } } } }');
  const events = [pick(found.data, 'auditEvents', 'nodes')].flat();
  const done = events.map((event) => `${String(pick(event, 'action'))} ${String(pick(event, 'result'))}`);
  for (const one of [
    'image.push FAILURE',
    'registry.login FAILURE',
    'registry.login SUCCESS',
    'image.push SUCCESS',
    'image.pull SUCCESS',
  ])
    assert.ok(done.includes(one), `${one} is not among ${done.join(', ')}`);
  const files = readdirSync(app.stateDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const texts = [...files.map((one) => readFileSync(join(one.parentPath, one.name), 'latin1')), app.log.join('')];
  for (const secret of [password, Buffer.from(`${username}:${password}`).toString('base64')])
    assert.ok(!texts.some((text) => text.includes(secret)), `among ${files.length} files`);
});
