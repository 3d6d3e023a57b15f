import type { ErrorCode } from '../../../src/errors.ts';
import { image } from '../../support/real-engine.ts';

/** One mutation: its name, its input, and what is asked for of its payload. */
export type Act = readonly [mutation: string, input: object, selection?: string];

/** What a command came to. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

interface Command {
  /** As the Docker CLI reference names it. */
  command: string;
  /** Which of its arguments, or what it is done to. */
  about: string;
  /** What the Docker CLI is told beforehand. */
  given?: readonly string[];
  /** What the Docker CLI is told: words apart by blanks, in double quotes where they hold one. */
  cli: string;
}

/**
 * Something that is done twice, each time to objects of the same names, made anew: by the Docker CLI and by Wharfinger. What the engine then says of them must be
 * the same, but for what differs each time.
 */
export interface Change extends Command {
  act: Act | readonly Act[];
  /** The exit code of the Docker CLI; 0 when left out, and anything else where both are refused. Null where it depends on the machine. */
  exits?: number | null;
  /** What the Docker CLI reads. */
  stdin?: string;
  /** What the engine is asked afterwards; the object that the command is about when left out. */
  see?: readonly string[];
  /** Keys in what it then says that may differ. */
  but?: readonly string[];
  /** Both are refused, Wharfinger with this code. */
  refused?: ErrorCode;
  /** The Docker CLI leaves what was given as it was, so that Wharfinger can work on the same; what is refused leaves it so unless this says otherwise. */
  keeps?: boolean;
  /** What the Docker CLI is told so that all is as it was given, where it has not been left so. */
  back?: string;
  /** What the two have answered, in the same form. The payload is that of the last mutation. */
  said?: { cli: (ran: Ran) => unknown; ours: (payload: unknown) => unknown };
  /** What the Docker CLI is told before the engine is asked. */
  after?: string;
}

/**
 * Something that both are asked about the same object; what they say must be the same, in the form that the two functions give it. `{id}` in what is asked is the
 * object's id.
 */
export interface Read extends Command {
  query: string;
  /** Of a subscription: how many results it takes. */
  results?: number;
  cliSays: (stdout: string) => unknown;
  weSay: (data: unknown) => unknown;
}

export type Row = Change | Read;

/** Commands that sleep: one that goes at once when it is told to, as what is in it does not listen to signals. */
export const sleeper = `run -d --init --name % ${image} sleep 600`;

/** A row about `docker create`, or with `run` about `docker run -d`. */
export function making(verb: 'create' | 'run', flags: string, input: object, more: Partial<Change> = {}): Change {
  const words = flags === '' ? '' : `${flags} `;
  return {
    command: `docker container ${verb}`,
    about: flags,
    cli: `${verb}${verb === 'run' ? ' -d' : ''} --name % ${words}${image} sleep 600`,
    act: [`${verb}Container`, { name: '%', image, command: ['sleep', '600'], ...input }],
    ...more,
  };
}

/** Lines without their order. */
export function lines(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

/** A value of an answer as words; `absent` where there is none. */
export function wordsOf(value: unknown, absent: string): string {
  if (value === undefined || value === null) return absent;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
