import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { ownEngine } from '../support/real-engine.ts';
import { ofContainers } from './cli/containers.ts';
import { cliFolder } from './cli/folder.ts';
import { ofObjects } from './cli/objects.ts';
import { toldTwice, type Stories } from './cli/twice.ts';

/** An engine, and the program on it; the stories as they go on both. */
async function tell(t: TestContext, stories: Stories) {
  const { socketPath } = await ownEngine(t);
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const { host } = new URL(await app.listen());
  const sides = {
    straight: { host: `unix://${socketPath}`, net: '10.201.1' },
    through: { host: `tcp://${host}/engine/local`, net: '10.201.2' },
  };
  return { app, told: await toldTwice(stories, cliFolder(t, app.admin), sides) };
}

test('commands of the Docker CLI say and do the same through the gateway as straight', { timeout: 420_000 }, async (t) => {
  const all: Stories = { ...ofContainers, ...ofObjects };
  const { app, told } = await tell(t, all);
  const commands = told.flatMap(({ straight }) => straight);
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

  // Under eight clients at once an engine of API 1.41 can lose its default bridge for good, whichever way they come: what differs is told once more, on another one.
  const differ = told.filter(({ straight, through }) => straight.join() !== through.join()).map(({ title }) => title);
  const again =
    differ.length === 0 ? [] : (await tell(t, Object.fromEntries(differ.map((title) => [title, all[title] ?? ''])))).told;
  for (const first of told) {
    const { title, straight, through } = again.find((one) => one.title === first.title) ?? first;
    await t.test(title, () => assert.deepEqual(through, straight));
  }
});
