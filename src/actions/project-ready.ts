import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from '../engine/model.ts';
import { conflict, timedOut } from '../errors.ts';
import { notBegun } from './parent.ts';
import type { ActionHost } from './perform.ts';
import { serviceOf, type Dependency } from './project-order.ts';

const lookMs = 200;

export interface Patience {
  /** Milliseconds. */
  timeoutMs: number;
  /** A steady clock, in milliseconds. */
  elapsed: () => number;
  /** Ends it: CONFLICT. */
  signal: AbortSignal;
}

/**
 * Resolves when what this depends on is as it has to be. CONFLICT where it cannot become so any more, TIMEOUT when it takes too long. Services that are not
 * among `all` are not waited for.
 */
export async function ready(
  mirror: ActionHost['mirror'],
  dependencies: readonly Dependency[],
  all: readonly Container[],
  { timeoutMs, elapsed, signal }: Patience,
): Promise<void> {
  const begun = elapsed();
  for (const { service, condition } of dependencies) {
    for (const { id, name } of all.filter((one) => serviceOf(one) === service)) {
      while (!holds(mirror.containers.get(id), condition, name)) {
        if (elapsed() - begun >= timeoutMs)
          throw timedOut(`Not started: ${name}, which it depends on, was not ${words(condition)} after ${timeoutMs / 1000} s.`);
        if (signal.aborted) throw notBegun();
        await delay(lookMs);
        await mirror.refresh('container', id);
      }
    }
  }
}

function holds(now: Container | undefined, condition: string, name: string): boolean {
  if (now === undefined) throw conflict(`Not started: ${name}, which it depends on, is gone.`);
  if (condition === 'service_completed_successfully') {
    if (now.state === 'exited' && now.exitCode !== 0)
      throw conflict(`Not started: ${name}, which it depends on, has ended with exit code ${now.exitCode ?? 'not known'}.`);
    return now.state === 'exited';
  }
  // It was started, and may have ended since: more was not asked for.
  if (condition !== 'service_healthy') return true;
  if (now.state !== 'running') throw conflict(`Not started: ${name}, which it depends on, does not run.`);
  if (now.health === null) return true;
  if (now.health.status === 'unhealthy') throw conflict(`Not started: ${name}, which it depends on, is unhealthy.`);
  return now.health.status === 'healthy';
}

function words(condition: string): string {
  return condition === 'service_healthy' ? 'healthy' : 'done';
}
