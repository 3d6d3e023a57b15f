import { conflict } from '../errors.ts';
import type { Project } from '../mirror/reader.ts';
import { part, withoutTurn } from './parent.ts';
import type { Job, ObjectDeps, ProjectItem, RemoveProjectInput } from './project-job.ts';

type Named = Pick<ProjectItem, 'kind' | 'key' | 'name' | 'service'>;

/** The networks and volumes that go with a project: none while only some of its services go. */
export function objectsOf(project: Project, input: RemoveProjectInput): Named[] {
  if (input.services != null) return [];
  const networks = (input.networks ?? true) ? project.networks : [];
  const volumes = input.volumes === true ? project.volumes : [];
  return [
    ...networks.map(({ id, name }) => ({ kind: 'network' as const, key: id, name, service: null })),
    ...volumes.map(({ name }) => ({ kind: 'volume' as const, key: name, name, service: null })),
  ];
}

/** Removes them, one after the other; nothing of them where a container is left, which may need them. */
export async function removeObjects(
  deps: ObjectDeps,
  { caller, source, input, host, project, parent, work }: Job,
  containers: readonly ProjectItem[],
): Promise<ProjectItem[]> {
  const left = containers.find(({ error }) => error !== null);
  const items: ProjectItem[] = [];
  for (const object of objectsOf(project, input)) {
    if (left !== undefined) {
      const error = conflict(`Not removed: the container ${left.name} is still there.`);
      items.push({ ...object, container: null, changed: false, error, auditId: null });
      continue;
    }
    if (work.signal.aborted) {
      items.push({ ...object, container: null, ...withoutTurn() });
      continue;
    }
    const { value: _value, ...result } = await part(() => {
      const same = { host: host.name, reason: input.reason };
      return object.kind === 'network'
        ? deps.networks.remove(caller, source, { ...same, ref: object.key }, parent).then((done) => ({ ...done, value: null }))
        : deps.volumes.remove(caller, source, { ...same, name: object.key }, parent).then((done) => ({ ...done, value: null }));
    });
    const item = { ...object, container: null, ...result };
    work.report({ id: item.key, status: toldOf(item) });
    items.push(item);
  }
  return items;
}

/** What became of one, in words, for whoever follows the operation. */
export function toldOf({ name, error, changed }: Pick<ProjectItem, 'name' | 'error' | 'changed'>): string {
  return `${name}: ${error?.message ?? (changed ? 'done' : 'was so already')}`;
}
