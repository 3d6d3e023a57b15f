import { readFileSync } from 'node:fs';
import type { Read } from '../access/policy-read.ts';
import { readExpectations, readPolicy } from '../access/policy-read.ts';
import { tryExpectation } from '../access/policy-test.ts';
import { Misuse, type Command, type ExitCode, type Surroundings } from './command.ts';

const text = { type: 'string' } as const;

export const check: Command = {
  usage: 'FILE\n\nExit code 1, with every problem and where it is, for a file that is no policy.',
  options: {},
  positionals: 1,
  run(given, around) {
    const path = named(given.positionals);
    const read = readPolicy(content(path));
    if (!read.ok) return Promise.resolve(wrong(path, read, around));
    const { policy, tests } = read.value;
    const own = policy.ownRoles.size;
    around.out(`${path}: a policy of ${own} roles and ${policy.scopes.size} scopes, ${tests.length} tests; hash ${policy.hash}`);
    return Promise.resolve(0);
  },
};

export const test: Command = {
  usage: `FILE [options]

  --tests FILE  a file of expectations, in place of those of the policy itself

Each expectation says who, what, on what, and whether that must be allowed. Exit code 1 when one is not met.`,
  options: { tests: text },
  positionals: 1,
  run(given, around) {
    const path = named(given.positionals);
    const read = readPolicy(content(path));
    if (!read.ok) return Promise.resolve(wrong(path, read, around));
    const elsewhere = given.text('tests');
    const found = elsewhere === null ? { ok: true as const, value: read.value.tests } : readExpectations(content(elsewhere));
    if (!found.ok) return Promise.resolve(wrong(elsewhere ?? path, found, around));
    if (found.value.length === 0) throw new Misuse('There is nothing to test: neither "tests" in the policy nor --tests.');
    const tried = found.value.map((one, index) => ({ index, ...tryExpectation(read.value.policy, one) }));
    const failed = tried.filter(({ met }) => !met);
    for (const { index, words, came } of failed) around.out(`tests[${index}]: ${words}: ${came}`);
    around.out(`${tried.length - failed.length} of ${tried.length} as expected.`);
    return Promise.resolve(failed.length === 0 ? 0 : 1);
  },
};

function named(positionals: readonly string[]): string {
  const [path] = positionals;
  if (path === undefined) throw new Misuse('The file is missing.');
  return path;
}

function content(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
  }
}

function wrong(path: string, read: Read<unknown> & { ok: false }, around: Surroundings): ExitCode {
  for (const problem of read.problems) around.err(`${path}: ${problem}`);
  return 1;
}
