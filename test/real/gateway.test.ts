import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { sharedEngine } from '../support/real-engine.ts';
import { ofContainers } from './cli/containers.ts';
import { cliFolder } from './cli/folder.ts';
import { ofObjects } from './cli/objects.ts';
import { toldTwice } from './cli/twice.ts';

test('commands of the Docker CLI say and do the same through the gateway as straight', { timeout: 600_000 }, async (t) => {
  const { socketPath } = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const { host } = new URL(await app.listen());
  const sides = {
    straight: { host: `unix://${socketPath}`, net: '10.201.1' },
    through: { host: `tcp://${host}/engine/local`, net: '10.201.2' },
  };
  const stories = await toldTwice({ ...ofContainers, ...ofObjects }, cliFolder(t, app.admin), sides);
  for (const { title, straight, through } of stories) await t.test(title, () => assert.deepEqual(through, straight));
  const commands = stories.flatMap(({ straight }) => straight);
  assert.ok(commands.length > 200, `${commands.length} commands`);

  await t.test('what they did is on record under the name of who did it', async () => {
    const found = await app.gql(
      '{ auditEvents(first: 100, filter: { action: ["container.stop", "container.remove", "container.create"] }) { nodes { action result source { transport userAgent } target { name } } } }',
    );
    const events = [pick(found.data, 'auditEvents', 'nodes')].flat();
    const ours = events.filter((one) => pick(one, 'source', 'transport') === 'GATEWAY');
    assert.ok(ours.length > 20);
    assert.ok(ours.every((one) => String(pick(one, 'source', 'userAgent')).startsWith('Docker-Client/')));
  });
});
