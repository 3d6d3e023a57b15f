import { randomUUID } from 'node:crypto';
import type { Intent, Outcome } from '../../src/audit/log.ts';

/** An intent to stop a container, with what a test wants otherwise. */
export function intentOf(changes: Partial<Intent> = {}): Intent {
  return {
    auditId: randomUUID(),
    action: 'container.stop',
    actor: { type: 'token', id: 'tok-1', name: 'anna' },
    authMethod: 'token',
    tokenId: 'tok-1',
    source: { transport: 'graphql', address: '127.0.0.1', port: 40_000, userAgent: 'curl/8', requestId: 'req-1', claimed: {} },
    host: 'local',
    target: { type: 'container', id: 'c'.repeat(64), name: 'web', image: 'nginx:1.27', labels: {} },
    params: { ref: 'web' },
    reason: null,
    decision: { allow: true, rule: 'role:operator', policyHash: '0123456789abcdef' },
    before: { state: 'running', exitCode: null, details: {} },
    origin: 'own',
    parent: null,
    ...changes,
  };
}

export function outcomeOf(auditId: string, changes: Partial<Outcome> = {}): Outcome {
  return {
    auditId,
    result: 'success',
    engineStatus: 204,
    error: null,
    durationMs: 12.5,
    after: { state: 'exited', exitCode: 0, details: {} },
    targetId: null,
    origin: 'own',
    ...changes,
  };
}
