import { holders } from '../access/certificates/holders.ts';
import { identifier } from '../access/identify.ts';
import { fetchJson } from '../access/oidc/fetch.ts';
import { people } from '../access/oidc/people.ts';
import { openTokens } from '../access/open.ts';
import { recordPolicy } from '../access/policy-events.ts';
import { PolicyInForce } from '../access/policy-file.ts';
import { createGate } from '../edge/gate.ts';
import { rateLimiter } from '../edge/rate.ts';
import { refusalRecorder } from '../edge/refusals.ts';
import type { AppDeps, OpenRecord } from './record.ts';

export type Callers = Awaited<ReturnType<typeof openCallers>>;

/** The rules, who may come in, and the gate at which both are asked. */
export async function openCallers({ config, log, clock }: AppDeps, { store, audit }: OpenRecord, opening: AsyncDisposableStack) {
  const now = () => clock.now();
  const elapsed = () => performance.now();
  const policy = new PolicyInForce({
    ...config.policy,
    heard: (news) => {
      if (news.kind === 'loaded')
        log.info({ path: config.policy.path, hash: news.policy.hash }, 'the policy has come into force');
      else
        log.error({ path: config.policy.path, problems: news.problems }, 'the policy is no good: the one before stays in force');
      recordPolicy(audit, config.policy.path ?? '', news).catch((error: unknown) =>
        log.warn({ err: error }, 'what became of the policy could not be put on record'),
      );
    },
  });
  opening.defer(() => policy.close());
  if (config.policy.path !== null) await recordPolicy(audit, config.policy.path, { kind: 'loaded', policy: policy.current });
  policy.watch();
  const tokens = await openTokens({ store, keyDir: config.keyDir, now, log });
  opening.defer(() => tokens.close());
  const firstToken = await tokens.ensureFirst(config.adminToken);
  const refusals = refusalRecorder({
    audit,
    rules: policy,
    onLost: (error) => log.warn({ err: error }, 'a refused credential could not be put on record'),
  });
  opening.defer(() => refusals.close());
  const gate = createGate({
    identifier: identifier(
      tokens,
      policy,
      people({ rules: policy, now, elapsed, fetchJson, log }),
      holders({ rules: policy, now }),
    ),
    refusals,
    limit: rateLimiter(config.http.rateLimit, elapsed),
  });
  return { policy, tokens, firstToken, gate };
}
