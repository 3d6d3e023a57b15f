import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { startApp } from '../support/app.ts';
import { runFor, sharedEngine } from '../support/real-engine.ts';

test('what another client has just made can be acted on at once, fifty times', async (t) => {
  const engine = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${engine.socketPath}`, path: engine.socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  for (let n = 0; n < 50; n += 1) {
    const { name } = await runFor(t, engine, { start: false, script: 'true' });
    // A start takes the engine half a second, so most are removed instead.
    const field = n % 5 === 0 ? 'startContainer' : 'removeContainer';
    const answer = await app.gql(`mutation { ${field}(input: { ref: "${name}" }) { changed } }`);
    assert.deepEqual(answer.errors, []);
  }
});
