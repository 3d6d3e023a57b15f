import { randomUUID } from 'node:crypto';
import type { AuditWriter, Intent, Outcome } from '../audit/log.ts';
import type { PolicyNews } from './policy-file.ts';

/** Puts on record that a policy file has come into force, or was refused. Rejects when it cannot be stored. */
export async function recordPolicy(audit: Pick<AuditWriter, 'refused'>, path: string, news: PolicyNews): Promise<void> {
  const auditId = randomUUID();
  const { hash } = news.kind === 'loaded' ? news.policy : news.inForce;
  const problems = news.kind === 'loaded' ? [] : news.problems;
  const source: Intent['source'] = {
    transport: 'system',
    address: null,
    port: null,
    userAgent: null,
    requestId: null,
    claimed: {},
  };
  const intent: Intent = {
    auditId,
    action: news.kind === 'loaded' ? 'policy.loaded' : 'policy.rejected',
    actor: { type: 'system', id: 'system', name: 'system' },
    authMethod: 'none',
    tokenId: null,
    source,
    host: null,
    target: null,
    params: { path, hash, ...(problems.length > 0 ? { problems: problems.join(' ').slice(0, 4000) } : {}) },
    reason: null,
    decision: { allow: true, rule: 'system', policyHash: hash },
    before: null,
    origin: 'own',
    parent: null,
  };
  const error = problems.length === 0 ? null : { code: 'BAD_INPUT', message: problems.join(' ').slice(0, 2000) };
  const outcome: Outcome = {
    auditId,
    result: error === null ? 'success' : 'failure',
    engineStatus: null,
    error,
    durationMs: 0,
    after: null,
    targetId: null,
    origin: 'own',
  };
  await audit.refused(intent, outcome);
}
