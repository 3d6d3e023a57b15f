import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { PrivateEngine } from '../../src/demo/private-engine.ts';
import { ensureRegistry } from './registry.ts';
import { sharedSocket, startEngine } from './real-engine.ts';

// Runs the tests against a real engine, with one private engine for all files that can share it. Arguments: test files, options of `node --test`;
// without a file, all of test/real and test/contract.
const given = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const files = given.some((argument) => !argument.startsWith('-'))
  ? []
  : globSync(['real/**/*.test.ts', 'contract/*.test.ts'], { cwd: root });

// An interrupt from the terminal reaches the tests as well, and they end by themselves; what is left to do here is to stop the engine.
let child: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child?.kill(signal));

// Before the files run side by side: apt works for one at a time.
process.exitCode = await ensureRegistry()
  .then(startEngine)
  .then(runTests, (failure: unknown) => {
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
    return 1;
  });

async function runTests(engine: PrivateEngine): Promise<number> {
  try {
    // Most of a test is waiting for the engine: on two processors two files side by side take little more than one.
    const env = { ...process.env, [sharedSocket]: engine.socketPath };
    child = spawn(process.execPath, ['--test', '--test-concurrency=2', ...given, ...files.map((file) => join(root, file))], {
      env,
      stdio: 'inherit',
    });
    const [code] = await once(child, 'exit');
    return typeof code === 'number' ? code : 1;
  } finally {
    await engine.stop();
  }
}
