import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isWellFormed } from '../access/secret.ts';
import { Misuse, type Command, type Given } from './command.ts';

const text = { type: 'string' } as const;

/** Contexts of the Docker CLI have no headers; a configuration folder has. */
export const context: Command = {
  usage: `(--token-file FILE | --token SECRET) [options]

  --token-file FILE  where the secret of the token is
  --token SECRET     the secret itself; others on the machine can see it while the command runs
  --host NAME        the host that is meant; local when left out
  --address ADDRESS  where Wharfinger is, for example 127.0.0.1:4500; WHARFINGER_LISTEN when left out
  --install DIR      write config.json in this folder, and print the line that makes a shell use it
  --force            also over a config.json that is there

Without --install the config.json goes to standard output, and the rest to standard error.`,
  options: {
    token: text,
    'token-file': text,
    host: text,
    address: text,
    install: text,
    force: { type: 'boolean' },
  },
  positionals: 0,
  run(given, around) {
    const content = `${JSON.stringify({ HttpHeaders: { Authorization: `Bearer ${secretOf(given)}` } }, null, 2)}\n`;
    const host = given.text('host') ?? 'local';
    if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(host)) throw new Misuse(`--host: "${host}" is no name of a host.`);
    const address = given.text('address') ?? listening(around.config().listen);
    if (!/^[A-Za-z0-9.[\]:-]+:\d{1,5}$/.test(address)) throw new Misuse('--address: a name or an address, and a port.');
    const target = `DOCKER_HOST=tcp://${address}/engine/${host}`;
    const install = given.text('install');
    if (install === null) {
      around.out(content.trimEnd());
      around.err(`This is a config.json. In the shell that is to use it: export DOCKER_CONFIG=<its folder> ${target}`);
      return Promise.resolve(0);
    }
    const folder = resolve(install);
    const file = join(folder, 'config.json');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (existsSync(file) && !given.flag('force'))
      throw new Misuse(`${file} is there already: choose another folder, or write over it with --force.`);
    // A file that is there would keep its mode, or its link lead elsewhere.
    rmSync(file, { force: true });
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
    around.out(`export DOCKER_CONFIG=${quoted(folder)} ${target}`);
    return Promise.resolve(0);
  },
};

function secretOf(given: Given): string {
  const file = given.text('token-file');
  const direct = given.text('token');
  if ((file === null) === (direct === null)) throw new Misuse('One of --token-file and --token is needed.');
  const secret = file === null ? (direct ?? '') : readFileSync(file, 'utf8').trim();
  if (!isWellFormed(secret)) throw new Misuse('This is no token of Wharfinger, or it was cut off or mistyped.');
  return secret;
}

function listening({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** As one word of a shell. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
