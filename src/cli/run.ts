import { ConfigError } from '../config.ts';
import { WharfingerError } from '../errors.ts';
import { StoreError } from '../store/failure.ts';
import { Given, Misuse, type Command, type ExitCode, type Surroundings } from './command.ts';

interface Entry {
  /** One line on what it does. */
  words: string;
  /** Reads the command's own code: a short command does not wait for a server to be read. */
  load: () => Promise<Command>;
}

/** The whole command line. */
const commands: ReadonlyMap<string, Entry> = new Map([
  ['serve', { words: 'serve, until told to stop', load: async () => (await import('./serve.ts')).serve }],
  ['token create', { words: 'make a token and print its secret, once', load: async () => (await import('./token.ts')).create }],
  ['token list', { words: 'list the tokens, without their secrets', load: async () => (await import('./token.ts')).list }],
  [
    'token revoke',
    { words: 'end a token, and those it made, at once and for good', load: async () => (await import('./token.ts')).revoke },
  ],
  [
    'token generate',
    {
      words: 'print a new secret, for WHARFINGER_ADMIN_TOKEN; stores nothing',
      load: async () => (await import('./generate.ts')).generate,
    },
  ],
  [
    'context',
    {
      words: 'make the configuration with which the Docker CLI speaks to Wharfinger',
      load: async () => (await import('./context.ts')).context,
    },
  ],
  [
    'audit list',
    {
      words: 'list what was done, by whom, and what came of it; also while the server runs',
      load: async () => (await import('./audit.ts')).list,
    },
  ],
  [
    'audit summary',
    {
      words: 'count what was done by actor, action, target, result, day, host or origin; also while the server runs',
      load: async () => (await import('./audit-summary.ts')).summary,
    },
  ],
  [
    'audit verify',
    {
      words: 'check that the log is whole and unchanged; also while the server runs, or on a copy',
      load: async () => (await import('./audit-verify.ts')).verify,
    },
  ],
  [
    'audit export',
    {
      words: 'write the log, or a part of it, to a file or to standard output; also while the server runs',
      load: async () => (await import('./audit-export.ts')).exportCommand,
    },
  ],
  [
    'audit checkpoint',
    {
      words: 'print the latest checkpoint, to be kept elsewhere',
      load: async () => (await import('./audit-checkpoints.ts')).checkpoint,
    },
  ],
  [
    'audit hash',
    {
      words: 'print what stands in the log in place of a secret, which is read from standard input',
      load: async () => (await import('./audit-hash.ts')).hash,
    },
  ],
  [
    'audit rotate-key',
    {
      words: 'have a new key sign the checkpoints',
      load: async () => (await import('./audit-checkpoints.ts')).rotateKey,
    },
  ],
  [
    'audit accept',
    {
      words: 'go on with a log that does not fit its checkpoints',
      load: async () => (await import('./audit-checkpoints.ts')).accept,
    },
  ],
  [
    'policy check',
    {
      words: 'check that a file is a policy, and say what is wrong with it',
      load: async () => (await import('./policy.ts')).check,
    },
  ],
  [
    'policy test',
    { words: 'try a policy: who may do what, as a table of expectations', load: async () => (await import('./policy.ts')).test },
  ],
  [
    'policy explain',
    { words: 'say what a policy decides, by which rule and why', load: async () => (await import('./policy.ts')).explain },
  ],
]);

/** Runs the command that the arguments name. Never rejects: what went wrong is told on standard error and in the code. */
export async function run(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const dash = args.findIndex((arg) => arg.startsWith('-'));
  const words = dash === -1 ? args : args.slice(0, dash);
  const askedForHelp = args.some((arg) => arg === '--help' || arg === '-h') || words[0] === 'help';
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((candidate) => commands.has(candidate));
  const entry = name === undefined ? undefined : commands.get(name);
  if (name === undefined || entry === undefined) return orient(words, askedForHelp, around);
  try {
    const command = await entry.load();
    if (askedForHelp) {
      around.out(`wharfinger ${name}: ${entry.words}\n\nUsage: wharfinger ${name} ${command.usage}`.trimEnd());
      return 0;
    }
    return await command.run(new Given(args.slice(name.split(' ').length), command), around);
  } catch (error) {
    around.err(`wharfinger: ${explain(error)}`);
    if (error instanceof Misuse) around.err(`"wharfinger ${name} --help" says how it is used.`);
    return error instanceof WharfingerError && error.code === 'NOT_FOUND' ? 1 : 2;
  }
}

/** For whoever named no command, or none that there is. */
function orient(words: readonly string[], askedForHelp: boolean, around: Surroundings): ExitCode {
  const [room] = words[0] === 'help' ? words.slice(1) : words;
  const within = [...commands].filter(([name]) => name.split(' ')[0] === room);
  const shown = within.length > 0 ? within : [...commands];
  const width = Math.max(...shown.map(([name]) => name.length));
  const lines = [
    ...(room === undefined || askedForHelp ? [] : [`wharfinger: there is no command "${words.slice(0, 2).join(' ')}".`, '']),
    'Usage: wharfinger COMMAND [options]',
    '',
    ...shown.map(([name, entry]) => `  ${name.padEnd(width)}  ${entry.words}`),
    '',
    '"wharfinger COMMAND --help" says more about one.',
  ];
  if (askedForHelp) around.out(lines.join('\n'));
  else around.err(lines.join('\n'));
  return askedForHelp ? 0 : 2;
}

/** The sentence of an error that was meant to be read; the stack of one that was not. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const meant =
    [Misuse, ConfigError, WharfingerError, StoreError].some((kind) => error instanceof kind) || error.constructor === Error;
  return meant ? error.message : (error.stack ?? error.message);
}
