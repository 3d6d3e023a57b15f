import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareStreams } from '../../src/engine/shared.ts';
import { engineAt } from '../contract/world.ts';
import { ownEngine, run } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

test('an engine that is killed breaks its streams, is ENGINE_UNAVAILABLE, and is found again', async (t) => {
  const real = await ownEngine(t);
  const engine = engineAt(real.socketPath);
  const { id } = await run(real);
  const over = new AbortController();
  t.after(() => over.abort());
  const events = await engine.streams.events({ since: null, signal: over.signal });
  const shared = shareStreams(engine.streams);
  const stats = shared.stats(id, over.signal)[Symbol.asyncIterator]();
  await stats.next();
  const broken = [
    assert.rejects(
      (async () => {
        for await (const _ of events);
      })(),
      { code: 'ENGINE_UNAVAILABLE' },
    ),
    assert.rejects(
      (async () => {
        for (;;) if ((await stats.next()).done) return;
      })(),
      { code: 'ENGINE_UNAVAILABLE' },
    ),
  ];
  await real.kill();
  await Promise.all(broken);
  await assert.rejects(engine.reader.inspectContainer(id), { code: 'ENGINE_UNAVAILABLE' });
  await assert.rejects(engine.writer.stopContainer(id, { signal: null, timeoutSeconds: 1, ownSeconds: null }), {
    code: 'ENGINE_UNAVAILABLE',
  });
  await real.restart();
  await until(() => engine.reader.inspectContainer(id).catch(() => null), 'the engine answers again');
});
