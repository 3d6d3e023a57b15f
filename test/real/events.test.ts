import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, image, ownEngine } from '../support/real-engine.ts';

test('events of a time are those that docker events prints for it, and then the subscription ends', async (t) => {
  const engine = await ownEngine(t);
  const path = engine.socketPath;
  const app = await startApp(
    t,
    connectEngine({ host: 'local', locate: async () => ({ kind: 'unix', address: `unix://${path}`, path }) }),
  );
  const url = await app.listen();
  const since = new Date().toISOString();
  await docker(engine, 'run', '--name', 'one', '--label', 'team=a', image, 'true');
  await docker(engine, 'run', '--name', 'two', image, 'true');
  const until = new Date().toISOString();
  const ours = async (args: string) => {
    const query = `subscription { events(since: "${since}", until: "${until}", ${args}) { type action actorId time } }`;
    const response = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${app.admin}` },
    });
    const results = (await response.text()).split('\n').filter((line) => line.startsWith('data: {'));
    return results.map((line) => {
      const shown: unknown = pick(JSON.parse(line.slice('data: '.length)), 'data', 'events');
      return `${String(pick(shown, 'type'))} ${String(pick(shown, 'action'))} ${String(pick(shown, 'actorId'))}`;
    });
  };
  const theirs = async (...filters: string[]) => {
    const flags = filters.flatMap((filter) => ['--filter', filter]);
    const format = '{{.Type}} {{.Action}} {{.Actor.ID}}';
    const printed = await docker(engine, 'events', '--since', since, '--until', until, '--format', format, ...flags);
    return printed.split('\n').filter((line) => line !== '');
  };
  const cases = [
    ['', []],
    ['containers: ["one"]', ['type=container', 'container=one']],
    ['networks: ["bridge"]', ['type=network', 'network=bridge']],
    ['labels: [{ key: "team", value: "a" }]', ['label=team=a']],
    [`images: ["${image}"], actions: ["die", "start"]`, [`image=${image}`, 'type=container', 'event=die', 'event=start']],
  ] as const;
  for (const [args, filters] of cases) {
    const expected = await theirs(...filters);
    assert.ok(expected.length > 0, args);
    assert.deepEqual(await ours(args), expected, args);
  }
});
