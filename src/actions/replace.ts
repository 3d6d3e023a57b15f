import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from '../engine/model.ts';
import type { EngineWriter, StopOptions } from '../engine/ports.ts';
import { conflict, timedOut, WharfingerError } from '../errors.ts';
import { EndedAs } from './ended-as.ts';
import { passingNames } from './half-replaced.ts';
import type { Work } from './operations/operation.ts';
import type { ActionHost } from './perform.ts';

export interface Replacement {
  container: Container;
  status: number;
  warnings: readonly string[];
}

/** How it runs. */
export interface Course {
  auditId: string;
  noted: (copy: string) => Promise<unknown>;
  /** A steady clock, in milliseconds. */
  elapsed: () => number;
  work: Work;
}

export interface ReplacePlan {
  old: Container;
  image: string;
  /** Set outright, beside those that the old one has of its own. */
  labels: readonly { key: string; value?: string }[];
  mayHost: boolean;
  removeOld: boolean;
  timeoutMs: number;
}

type Mirror = ActionHost['mirror'];

/** How long one without a health check must have run to pass for running, and how often is looked. */
const settleMs = 1_000;
const lookMs = 200;

/**
 * Makes the new container beside the old one, stops the old one, swaps their names, starts the new one if the old one ran, and waits until it runs and is
 * healthy. When a step fails, or the work is cancelled by then, the new one is removed and the old one is put back under its name, running if it ran.
 *
 * `noted` puts the new one's id on record before the old one is touched: by that, and by the names, repair.ts knows how far this had come.
 */
export async function replace(
  writer: EngineWriter,
  mirror: Mirror,
  plan: ReplacePlan,
  { auditId, noted, elapsed, work }: Course,
): Promise<Replacement> {
  const { old } = plan;
  const names = passingNames(old.name, auditId);
  const ran = old.state === 'running' || old.state === 'restarting';
  const labels = Object.fromEntries(plan.labels.map(({ key, value = '' }) => [key, value]));
  const step = (status: string) => {
    work.signal.throwIfAborted();
    work.report({ id: null, status });
  };
  step('making the new container');
  const copy = await writer.copyContainer(old.id, {
    name: names.next,
    image: plan.image,
    mayHost: plan.mayHost,
    ...(plan.labels.length > 0 ? { labels } : {}),
  });
  try {
    await noted(copy.id);
    step('stopping the old container');
    if (ran) await writer.stopContainer(old.id, inOwnTime(old));
    step('giving the new container its name');
    await writer.renameContainer(old.id, { name: names.old });
    await writer.renameContainer(copy.id, { name: old.name });
    if (ran) {
      step('starting the new container');
      await writer.startContainer(copy.id);
      step('waiting until the new container is well');
      await well(mirror, copy.id, plan.timeoutMs, elapsed, work.signal);
    }
    await mirror.refresh('container', copy.id);
    const container = mirror.containers.get(copy.id);
    if (container === undefined) throw conflict('The new container was removed while it was being put in place.');
    return { container, status: copy.status, warnings: [...copy.warnings, ...(await retire(writer, plan))] };
  } catch (error) {
    throw told(error, await putBack(writer, mirror, old, copy.id, ran), old);
  }
}

/** As the container itself says how it is stopped. */
export function inOwnTime({ stopTimeoutSeconds }: Container): StopOptions {
  return { signal: null, timeoutSeconds: null, ownSeconds: stopTimeoutSeconds };
}

/**
 * Whatever had been done by then: the new one goes, which frees its name, ports and addresses, and the old one has its name and runs. Gives what went wrong.
 * No copy: it is gone already.
 */
export async function putBack(
  writer: EngineWriter,
  mirror: Mirror,
  old: Pick<Container, 'id' | 'name'>,
  copy: string | null,
  ran: boolean,
): Promise<unknown[]> {
  const problems: unknown[] = [];
  const attempt = (step: Promise<unknown>) => step.catch((error: unknown) => problems.push(error));
  if (copy !== null) {
    await mirror.refresh('container', copy);
    // Not killed at once: it may be writing to the volumes that both have.
    const held = mirror.containers.get(copy);
    if (held?.state === 'running') await attempt(writer.stopContainer(copy, inOwnTime(held)));
    await attempt(writer.removeContainer(copy, { force: true, volumes: true }));
    await mirror.refresh('container', copy);
  }
  await mirror.refresh('container', old.id);
  if (mirror.containers.get(old.id)?.name !== old.name) await attempt(writer.renameContainer(old.id, { name: old.name }));
  if (ran) await attempt(writer.startContainer(old.id));
  return problems;
}

/** From here on the new one stands; what goes wrong with the old one is told, and nothing is undone. */
export async function retire(
  writer: EngineWriter,
  { old, removeOld }: Pick<ReplacePlan, 'old' | 'removeOld'>,
): Promise<string[]> {
  try {
    // Its anonymous volumes are the new one's now.
    if (removeOld) await writer.removeContainer(old.id, { force: false, volumes: false });
    // Or the engine would start both when it starts.
    else if (old.restartPolicy.name !== 'no')
      await writer.updateContainer(old.id, { restartPolicy: { name: 'no', maximumRetryCount: 0 } });
    return [];
  } catch (error) {
    return [`the old container is still there: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function told(error: unknown, problems: readonly unknown[], old: Container): unknown {
  if (!(error instanceof WharfingerError)) return error;
  const end =
    problems.length === 0
      ? 'The old container is back in its place.'
      : `Putting the old container (${old.id.slice(0, 12)}) back met with: ${inWords(problems)}.`;
  const whole = new WharfingerError(error.code, `${error.message} ${end}`, { cause: error, engineStatus: error.engineStatus });
  return problems.some(isSilence)
    ? new EndedAs('unknown', whole, ' It is repaired as soon as the engine can be reached.')
    : whole;
}

export function inWords(problems: readonly unknown[]): string {
  return problems.map((problem) => (problem instanceof Error ? problem.message : String(problem))).join('; ');
}

/** Whether the engine was not there to say anything. */
export function isSilence(error: unknown): boolean {
  return error instanceof WharfingerError && (error.code === 'ENGINE_UNAVAILABLE' || error.code === 'TIMEOUT');
}

/** Rejects with CONFLICT or TIMEOUT where it does not run, or is not healthy in time. */
export async function well(
  mirror: Mirror,
  id: string,
  timeoutMs: number,
  elapsed: () => number,
  signal?: AbortSignal,
): Promise<void> {
  const begun = elapsed();
  for (;;) {
    await delay(lookMs);
    signal?.throwIfAborted();
    await mirror.refresh('container', id);
    const now = mirror.containers.get(id);
    if (now === undefined) throw conflict('The new container is gone.');
    if (now.state !== 'running' || now.restartCount > 0)
      throw conflict(`The new container does not run: it is ${now.state}, its exit code is ${now.exitCode ?? 'not known'}.`);
    const checked = now.healthCheck !== null && now.healthCheck.test.length > 0 && now.healthCheck.test[0] !== 'NONE';
    if (!checked && elapsed() - begun >= settleMs) return;
    if (checked && now.health?.status === 'healthy') return;
    if (checked && now.health?.status === 'unhealthy') throw conflict('The new container is unhealthy.');
    if (elapsed() - begun > timeoutMs) throw timedOut(`The new container was not healthy after ${timeoutMs / 1000} s.`);
  }
}
