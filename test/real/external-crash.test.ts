import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { newSecret } from '../../src/access/secret.ts';
import { external, externalOnce, onRecord, startOn } from '../support/on-record.ts';
import { docker, image, ownEngine, run } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const told = `{ name: "shop", image: "${image}", command: ["sleep", "600"], pull: NEVER }`;

for (const [when, mutation, result, action] of [
  ['after', 'stopContainer(input: { ref: "web", timeoutSeconds: 1 }) { changed }', 'SUCCESS', 'container.stop'],
  ['after', 'renameContainer(input: { ref: "web", name: "shop" }) { changed }', 'SUCCESS', 'container.rename'],
  ['after', 'removeContainer(input: { ref: "web", force: true }) { changed }', 'SUCCESS', 'container.remove'],
  ['after startContainer', `runContainer(input: ${told}) { changed }`, 'SUCCESS', 'container.run'],
  ['after', `runContainer(input: ${told}) { changed }`, 'UNKNOWN', 'container.run'],
  ['before', 'pauseContainer(input: { ref: "web" }) { changed }', 'UNKNOWN', 'container.pause'],
] as const) {
  test(`killed with -9 ${when} the engine was called for ${action}, the next start closes it as ${result}, once`, async (t) => {
    const engine = await ownEngine(t);
    await run(engine, { name: 'web' });
    const stateDir = scratch(t);
    const secret = newSecret('token', randomBytes);
    const program = join(import.meta.dirname, '../reconcile/killed-process.ts');
    const child = spawn(process.execPath, [program, engine.socketPath, stateDir, mutation, when, secret], { stdio: 'inherit' });
    const [, signal] = await once(child, 'exit');
    assert.equal(signal, 'SIGKILL');
    const app = await startOn(t, engine, stateDir, { WHARFINGER_ADMIN_TOKEN: secret });
    const own = async () => (await onRecord(app)).filter(({ action: name }) => name === action);
    await until(async () => (await own()).some(({ origin }) => origin === 'RECOVERED'), 'it is closed', 60_000);
    // A change of somebody else's, after which nothing older can come.
    await docker(engine, 'volume', 'create', 'last');
    await externalOnce(app, 1);
    assert.deepEqual(
      (await own()).map((one) => [one.result, one.origin, 'evidence' in one.details]),
      [[result, 'RECOVERED', result === 'SUCCESS' || action === 'container.run']],
    );
    assert.deepEqual(
      (await external(app)).map(({ action: name }) => name),
      ['volume.create'],
    );
  });
}
