import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { image } from '../../support/real-engine.ts';
import { scratch } from '../../support/scratch.ts';

const files = {
  file: 'one\n',
  'sub/deep': 'two\n',
  env: 'FROM_FILE=1\n# nothing\nALSO=a b\n',
  labels: 'from.file=1\n',
  'context/Dockerfile': `FROM ${image} AS first\nARG V=1\nRUN echo built $V >/b\nFROM first\nCOPY Broken /x\nCMD ["cat","/b"]\n`,
  'context/Broken': `FROM ${image}\nRUN exit 3\n`,
};

/** A folder for one test, with a configuration of the Docker CLI for a token, and with the files that commands are about. */
export function cliFolder(t: TestContext, token: string): string {
  const dir = scratch(t);
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ HttpHeaders: { Authorization: `Bearer ${token}` } }));
  for (const folder of ['sub', 'context']) mkdirSync(join(dir, folder));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
  symlinkSync('sub/deep', join(dir, 'link'));
  return dir;
}
