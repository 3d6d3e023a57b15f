import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { promisify } from 'node:util';
import Dockerode from 'dockerode';
import { findProgram } from '../../src/demo/install.ts';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { scratch } from '../support/scratch.ts';

const execute = promisify(execFile);

test('the Docker CLI and dockerode by a socket of the policy', { timeout: 240_000 }, async (t) => {
  const { socketPath } = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const dir = scratch(t);
  const path = join(dir, 'team.sock');
  const policy = join(dir, 'wharfinger.yaml');
  const [mine, other] = [uniqueName(), uniqueName()];
  const scopes = { mine: { labels: `team=${mine}` } };
  writeFileSync(policy, JSON.stringify({ version: 1, scopes, sockets: { team: { path, role: 'admin', scopes: ['mine'] } } }));
  const straight = new Dockerode({ socketPath });
  const foreign = await straight.createContainer({ Image: image, name: other, Cmd: ['sleep', '100'] });
  t.after(() => foreign.remove({ force: true }));
  const app = await startApp(t, connectEngine({ host: 'local', locate }), { env: { WHARFINGER_POLICY: policy } });

  await t.test('the CLI', async () => {
    const env = { DOCKER_HOST: `unix://${path}`, DOCKER_CONFIG: dir };
    const docker = async (...args: string[]) => (await execute(findProgram('docker') ?? 'docker', args, { env })).stdout.trim();
    await docker('run', '-d', '--name', mine, image, 'sh', '-c', 'echo begun; sleep 100');
    const [shown, said, logged, once] = await Promise.all([
      docker('ps', '-a', '--format', '{{.Names}}'),
      docker('exec', mine, 'echo', 'within'),
      docker('logs', mine),
      docker('run', '--rm', image, 'echo', 'once'),
    ]);
    assert.ok(shown.split('\n').includes(mine) && !shown.includes(other), shown);
    assert.deepEqual([said, logged, once], ['within', 'begun', 'once']);
    await assert.rejects(docker('stop', other), /No such container/);
    await docker('rm', '-f', mine);
  });

  await t.test('dockerode', async () => {
    const client = new Dockerode({ socketPath: path });
    const name = uniqueName();
    const made = await client.createContainer({ Image: image, name, Cmd: ['sh', '-c', 'echo begun; sleep 100'] });
    await made.start();
    const exec = await made.exec({ Cmd: ['cat'], AttachStdin: true, AttachStdout: true });
    const stream = await exec.start({ hijack: true, stdin: true });
    const output = new PassThrough();
    client.modem.demuxStream(stream, output, output);
    stream.once('end', () => output.end());
    stream.end('typed');
    assert.equal(await text(output), 'typed');
    assert.equal((await exec.inspect()).ExitCode, 0);
    assert.match((await made.logs({ stdout: true })).toString(), /begun/);
    const follow = await made.logs({ stdout: true, follow: true });
    follow.resume();
    const over = once(follow, 'close');
    const listed = await client.listContainers({ all: true });
    assert.ok(listed.every(({ Labels }) => Labels['team'] === mine));
    await made.remove({ force: true });
    await over;
    await assert.rejects(client.getContainer(other).inspect(), /No such container/);
  });

  const found = await app.gql(
    '{ auditEvents(first: 50, filter: { actor: "socket:team" }) { nodes { action actor { type } source { transport } } } }',
  );
  const events = [pick(found.data, 'auditEvents', 'nodes')].flat();
  for (const action of ['container.create', 'container.exec', 'container.logs', 'container.remove'])
    assert.ok(
      events.some((one) => pick(one, 'action') === action),
      action,
    );
  assert.ok(events.every((one) => pick(one, 'actor', 'type') === 'socket' && pick(one, 'source', 'transport') === 'GATEWAY'));
});
