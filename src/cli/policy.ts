import { readFileSync } from 'node:fs';
import type { Read } from '../access/policy-read.ts';
import { readExpectations, readPolicy } from '../access/policy-read.ts';
import { decide, decideOfToken, tryExpectation } from '../access/policy-test.ts';
import { builtInPolicy } from '../access/policy.ts';
import { storedTokens } from '../access/rows.ts';
import type { Config } from '../config.ts';
import { openExisting } from './audit-filter.ts';
import { Misuse, type Command, type ExitCode, type Given, type Surroundings } from './command.ts';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

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

export const explain: Command = {
  usage: `[FILE] --action ACTION [options]

  --action ACTION      what is to be done, for example container.stop
  --role ROLE          the role of whoever asks; none: the permissions alone
  --permission ACTION  an action beside the role's; may be repeated
  --scope NAME         a scope of the policy; may be repeated
  --token ID           a token that there is, in place of those three; read from the database, also while a server runs
  --type KIND          container, image, network, volume or host; that of the action when left out
  --name NAME          the name of what it is done to, or the reference of an image
  --label KEY=VALUE    a label of it; may be repeated
  --image REFERENCE    what it was made from
  --host NAME          the host it is on; local when left out

Says what would be decided, by which rule and why. FILE: the policy; that of WHARFINGER_POLICY, or the built-in rules, when left out. Exit code 1 for what is denied.`,
  options: {
    action: text,
    role: text,
    permission: texts,
    scope: texts,
    token: text,
    type: text,
    name: text,
    label: texts,
    image: text,
    host: text,
  },
  positionals: 1,
  async run(given, around) {
    const path = given.positionals[0] ?? around.config().policy.path;
    const read = path === null ? null : readPolicy(content(path));
    if (read !== null && !read.ok) return wrong(path ?? '', read, around);
    const policy = read === null ? builtInPolicy : read.value.policy;
    const [role, permissions, scopes] = [given.text('role'), given.list('permission'), given.list('scope')];
    const asked = { action: given.required('action'), target: targetOf(given) };
    const id = given.text('token');
    if (id !== null && (role !== null || permissions.length > 0 || scopes.length > 0))
      throw new Misuse('--token stands for --role, --permission and --scope: the one or the others.');
    const decision =
      id === null
        ? decide(policy, { who: { ...(role === null ? {} : { role }), permissions, scopes }, ...asked })
        : decideOfToken(policy, { tokens: await tokensIn(around.config()), id, now: Date.now() }, asked);
    if ('unknown' in decision) throw new Misuse(`Under this policy ${decision.unknown}.`);
    const { allow, rule, reason, policyHash } = decision;
    around.out(`${allow ? 'allowed' : 'denied'} by ${rule}, under the policy ${policyHash}${reason === '' ? '' : `: ${reason}`}`);
    return allow ? 0 : 1;
  },
};

async function tokensIn({ databaseUrl: url }: Config) {
  const store = await openExisting(url);
  try {
    return await storedTokens(store);
  } finally {
    await store.close();
  }
}

const kinds = ['container', 'image', 'network', 'volume', 'host'] as const;

/** What it is done to; undefined where nothing was said of it, and the permission alone is asked for. */
function targetOf(given: Given) {
  const [kind, name, image, host] = ['type', 'name', 'image', 'host'].map((option) => given.text(option));
  const labels = given.list('label').map((one): [string, string] => {
    const [key = '', ...value] = one.split('=');
    return [key, value.join('=')];
  });
  if (labels.length === 0 && !kind && !name && !image && !host) return undefined;
  const type = kinds.find((known) => known === kind);
  if (kind && type === undefined) throw new Misuse(`--type: one of ${kinds.join(', ')}.`);
  return {
    labels: Object.fromEntries(labels),
    ...(type === undefined ? {} : { type }),
    ...(name ? { name } : {}),
    ...(image ? { image } : {}),
    ...(host ? { host } : {}),
  };
}

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
