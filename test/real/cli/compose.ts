import { ensureProgram } from '../../../src/demo/install.ts';

/** The path of Debian's docker-compose, which is installed where it is not. */
export function ensureCompose(): Promise<string> {
  return ensureProgram('docker-compose', (line) => void process.stderr.write(`${line}\n`));
}
