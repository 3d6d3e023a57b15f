import { Readable } from 'node:stream';
import type { ExecRun, ExecSpec, TerminalSize } from '../../src/engine/ports.ts';
import type { OutputPiece } from '../../src/engine/frames.ts';

/** What a fake command may do. */
export interface FakeCommand {
  out(text: string): void;
  err(text: string): void;
  exit(code: number): void;
  onInput(listen: (bytes: Buffer) => void, ended: () => void): void;
}

/** The programs that the fake knows: echo, fail, cat (to the end of its input), hang. */
const programs: Record<string, (command: FakeCommand, args: readonly string[]) => void> = {
  echo: (command, args) => {
    command.out(`${args.join(' ')}\n`);
    command.exit(0);
  },
  fail: (command, args) => {
    command.err(`${args.join(' ')}\n`);
    command.exit(3);
  },
  cat: (command) =>
    command.onInput(
      (bytes) => command.out(bytes.toString()),
      () => command.exit(0),
    ),
  hang: (command) => command.out('waiting\n'),
};

export interface FakeExec extends ExecRun {
  readonly sizes: readonly TerminalSize[];
  readonly closed: boolean;
}

/** A command in the fake engine. Without a program of that name it ends with 127, as in Docker. */
export function fakeExec({ command: [program = '', ...args] }: Pick<ExecSpec, 'command'>): FakeExec {
  const output = new Readable({ objectMode: true, read: () => {} });
  const sizes: TerminalSize[] = [];
  let exitCode: number | null = null;
  let listen = (_bytes: Buffer): void => {};
  let ended = (): void => {};
  let closed = false;
  const push = (stream: OutputPiece['stream']) => (text: string) => void output.push({ stream, bytes: Buffer.from(text) });
  const exit = (code: number) => {
    exitCode = code;
    output.push(null);
  };
  const run = Object.hasOwn(programs, program) ? programs[program] : undefined;
  const command: FakeCommand = {
    out: push('stdout'),
    err: push('stderr'),
    exit,
    onInput: (onBytes, onEnd) => {
      listen = onBytes;
      ended = onEnd;
    },
  };
  if (run === undefined) {
    command.out(`exec: "${program}": executable file not found\r\n`);
    exit(127);
  } else run(command, args);
  return {
    execId: 'f'.repeat(64),
    status: 101,
    output,
    sizes,
    get closed() {
      return closed;
    },
    write: async (bytes) => listen(bytes),
    endInput: () => ended(),
    close: () => {
      closed = true;
      output.push(null);
    },
    resize: async (size) => void sizes.push(size),
    result: async () => ({ running: exitCode === null, exitCode }),
  };
}
