import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rows } from './real/surface/rows/all.ts';
import { surface } from './real/surface/surface.ts';

const words = (text = '') => text.split(/\s+/).filter((word) => word !== '');

/** Arguments that rows write with one letter. */
const short: Readonly<Record<string, string>> = { attach: 'a', detach: 'd', force: 'f', time: 't', verbose: 'v' };

const uses = (cli: string, arg: string): boolean => {
  const letter = short[arg];
  return (
    new RegExp(` --${arg}[ =]`).test(` ${cli} `) ||
    (letter !== undefined && new RegExp(` -[a-z]*${letter}[a-z]* `).test(` ${cli} `))
  );
};

test('every command and argument of the surface is compared with the Docker CLI, by a row of the table or by a test that is named', () => {
  const missing: string[] = [];
  for (const [command, { args, filters, elsewhere = [] }] of Object.entries(surface)) {
    const lines = rows.filter((row) => row.command === `docker ${command}`).map(({ cli }) => cli);
    if (lines.length === 0 && elsewhere.length === 0) missing.push(command);
    for (const arg of words(args)) if (!lines.some((cli) => uses(cli, arg))) missing.push(`${command} --${arg}`);
    for (const key of words(filters))
      if (!lines.some((cli) => cli.includes(`--filter ${key}=`))) missing.push(`${command} --filter ${key}`);
    for (const [file, name] of elsewhere) {
      const source = readFileSync(new URL(`real/${file}`, import.meta.url), 'utf8');
      if (!source.includes(`test('${name}`)) missing.push(`${command}: ${file} has no test "${name}"`);
    }
  }
  assert.deepEqual(missing, []);
});

test('no row is about a command that the list does not have', () => {
  const unknown = rows.map(({ command }) => command).filter((command) => !(command.replace(/^docker /, '') in surface));
  assert.deepEqual([...new Set(unknown)], []);
});
