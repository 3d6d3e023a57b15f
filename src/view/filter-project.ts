import type { ContainerState } from '../engine/model.ts';
import type { Project } from '../mirror/reader.ts';
import type { OnHost } from './view.ts';

/** Which projects: all that is given must hold. */
export interface ProjectFilter {
  name?: string | null;
  nameContains?: string | null;
  state?: readonly ContainerState[] | null;
}

/** Turns a filter into a check. */
export function projectCheck(filter: ProjectFilter | null | undefined): (one: OnHost<Project>) => boolean {
  const { name, nameContains, state } = filter ?? {};
  return ({ it }) =>
    (name == null || it.name === name) &&
    (nameContains == null || it.name.includes(nameContains)) &&
    (state == null || it.containers.some((container) => state.includes(container.state)));
}
