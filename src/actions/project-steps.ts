import type { Container } from '../engine/model.ts';
import { WharfingerError } from '../errors.ts';
import { inTurn } from './bulk.ts';
import type { ContainerActions } from './containers.ts';
import { part, withoutTurn, type Part } from './parent.ts';
import { dependenciesOf, serviceOf, waves } from './project-order.ts';
import { ready } from './project-ready.ts';
import { objectsOf, removeObjects, toldOf } from './project-remove.ts';
import type { Job, ObjectDeps, ProjectItem, ProjectVerb } from './project-job.ts';

export interface StepDeps extends ObjectDeps {
  containers: Pick<ContainerActions, ProjectVerb>;
  /** A steady clock, in milliseconds. */
  elapsed: () => number;
}

/** Container by container, in the order of what depends on what; four at a time where the order allows it. */
export async function carryOut(deps: StepDeps, verb: ProjectVerb, job: Job): Promise<readonly ProjectItem[]> {
  const order = waves(job.containers);
  const done = new Map<string, ProjectItem>();
  for (const wave of verb === 'start' || verb === 'restart' ? order : order.toReversed()) {
    const items = await inTurn(wave, async (container) => {
      if (job.work.signal.aborted) return itemOf(container, withoutTurn());
      const item = await onContainer(deps, verb, job, container, done);
      job.work.report({ id: item.key, status: toldOf(item) });
      return item;
    });
    for (const item of items) done.set(item.key, item);
  }
  const items = [...done.values()];
  return verb === 'remove' ? [...items, ...(await removeObjects(deps, job, items))] : items;
}

async function onContainer(
  deps: StepDeps,
  verb: ProjectVerb,
  job: Job,
  container: Container,
  done: ReadonlyMap<string, ProjectItem>,
): Promise<ProjectItem> {
  const { caller, source, input, host, parent } = job;
  const one = { ref: container.id, host: host.name, reason: input.reason };
  const { timeoutSeconds } = input;
  if (verb === 'start') {
    const obstacle = await notReady(deps, job, container, done);
    if (obstacle !== null) return itemOf(container, { value: null, changed: false, error: obstacle, auditId: null });
    return itemOf(container, await part(() => deps.containers.start(caller, source, one, parent)));
  }
  if (verb !== 'remove')
    return itemOf(container, await part(() => deps.containers[verb](caller, source, { ...one, timeoutSeconds }, parent)));
  const force = input.force === true;
  if (!force && isLive(container)) {
    const stopped = await part(() => deps.containers.stop(caller, source, { ...one, timeoutSeconds }, parent));
    if (stopped.error !== null) return itemOf(container, stopped);
  }
  const options = { ...one, force, volumes: input.volumes };
  return itemOf(container, await part(() => deps.containers.remove(caller, source, options, parent)));
}

const patienceSeconds = 60;

/** Why a container cannot be started yet, nor later: what it depends on has failed, or takes too long. */
async function notReady(
  deps: StepDeps,
  { host, containers, input, work }: Job,
  container: Container,
  done: ReadonlyMap<string, ProjectItem>,
): Promise<WharfingerError | null> {
  const others = containers.filter((one) => done.get(one.id)?.error === null);
  const dependencies = dependenciesOf(container);
  const failed = containers.find(
    (one) => (done.get(one.id)?.error ?? null) !== null && dependencies.some(({ service }) => service === serviceOf(one)),
  );
  if (failed !== undefined) {
    const code = done.get(failed.id)?.error?.code ?? 'CONFLICT';
    return new WharfingerError(code, `Not started: ${failed.name}, which it depends on, could not be started.`);
  }
  const { signal } = work;
  const patience = { timeoutMs: (input.timeoutSeconds ?? patienceSeconds) * 1000, elapsed: deps.elapsed, signal };
  const { error } = await part(async () => {
    await ready(host.mirror, dependencies, others, patience);
    return { value: null, changed: false, auditId: '' };
  });
  return error;
}

/** What would be done, as far as the states tell, in the order in which it would. */
export function foretold(verb: ProjectVerb, { input, containers, project }: Job): ProjectItem[] {
  const order = verb === 'start' || verb === 'restart' ? waves(containers) : waves(containers).toReversed();
  const would = (one: Container) => (verb === 'start' ? !isLive(one) : verb === 'stop' ? isLive(one) : true);
  const nothing: Part<Container> = { value: null, changed: true, error: null, auditId: null };
  const items = order.flat().map((one) => itemOf(one, { ...nothing, changed: would(one) }));
  if (verb !== 'remove') return items;
  return [...items, ...objectsOf(project, input).map((one) => ({ ...one, ...nothing, container: null }))];
}

function itemOf(container: Container, { value, ...part }: Part<Container>): ProjectItem {
  const { id, name } = container;
  return { kind: 'container', key: id, name, service: serviceOf(container), container: value ?? container, ...part };
}

function isLive({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}
