import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Config } from '../config.ts';

/** Good; found wrong; misused, or could not run. */
export type ExitCode = 0 | 1 | 2;

/** What a command has around it. */
export interface Surroundings {
  /** Writes a line to standard output. */
  out: (line: string) => void;
  /** Writes a line to standard error. */
  err: (line: string) => void;
  /** Shows how far it is, in place of what was shown before; only where a person watches standard error. */
  progress?: (text: string) => void;
  /** Standard input. */
  input?: NodeJS.ReadableStream;
  /** True where a person reads what goes to `out`. */
  terminal: boolean;
  /** Reads the settings. Throws ConfigError. */
  config: () => Config;
}

export interface Command {
  /** What follows the name, and what each part means. */
  usage: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** Arguments without a dash. */
  positionals: 0 | 1;
  run(given: Given, around: Surroundings): Promise<ExitCode>;
}

/** The command line was not understood; the message says what is wrong with it. */
export class Misuse extends Error {}

/** The arguments of one command, asked for by name. */
export class Given {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];

  constructor(args: readonly string[], command: Pick<Command, 'options' | 'positionals'>) {
    const parsed = parse(args, command);
    if (parsed.positionals.length > command.positionals)
      throw new Misuse(`"${parsed.positionals[command.positionals] ?? ''}" is one argument too many.`);
    this.#values = parsed.values;
    this.positionals = parsed.positionals;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | null {
    const value = this.#values[name];
    return typeof value === 'string' ? value : null;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === null) throw new Misuse(`--${name} is missing.`);
    return value;
  }

  /** All the values of an option that may be repeated; commas separate values too. */
  list(name: string): string[] {
    const value = this.#values[name];
    if (!Array.isArray(value)) return [];
    return value.filter((one) => typeof one === 'string').flatMap((one) => one.split(',').filter((part) => part !== ''));
  }
}

function parse(args: readonly string[], { options }: Pick<Command, 'options'>) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    // parseArgs explains an unknown option in two sentences; the first will do.
    throw new Misuse(error instanceof Error ? (error.message.split('. ')[0] ?? '').replace(/\.?$/, '.') : String(error));
  }
}
