import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { loadOrMakeKey } from '../access/keys.ts';
import { redactionKeyPath, redactor } from '../audit/redact.ts';
import { Misuse, type Command } from './command.ts';

export const hash: Command = {
  usage: `< FILE

Reads a value from standard input, never from its arguments, and prints what stands in the log in its place:

  read -rs VALUE; printf %s "$VALUE" | wharfinger audit hash
  wharfinger audit list --text "$(wharfinger audit hash < value.txt)"

One line end at the end of the value is left out. Takes the redaction key, which only the owner of the key directory can read; nothing is recorded.`,
  options: {},
  positionals: 0,
  async run(_given, around) {
    if (around.input === undefined) throw new Misuse('The value is read from standard input.');
    const path = redactionKeyPath(around.config().keyDir);
    if (!existsSync(path)) throw new Error(`There is no redaction key at ${path}: nothing was recorded under it yet.`);
    const value = (await text(around.input)).replace(/\r?\n$/, '');
    if (value === '') throw new Misuse('The value is empty.');
    // It is there, so none is made.
    const { bytes } = loadOrMakeKey(path, () => new Uint8Array(32));
    around.out(redactor(bytes)(value));
    return 0;
  },
};
