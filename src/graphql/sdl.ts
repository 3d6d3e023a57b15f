import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Both src/graphql and dist/graphql lie two levels below the root that holds schema/. */
const folder = join(import.meta.dirname, '../../schema');

/** The schema as its files say it, one after the other in the order of their names. */
export function readSdl(): string {
  const files = globSync('*.graphql', { cwd: folder }).sort();
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
