import assert from 'node:assert/strict';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { run } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { scratch } from '../support/scratch.ts';

const start = (t: TestContext, stateDir: string) =>
  startApp(t, fakeEngine({ containers: [container({ name: 'web', state: 'running' })] }), { stateDir, connected: false });

const act = async (app: TestApp, token: string) =>
  pick((await app.gql('mutation { restartContainer(input: { ref: "web" }) { changed } }', {}, token)).data, 'restartContainer');

async function audit(stateDir: string, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const around = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    terminal: false,
    config: () => loadConfig({ WHARFINGER_STATE_DIR: stateDir }),
  };
  const code = await run(['audit', ...args], around);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** As docs/audit.md says: keys and checkpoints first, then the database. */
function backUp(stateDir: string, into: string): void {
  for (const name of ['audit-key', 'audit-public-keys', 'token-pepper', 'checkpoints'])
    copyFileSync(join(stateDir, name), join(into, name));
  const database = new DatabaseSync(join(stateDir, 'wharfinger.db'), { readOnly: true });
  database.exec(`VACUUM INTO '${join(into, 'wharfinger.db')}'`);
  database.close();
}

test('a backup of a running server is restored: it starts, its tokens and its key go on, and the log verifies', async (t) => {
  const [stateDir, copy] = [scratch(t), scratch(t)];
  const app = await start(t, stateDir);
  await act(app, app.admin);
  backUp(stateDir, copy);
  await act(app, app.admin);
  await app.close();

  const restored = await start(t, copy);
  assert.notEqual(await act(restored, app.admin), undefined);
  await restored.close();
  const verified = await audit(copy, 'verify');
  assert.equal(verified.code, 0, verified.out);
});

test('an old copy of the database alone is noticed at start; one of everything by a checkpoint kept elsewhere', async (t) => {
  const [stateDir, copy] = [scratch(t), scratch(t)];
  const app = await start(t, stateDir);
  await act(app, app.admin);
  backUp(stateDir, copy);
  await act(app, app.admin);
  await app.close();
  const kept = join(scratch(t), 'kept');
  writeFileSync(kept, `${(await audit(stateDir, 'checkpoint')).out}\n`);

  const silent = await start(t, copy);
  await silent.close();
  const shown = await audit(copy, 'verify', '--trust', kept);
  assert.equal(shown.code, 1);
  assert.match(shown.out, /^record \d+ /m);

  const alone = scratch(t);
  backUp(stateDir, alone);
  copyFileSync(join(copy, 'wharfinger.db'), join(alone, 'wharfinger.db'));
  assert.ok(!existsSync(join(alone, 'wharfinger.db-wal')));
  copyFileSync(join(stateDir, 'checkpoints'), join(alone, 'checkpoints'));
  // The copy has gone on by itself, so it is another log from there on: either way it is not gone on with.
  await assert.rejects(start(t, alone), /an old copy of the database|is not the one for which the checkpoint/);
});
