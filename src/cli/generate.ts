import { randomBytes } from 'node:crypto';
import { newSecret } from '../access/secret.ts';
import type { Command } from './command.ts';

export const generate: Command = {
  usage: '',
  options: {},
  positionals: 0,
  run(_given, around) {
    around.out(newSecret('token', randomBytes));
    return Promise.resolve(0);
  },
};
