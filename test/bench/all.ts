import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// All of them, one after the other, each in a process of its own; a failure of one is told and does not keep the others from running.
const programs = ['reads', 'actions', 'streams', 'transfer', 'gateway', 'logs', 'stalled', 'idle', 'thousand'];

let failed = false;
for (const program of programs) {
  console.log(`\n${program}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${program}.ts`)], { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
