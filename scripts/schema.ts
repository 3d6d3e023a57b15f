// `npm run schema`: writes schema.graphql, the whole schema in one file for the code generators of other services. With --check it only tells whether the file
// is up to date (exit code 1 when not).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, printSchema } from 'graphql';
import { readSdl } from '../src/graphql/sdl.ts';

const target = join(import.meta.dirname, '../schema.graphql');
const printed = `# Made of schema/*.graphql by \`npm run schema\`: change those.\n\n${printSchema(buildSchema(readSdl()))}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, printed);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== printed) {
  console.error('schema.graphql is not what schema/*.graphql makes: run `npm run schema`.');
  process.exitCode = 1;
}
