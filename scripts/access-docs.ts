// Writes docs/access.md out of the catalogue of actions, roles and errors. With --check it only tells whether the file is up to date (exit code 1 when not).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionNames, actions, roles, type Action } from '../src/catalogue.ts';
import { errorCodes } from '../src/errors.ts';

const target = join(import.meta.dirname, '../docs/access.md');

const names = Object.entries(roles).map(([name, { words, allows }]) => ({ name, words, allows: new Set<Action>(allows) }));
const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const line = (columns: number) => row(...Array<string>(columns).fill('---'));

const text = `# Who may do what

Made from the catalogue by \`npm run generate\`; do not edit.

Every request but \`/livez\`, \`/readyz\` and the static files of the IDE needs a token, in the header \`Authorization: Bearer whf_...\` or, on a WebSocket, in
\`connection_init\` as \`{"authorization": "Bearer whf_..."}\`. A token in a URL is refused. A token has a role, may have further actions granted beside it, a time at
which it ends, and addresses it may be used from; nobody can make one that may more, lives longer, or is used from further away than their own. Revoking a token ends those it has made
as well, at once for new requests and within five seconds on open streams. What a token can reach may be limited by a scope, and roles can be added by a policy file:
[access-policy.md](access-policy.md) says how. People and pipelines can come with the signed token of a provider of identities, or with a client certificate, instead:
[access-identity.md](access-identity.md).

The first start makes one admin token and prints it once on standard error. \`WHARFINGER_ADMIN_TOKEN\` sets it instead; \`wharfinger token generate\` makes a value for it.
Further ones come from \`createToken\` or \`wharfinger token create\`, which works on the machine itself, also while the server runs.

## Roles

${names.map(({ name, words }) => `- **${name}**: ${words}.`).join('\n')}

${row('action', 'which is to', ...names.map(({ name }) => name))}
${line(2 + names.length)}
${actionNames
  .map((action) => row(`\`${action}\``, actions[action].words, ...names.map(({ allows }) => (allows.has(action) ? 'yes' : ''))))
  .join('\n')}

An action that may leak something (environment, logs, processes, changes, tokens) is recorded like one that changes something. What is refused is recorded as well; credentials
that are no good are recorded as \`auth.refused\`, counted by address and minute.

## Error codes

GraphQL has them in \`errors[].extensions.code\`, other answers in \`error.code\`; \`auditId\` beside it names the record of the attempt, where there is one.

${row('code', 'HTTP', 'meaning')}
${line(3)}
${Object.entries(errorCodes)
  .map(([code, { http, meaning }]) => row(`\`${code}\``, String(http), meaning))
  .join('\n')}
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write('docs/access.md is out of date: run "npm run generate".\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
