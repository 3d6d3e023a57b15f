import type { Action } from '../catalogue.ts';

/** The permissions for what makes a container equal to its host; `container.host` is all of them. */
export type HostPermission = Extract<Action, `host.${string}`> extends infer P ? Exclude<P, 'host.read'> : never;

/** Something that takes a permission of its own, and where it was asked for. */
export interface Demand {
  needs: HostPermission;
  /** As it stands in the mutation, or in words for what is there already. */
  path: string;
}
