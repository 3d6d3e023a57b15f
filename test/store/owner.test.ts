import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { StoreError } from '../../src/store/failure.ts';
import { takeOwnership } from '../../src/store/owner.ts';
import { scratch } from '../support/scratch.ts';

const ownerModule = join(import.meta.dirname, '../../src/store/owner.ts');
const holding = (stateDir: string) =>
  `import { takeOwnership } from ${JSON.stringify(ownerModule)};
   const owner = takeOwnership(${JSON.stringify(stateDir)});
   process.on('exit', () => owner.release());
   process.stdin.resume();
   console.log('mine');`;

test('a second process is refused, told by whom, and let in once the first was killed', async (t) => {
  const stateDir = join(scratch(t), 'state');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', holding(stateDir)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');

  assert.throws(
    () => takeOwnership(stateDir),
    (error) => error instanceof StoreError && error.kind === 'busy' && error.message.includes(`process ${child.pid}`),
  );
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  takeOwnership(stateDir).release();
});

test('ownership can be given up and taken again, and excludes within one process too', (t) => {
  const stateDir = scratch(t);
  const first = takeOwnership(stateDir);
  assert.throws(() => takeOwnership(stateDir), /in use by another Wharfinger/);
  first.release();
  first.release();
  const second = takeOwnership(stateDir);
  assert.throws(() => takeOwnership(stateDir), StoreError);
  second.release();
});
