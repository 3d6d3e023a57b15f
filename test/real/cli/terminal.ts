import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const driver = fileURLToPath(new URL('under_terminal.py', import.meta.url));

/** A command under a pseudo-terminal, with somebody who types and reads. */
export class PseudoTerminal {
  readonly #child;
  readonly #ended: Promise<unknown[]>;
  #shown = '';
  #read = 0;
  #closed = false;
  #look: () => void = () => undefined;

  constructor(command: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = spawn('python3', [driver, ...command], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#ended = once(this.#child, 'close');
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text;
      this.#look();
    });
    this.#child.once('close', () => {
      this.#closed = true;
      this.#look();
    });
  }

  type(text: string): void {
    this.#child.stdin.write(`${JSON.stringify(text)}\n`);
  }

  resize(rows: number, columns: number): void {
    this.#child.stdin.write(`${JSON.stringify([rows, columns])}\n`);
  }

  /** Resolves when the text is shown, behind what was waited for before. Rejects when the command ends without having shown it. */
  async shows(text: string): Promise<void> {
    for (;;) {
      const at = this.#shown.indexOf(text, this.#read);
      if (at !== -1) {
        this.#read = at + text.length;
        return;
      }
      if (this.#closed) throw new Error(`it ended without ${JSON.stringify(text)}: ${JSON.stringify(this.#shown)}`);
      await new Promise<void>((resolve) => (this.#look = resolve));
    }
  }

  /** The exit code, once the command has ended. */
  async ended(): Promise<unknown> {
    const [code] = await this.#ended;
    return code;
  }

  /** Ends the command, whatever it does. */
  close(): void {
    this.#child.stdin.end();
  }
}
