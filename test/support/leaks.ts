import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import type { TestApp } from './app.ts';
import { anyMarked } from './planted.ts';

/** Where planted secrets can be read: in any file of the state directory, in the program's log, in what the command line prints, in errors. Empty: nowhere. */
export async function leaks(app: TestApp, errors: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const search = (where: string, text: string) => {
    for (const [at] of text.matchAll(new RegExp(`.{0,80}(?:${anyMarked.source}).{0,20}`, 'gs')))
      found.push(`${where}: ${at.replace(/[^\x20-\x7e]+/g, ' ')}`);
  };
  for (const name of readdirSync(app.stateDir, { recursive: true, withFileTypes: true })) {
    if (name.isFile()) search(name.name, readFileSync(join(name.parentPath, name.name), 'latin1'));
  }
  for (const line of app.log) search('the log', line);
  for (const error of errors) search('an error', error);
  const config = loadConfig({ WHARFINGER_STATE_DIR: app.stateDir });
  const out: string[] = [];
  await run(['audit', 'list', '--json', '--limit', '100000'], {
    out: (line) => out.push(line),
    err: (line) => out.push(line),
    terminal: false,
    config: () => config,
  });
  for (const line of out) search('audit list', line);
  return [...new Set(found)];
}
