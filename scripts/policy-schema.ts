// Writes schema/policy.schema.json, the JSON Schema of the policy file, for editors. With --check it only tells whether the file is up to date (exit code 1 when not).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { policyFile } from '../src/access/policy-schema.ts';

const target = join(import.meta.dirname, '../schema/policy.schema.json');
const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...policyFile };
const text = await format(JSON.stringify(schema), { ...(await resolveConfig(target)), parser: 'json' });

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('schema/policy.schema.json is not what the code makes of it: run "npm run generate".');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
