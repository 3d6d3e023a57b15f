import { existsSync } from 'node:fs';
import { readLastLine } from '../audit/checkpoint-file.ts';
import { checkpointsPath, publicKeysPath } from '../audit/paths.ts';
import type { AdminAnswer, AdminRequest } from '../edge/admin-protocol.ts';
import { administer, userName } from './administer.ts';
import type { Command, ExitCode, Given, Surroundings } from './command.ts';

const text = { type: 'string' } as const;

export const checkpoint: Command = {
  usage: `

Prints the latest checkpoint as one line. Keep it where whoever runs this machine cannot change it: "wharfinger audit verify --trust FILE" holds the log
against it.`,
  options: {},
  positionals: 0,
  run(_given, around) {
    const path = checkpointsPath(around.config().stateDir);
    const line = existsSync(path) ? readLastLine(path) : null;
    if (line === null) throw new Error(`There is no checkpoint at ${path} yet.`);
    around.out(line);
    return Promise.resolve(0);
  },
};

export const rotateKey: Command = {
  usage: `[options]

  --reason TEXT  why, for the audit log

Makes a new key that signs the checkpoints from now on. The old one signs that it does; then it is gone.`,
  options: { reason: text },
  positionals: 0,
  async run(given, around) {
    const answer = await ask('rotateAuditKey', given, around);
    if (!('keyId' in answer)) return refused(answer, around);
    around.out(`The key ${answer.keyId} signs from now on, in place of ${answer.before}.`);
    around.err(`Keep a copy of ${publicKeysPath(around.config().keyDir)}, which names both.`);
    return 0;
  },
};

export const accept: Command = {
  usage: `[options]

  --reason TEXT  why, for the audit log

Goes on with an audit log that does not fit its checkpoints, for which the server refuses to start: after an old copy of the database was put back, or the
checkpoints were lost. What did not fit is put on record, and "wharfinger audit verify" goes on telling it.`,
  options: { reason: text },
  positionals: 0,
  async run(given, around) {
    const answer = await ask('acceptAuditLog', given, around);
    if (!('accepted' in answer)) return refused(answer, around);
    around.out(`Accepted, and on record as ${answer.auditId}: ${answer.accepted}`);
    return 0;
  },
};

function ask(method: Extract<AdminRequest, { reason: unknown }>['method'], given: Given, around: Surroundings) {
  return administer(around.config(), { method, user: userName(), reason: given.text('reason') });
}

function refused(answer: AdminAnswer, around: Surroundings): ExitCode {
  if (!('error' in answer)) throw new Error('The serving Wharfinger answered another question than was asked.');
  const { code, message, auditId } = answer.error;
  around.err(`wharfinger: ${message} (${code}${auditId === null ? '' : `, audit event ${auditId}`})`);
  return code === 'CONFLICT' ? 1 : 2;
}
