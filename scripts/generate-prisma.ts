import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Writes src/generated/prisma from prisma/schema.prisma, with no network. `prisma generate` wants to download a schema engine that it does not use;
 * any executable in its place keeps it from trying.
 */
const root = join(import.meta.dirname, '..');
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

execFileSync(process.execPath, [prisma, 'generate', '--no-hints', '--schema', 'prisma/schema.prisma'], {
  cwd: root,
  // Its messages are shown only if it fails: they become part of the error.
  stdio: ['ignore', 'ignore', 'pipe'],
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
