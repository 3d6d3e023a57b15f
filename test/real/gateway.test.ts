import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { compare } from './cli/compare.ts';
import { ofContainers } from './cli/containers.ts';

test('commands of the Docker CLI say and do the same through the gateway as straight', { timeout: 420_000 }, async (t) => {
  const { app, commands } = await compare(t, ofContainers);
  assert.ok(commands >= 120, `${commands} commands`);

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
