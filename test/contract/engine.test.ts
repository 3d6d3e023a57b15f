import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineEvent } from '../../src/engine/model.ts';
import { uniqueName } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { fakeWorld, realWorld, type World } from './world.ts';

const stop = { signal: null, timeoutSeconds: 1, ownSeconds: null };
const missing = 'f'.repeat(64);

/** What the rest of the program relies on, of the engine and of the fake that stands for it in the other tests. */
const cases: Record<string, (world: World) => Promise<void>> = {
  'a created container starts once, and again means nothing': async ({ engine, create }) => {
    const { id } = await create();
    const before = await engine.reader.inspectContainer(id);
    assert.deepEqual(
      [before.state, before.startedAt, before.finishedAt, before.exitCode, before.pid],
      ['created', null, null, null, null],
    );
    assert.equal((await engine.writer.startContainer(id)).changed, true);
    assert.deepEqual(await engine.writer.startContainer(id), { changed: false, status: 304 });
    const after = await engine.reader.inspectContainer(id);
    assert.deepEqual([after.state, after.exitCode, after.health], ['running', null, null]);
    assert.ok(after.startedAt !== null && after.pid !== null && after.pid > 0);
  },

  'a container stops once, and again means nothing': async ({ engine, run }) => {
    const { id } = await run();
    assert.equal((await engine.writer.stopContainer(id, stop)).changed, true);
    assert.deepEqual(await engine.writer.stopContainer(id, stop), { changed: false, status: 304 });
    const { state, exitCode, finishedAt, pid } = await engine.reader.inspectContainer(id);
    assert.deepEqual([state, exitCode, pid], ['exited', 0, null]);
    assert.ok(finishedAt !== null);
  },

  'a restart starts, whether it ran or not': async ({ engine, run }) => {
    const { id } = await run();
    const first = (await engine.reader.inspectContainer(id)).startedAt;
    assert.equal((await engine.writer.restartContainer(id, stop)).changed, true);
    assert.notEqual((await engine.reader.inspectContainer(id)).startedAt, first);
    await engine.writer.stopContainer(id, stop);
    await engine.writer.restartContainer(id, stop);
    assert.equal((await engine.reader.inspectContainer(id)).state, 'running');
  },

  'pause and unpause, each once': async ({ engine, run }) => {
    const { id } = await run();
    await engine.writer.pauseContainer(id);
    assert.equal((await engine.reader.inspectContainer(id)).state, 'paused');
    await assert.rejects(engine.writer.pauseContainer(id), { code: 'CONFLICT' });
    await assert.rejects(engine.writer.startContainer(id), { code: 'CONFLICT' });
    await engine.writer.unpauseContainer(id);
    assert.equal((await engine.reader.inspectContainer(id)).state, 'running');
    await assert.rejects(engine.writer.unpauseContainer(id), { code: 'CONFLICT' });
  },

  'only what runs can be killed or paused': async ({ engine, create }) => {
    const { id } = await create();
    await assert.rejects(engine.writer.killContainer(id, { signal: null }), { code: 'CONFLICT', engineStatus: 409 });
    await assert.rejects(engine.writer.pauseContainer(id), { code: 'CONFLICT', engineStatus: 409 });
  },

  'a kill ends it with the code of the signal': async ({ engine, run }) => {
    const { id } = await run();
    assert.equal((await engine.writer.killContainer(id, { signal: 'SIGKILL' })).changed, true);
    const ended = await until(async () => {
      const now = await engine.reader.inspectContainer(id);
      return now.state === 'exited' && now;
    }, 'it has ended');
    assert.equal(ended.exitCode, 137);
  },

  'a rename is seen under the new name, and a name in use is a conflict': async ({ engine, create }) => {
    const one = await create();
    const other = await create();
    const name = uniqueName();
    await engine.writer.renameContainer(one.id, { name });
    assert.deepEqual((await engine.reader.inspectContainer(name)).id, one.id);
    await assert.rejects(engine.reader.inspectContainer(one.name), { code: 'NOT_FOUND' });
    await assert.rejects(engine.writer.renameContainer(other.id, { name }), { code: 'CONFLICT', engineStatus: 409 });
    await assert.rejects(engine.writer.renameContainer(one.id, { name }), { code: 'BAD_INPUT', engineStatus: 400 });
  },

  'a running container is removed by force only, and then it is gone': async ({ engine, run }) => {
    const { id } = await run();
    await assert.rejects(engine.writer.removeContainer(id, { force: false, volumes: false }), {
      code: 'CONFLICT',
      engineStatus: 409,
    });
    await engine.writer.removeContainer(id, { force: true, volumes: true });
    await assert.rejects(engine.reader.inspectContainer(id), { code: 'NOT_FOUND', engineStatus: 404 });
    assert.ok(!(await engine.reader.listContainerIds()).includes(id));
  },

  'what is not there is NOT_FOUND, for every method': async ({ engine: { reader, writer } }) => {
    const calls = [
      reader.inspectContainer(missing),
      reader.containerSizes(missing),
      reader.containerProcesses(missing, null),
      reader.containerChanges(missing),
      reader.inspectImage(`sha256:${missing}`),
      reader.imageHistory(`sha256:${missing}`),
      reader.inspectNetwork(missing),
      reader.inspectVolume(missing),
      writer.startContainer(missing),
      writer.stopContainer(missing, stop),
      writer.restartContainer(missing, stop),
      writer.killContainer(missing, { signal: null }),
      writer.pauseContainer(missing),
      writer.unpauseContainer(missing),
      writer.renameContainer(missing, { name: uniqueName() }),
      writer.removeContainer(missing, { force: true, volumes: false }),
    ];
    for (const outcome of await Promise.allSettled(calls)) {
      assert.equal(outcome.status === 'rejected' && outcome.reason.code, 'NOT_FOUND');
    }
  },

  'lists have what was made, and images and networks that are listed can be inspected': async ({
    engine: { reader },
    create,
  }) => {
    const { id } = await create();
    assert.ok((await reader.listContainerIds()).includes(id));
    for (const image of await reader.listImageIds()) assert.equal((await reader.inspectImage(image)).id, image);
    const networks = await reader.listNetworks();
    assert.ok(networks.some(({ name }) => name === 'bridge'));
    for (const network of networks) assert.equal((await reader.inspectNetwork(network.id)).name, network.name);
  },

  'events are seen from the moment the stream was accepted, in order, until it is aborted': async ({ engine, create }) => {
    const { id } = await create();
    const over = new AbortController();
    const events = await engine.streams.events({ since: null, signal: over.signal });
    const seen: EngineEvent[] = [];
    const reading = (async () => {
      for await (const event of events) if (event.actorId === id) seen.push(event);
    })();
    await engine.writer.startContainer(id);
    await engine.writer.stopContainer(id, stop);
    await engine.writer.removeContainer(id, { force: true, volumes: false });
    const actions = () => seen.map(({ action }) => action);
    await until(() => actions().includes('destroy'), 'the last event has come');
    over.abort();
    await reading;
    // Newer engines tell of the end after the stop.
    const [first, ...rest] = actions().filter((action) => ['start', 'die', 'stop', 'destroy'].includes(action));
    assert.deepEqual([first, ...rest.slice(0, 2).sort(), ...rest.slice(2)], ['start', 'die', 'stop', 'destroy']);
    const times = seen.map(({ timeNano }) => BigInt(timeNano));
    assert.ok(times.every((time, n) => n === 0 || time >= (times[n - 1] ?? 0n)));
  },

  'events are replayed from a time on, inclusive': async ({ engine, create }) => {
    const over = new AbortController();
    const live = await engine.streams.events({ since: null, signal: over.signal });
    const { id } = await create();
    const first = await firstOf(live, id);
    const replayed = await engine.streams.events({
      since: `${first.timeNano.slice(0, -9)}.${first.timeNano.slice(-9)}`,
      signal: over.signal,
    });
    assert.deepEqual(await firstOf(replayed, id), first);
    over.abort();
  },
};

async function firstOf(events: AsyncIterable<EngineEvent>, id: string): Promise<EngineEvent> {
  for await (const event of events) if (event.actorId === id) return event;
  throw new Error('the stream ended');
}

for (const [name, check] of Object.entries(cases)) {
  test(`fake: ${name}`, async () => check(await fakeWorld()));
  test(`real: ${name}`, async (t) => check(await realWorld(t)));
}
