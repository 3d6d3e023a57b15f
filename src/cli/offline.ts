import { randomBytes, randomUUID } from 'node:crypto';
import { authorize } from '../access/authorize.ts';
import { loadOrMakeKey } from '../access/keys.ts';
import { openTokens } from '../access/open.ts';
import { PolicyInForce } from '../access/policy-file.ts';
import { auditLogActions } from '../actions/audit-log.ts';
import { recordAuditRead } from '../actions/audit-reads.ts';
import { IdempotencyKeys } from '../actions/idempotency.ts';
import { Operations } from '../actions/operations/operations.ts';
import { Running } from '../actions/running.ts';
import { tokenActions } from '../actions/tokens.ts';
import { openAuditLog } from '../audit/open.ts';
import { openCheckpoints, wayOut } from '../audit/open-checkpoints.ts';
import { redactionKeyPath, redactor } from '../audit/redact.ts';
import type { Config } from '../config.ts';
import { administer as carryOut } from '../edge/admin.ts';
import type { AdminAnswer, AdminRequest } from '../edge/admin-protocol.ts';
import { createLog } from '../edge/log.ts';
import { systemClock } from '../mirror/clock.ts';
import { openStore } from '../store/open.ts';
import { takeOwnership } from '../store/owner.ts';

/** Carries out a request in this process, which owns the state meanwhile. On record like everything else. Rejects when another process owns it. */
export async function administerHere(config: Config, request: AdminRequest): Promise<AdminAnswer> {
  const now = () => Date.now();
  const log = createLog({ level: 'warn', format: 'auto' }, { stream: process.stderr, terminal: process.stderr.isTTY });
  await using held = new AsyncDisposableStack();
  const owner = takeOwnership(config.stateDir);
  held.defer(() => owner.release());
  const store = await openStore({ url: config.databaseUrl, log });
  held.defer(() => store.close());
  const audit = await openAuditLog({ store, now, log });
  const checkpoints = await openCheckpoints({
    ...config,
    audit,
    read: store.read,
    loadKey: (path) => loadOrMakeKey(path, randomBytes),
    newId: randomUUID,
    clock: systemClock,
    log,
  });
  held.defer(() => checkpoints.close());
  held.defer(() => audit.close());
  if (checkpoints.found !== null && request.method !== 'acceptAuditLog') throw new Error(`${checkpoints.found} ${wayOut}`);
  const tokens = await openTokens({ store, keyDir: config.keyDir, now, log });
  const operations = new Operations({ now, onDefect: () => {} });
  const redact = redactor(loadOrMakeKey(redactionKeyPath(config.keyDir), randomBytes).bytes);
  const recorder = { audit, authorize, elapsed: () => performance.now(), running: new Running(), operations, redact };
  // No key is ever given on the command line.
  const keys = new IdempotencyKeys({ recorder, now, recall: () => Promise.resolve(null) });
  const rules = new PolicyInForce({ ...config.policy, heard: () => undefined });
  const useCases = {
    tokens: tokenActions({ ...recorder, keys, tokens, now, rules, expiry: config.tokenExpiry }),
    auditLog: auditLogActions({ ...recorder, checkpoints }),
    noteRead: recordAuditRead(recorder),
  };
  return await carryOut(useCases, log, request);
}
