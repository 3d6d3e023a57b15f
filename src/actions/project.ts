import type { Caller, Source } from '../access/caller.ts';
import type { Container } from '../engine/model.ts';
import { badInput, internal, notFound } from '../errors.ts';
import type { Project } from '../mirror/reader.ts';
import { checkStop } from './containers.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import type { Begun } from './operations/begin.ts';
import { given, listed } from './pairs.ts';
import { asParent, failureOf, type ParentDeps } from './parent.ts';
import type { ProjectInput, ProjectItem, ProjectVerb, RemoveProjectInput } from './project-job.ts';
import { isOneOff, serviceOf } from './project-order.ts';
import { carryOut, foretold, type StepDeps } from './project-steps.ts';

/** `project`: as it is now; null where nothing of it is left. The value is null where it was begun and not waited for. */
export type ProjectResult = Begun<{ items: readonly ProjectItem[]; project: Project | null }>;
type Run<I> = (caller: Caller, source: Source, input: I) => Promise<ProjectResult>;

export interface ProjectActions {
  start: Run<ProjectInput>;
  stop: Run<ProjectInput>;
  restart: Run<ProjectInput>;
  remove: Run<RemoveProjectInput>;
}

export interface ProjectDeps extends ParentDeps, StepDeps {
  keys: IdempotencyKeys;
}

/** The use cases on compose projects, which are no more than labels to the engine: one event about the project, and beneath it one for each object. */
export function projectActions(deps: ProjectDeps): ProjectActions {
  const once = deps.keys.memory<ProjectResult>();
  const runner =
    (verb: ProjectVerb): Run<RemoveProjectInput> =>
    (caller, source, input) => {
      const act = (usedUp?: () => void) => onProject(deps, verb, caller, source, input, usedUp);
      const key = input.idempotencyKey ?? null;
      return key === null ? act() : once({ caller, source, action: `project.${verb}`, key, input }, act);
    };
  return { start: runner('start'), stop: runner('stop'), restart: runner('restart'), remove: runner('remove') };
}

function onProject(
  deps: ProjectDeps,
  verb: ProjectVerb,
  caller: Caller,
  source: Source,
  input: RemoveProjectInput,
  usedUp?: () => void,
): Promise<ProjectResult> {
  let found: { project: Project; containers: readonly Container[] } | undefined;
  const dry = input.dryRun === true;
  return asParent(deps, caller, source, {
    action: `project.${verb}`,
    input,
    usedUp,
    params: given({
      ref: input.name.slice(0, 255),
      services: listed(input.services)?.slice(0, 2_000),
      timeoutSeconds: input.timeoutSeconds,
      force: input.force,
      networks: input.networks,
      volumes: input.volumes,
      dryRun: dry,
    }),
    aim: ({ name, mirror }) => {
      const project = mirror.projects().find((one) => one.name === input.name);
      if (project === undefined)
        throw notFound(`There is no compose project ${JSON.stringify(input.name.slice(0, 64))} on host "${name}".`);
      if (verb === 'start') checkPatience(input.timeoutSeconds ?? null);
      else checkStop({ ref: '', timeoutSeconds: input.timeoutSeconds });
      found = { project, containers: chosen(project, verb, input.services ?? null) };
      return { target: { type: 'project', id: null, name: project.name, image: null, labels: {} }, before: null };
    },
    run: async (host, auditId, work) => {
      if (found === undefined) throw internal('an action ran without a project');
      const job = { caller, source, input, host, ...found, parent: auditId, work };
      const items = dry ? foretold(verb, job) : await carryOut(deps, verb, job);
      const count = (holds: (item: ProjectItem) => boolean) => items.filter(holds).length;
      const details = {
        objects: items.length,
        [dry ? 'wouldChange' : 'changed']: count(({ changed }) => changed),
        failed: count(({ error }) => error !== null),
      };
      const project = host.mirror.projects().find((one) => one.name === input.name) ?? null;
      return {
        changed: !dry && items.some(({ changed }) => changed),
        engineStatus: null,
        after: { state: dry ? 'dry run' : 'done', exitCode: null, details: given(details) },
        targetId: null,
        value: { items, project },
        ...failureOf(items, work),
      };
    },
  });
}

/** A day, as for a stop. */
function checkPatience(seconds: number | null): void {
  if (seconds !== null && (seconds < 0 || seconds > 86_400))
    throw badInput(`input.timeoutSeconds: from 0 to 86400; not ${seconds}.`);
}

/** BAD_INPUT for a service that the project does not have. */
function chosen({ containers }: Project, verb: ProjectVerb, services: readonly string[] | null): readonly Container[] {
  const known = new Set(containers.map(serviceOf));
  for (const [index, service] of (services ?? []).entries()) {
    if (!known.has(service))
      throw badInput(`input.services[${index}]: the project has no service ${JSON.stringify(service.slice(0, 64))}.`);
  }
  return containers.filter((one) => {
    const service = serviceOf(one);
    if (services !== null && (service === null || !services.includes(service))) return false;
    return verb === 'remove' || !isOneOff(one);
  });
}
