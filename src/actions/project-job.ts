import type { Caller, Source } from '../access/caller.ts';
import type { Container } from '../engine/model.ts';
import type { Project } from '../mirror/reader.ts';
import type { NetworkActions } from './networks.ts';
import type { LongInput } from './once.ts';
import type { Work } from './operations/operation.ts';
import type { Part } from './parent.ts';
import type { ActionHost } from './perform.ts';
import type { VolumeActions } from './volumes.ts';

export type ProjectVerb = 'start' | 'stop' | 'restart' | 'remove';

export interface ProjectInput extends LongInput {
  name: string;
  /** Those of these services only; all when left out. */
  services?: readonly string[] | null;
  /** Until one is killed; for a start, until what a service depends on is ready. */
  timeoutSeconds?: number | null;
  /** Only tells what would be done. */
  dryRun?: boolean | null;
}

export interface RemoveProjectInput extends ProjectInput {
  /** Kill what runs, in place of stopping it. */
  force?: boolean | null;
  /** Absent: true. */
  networks?: boolean | null;
  volumes?: boolean | null;
}

/** What runs in one action: who asks, for what, where, on which of the project's containers. */
export interface Job {
  caller: Caller;
  source: Source;
  input: RemoveProjectInput;
  host: ActionHost;
  project: Project;
  containers: readonly Container[];
  parent: string;
  work: Work;
}

/** What became of one object of the project; in a dry run, what would. */
export interface ProjectItem extends Omit<Part<unknown>, 'value'> {
  kind: 'container' | 'network' | 'volume';
  /** The full id; of a volume the name. */
  key: string;
  name: string;
  service: string | null;
  /** As it is now, or as it last was; null for what is none. */
  container: Container | null;
}

/** What removes the rest of a project. */
export interface ObjectDeps {
  networks: Pick<NetworkActions, 'remove'>;
  volumes: Pick<VolumeActions, 'remove'>;
}
