import { actionNames, roles } from '../catalogue.ts';
import type { AdminAnswer, ShownToken } from '../edge/admin-protocol.ts';
import { administer, userName } from './administer.ts';
import { Misuse, type Given, type Command, type ExitCode, type Surroundings } from './command.ts';
import { table } from './table.ts';
import { duration } from './time.ts';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

export const create: Command = {
  usage: `--name NAME [--role ROLE] [options]

  --name NAME          a name to know it by
  --role ROLE          ${Object.keys(roles).join(', ')}, or one of the policy; none: the permissions alone
  --permission ACTION  an action beside the role's, for example container.logs; may be repeated
  --address BLOCK      an IP address or CIDR block it may be used from; may be repeated
  --expires TIME       how long it is good for, for example 30d; WHARFINGER_TOKEN_EXPIRY when left out
  --description TEXT   what it is for
  --scope NAME         a scope of the policy, all it can reach
  --labels SELECTOR    reaches only what has these labels, for example team=web,env!=prod
  --names PATTERN      reaches only what is called so; * stands for any characters; may be repeated
  --images PATTERN     reaches only these images and containers made from them; may be repeated
  --hosts NAME         reaches only these hosts; may be repeated
  --reason TEXT        why, for the audit log
  --json               print the token and its secret as JSON

The secret goes to standard output, everything else to standard error.`,
  options: {
    name: text,
    role: text,
    permission: texts,
    address: texts,
    expires: text,
    reason: text,
    json: flag,
    description: text,
    scope: text,
    labels: text,
    names: texts,
    images: texts,
    hosts: texts,
  },
  positionals: 0,
  async run(given, around) {
    const permissions = given.list('permission');
    const unknown = permissions.find((name) => !actionNames.some((action) => action === name));
    if (unknown !== undefined)
      throw new Misuse(`--permission: there is no action "${unknown}". There are: ${actionNames.join(', ')}.`);
    const expires = given.text('expires');
    const answer = await administer(around.config(), {
      method: 'createToken',
      user: userName(),
      input: {
        name: given.required('name'),
        role: given.text('role'),
        ...optional({ description: given.text('description'), scope: given.text('scope'), limits: limitsOf(given) }),
        permissions,
        addresses: given.list('address'),
        expiresInMs: expires === null ? null : duration('expires', expires),
        reason: given.text('reason'),
      },
    });
    if (!('created' in answer)) return unexpected(answer, around);
    const { created, secret } = answer;
    if (given.flag('json')) {
      around.out(JSON.stringify({ token: created, secret, auditId: answer.auditId }));
      return 0;
    }
    around.err(
      `Token ${created.id} ("${created.name}", ${created.role}), ${created.expiresAt === null ? 'without end' : `until ${created.expiresAt}`}.`,
    );
    around.err('This is its secret; it is shown this once:');
    around.out(secret);
    return 0;
  },
};

export const list: Command = {
  usage: `[options]

  --all   also those that were revoked or have expired
  --json  one JSON object a line`,
  options: { all: flag, json: flag },
  positionals: 0,
  async run(given, around) {
    const answer = await administer(around.config(), { method: 'listTokens', user: userName() });
    if (!('tokens' in answer)) return unexpected(answer, around);
    const now = Date.now();
    const tokens = given.flag('all') ? answer.tokens : answer.tokens.filter((token) => stateOf(token, now) === 'valid');
    const lines = given.flag('json')
      ? tokens.map((token) => JSON.stringify(token))
      : table(
          headings,
          tokens.map((token) => row(token, now)),
          around.terminal,
        );
    for (const line of lines) around.out(line);
    return 0;
  },
};

export const revoke: Command = {
  usage: `ID [options]

  --reason TEXT  why, for the audit log`,
  options: { reason: text },
  positionals: 1,
  async run(given, around) {
    const [tokenId] = given.positionals;
    if (tokenId === undefined) throw new Misuse('The id of the token is missing; "wharfinger token list" shows it.');
    const answer = await administer(around.config(), {
      method: 'revokeToken',
      user: userName(),
      input: { tokenId, reason: given.text('reason') },
    });
    if (!('revoked' in answer)) return unexpected(answer, around);
    around.err(
      answer.changed ? `Token ${tokenId} ("${answer.revoked.name}") is revoked.` : `Token ${tokenId} was revoked already.`,
    );
    return 0;
  },
};

function limitsOf(given: Given) {
  const list = (name: string) => (given.list(name).length > 0 ? given.list(name) : null);
  const limits = optional({ hosts: list('hosts'), labels: given.text('labels'), names: list('names'), images: list('images') });
  return Object.keys(limits).length > 0 ? limits : null;
}

/** The fields that were given. */
function optional<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const given: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== null && value !== undefined) given[key] = value;
  }
  return given;
}

const headings = ['ID', 'NAME', 'ROLE', 'ALSO', 'FROM', 'MADE BY', 'MADE', 'EXPIRES', 'LAST USED', 'STATE'];

function row(token: ShownToken, now: number): string[] {
  const { id, name, role, permissions, addresses, createdBy, createdAt, expiresAt, lastUsedAt } = token;
  const day = (time: string | null) => time?.slice(0, 16).concat('Z') ?? '-';
  const joined = (values: readonly string[], none: string) => values.join(',') || none;
  return [
    id,
    name,
    role,
    joined(permissions, '-'),
    joined(addresses, 'anywhere'),
    createdBy,
    day(createdAt),
    day(expiresAt),
    day(lastUsedAt),
    stateOf(token, now),
  ];
}

function stateOf({ revokedAt, expiresAt }: ShownToken, now: number): 'valid' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'valid';
}

function unexpected(answer: AdminAnswer, around: Surroundings): ExitCode {
  if (!('error' in answer)) throw new Error('The serving Wharfinger answered another question than was asked.');
  const { code, message, auditId } = answer.error;
  around.err(`wharfinger: ${message} (${code}${auditId === null ? '' : `, audit event ${auditId}`})`);
  return code === 'NOT_FOUND' || code === 'CONFLICT' ? 1 : 2;
}
