// Writes test/access/matrix.txt, who may do what in each way, out of the catalogue. With --check it only tells whether the file is up to date (exit code 1 when not).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matrixText } from '../test/access/matrix/expected.ts';

const target = join(import.meta.dirname, '../test/access/matrix.txt');

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== matrixText()) {
    process.stderr.write('test/access/matrix.txt is out of date: run "npm run generate".\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, matrixText());
}
