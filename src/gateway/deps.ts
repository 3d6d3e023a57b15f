import type { PruneBuildCache } from '../actions/build-cache.ts';
import type { CommitContainer } from '../actions/commit.ts';
import type { ContainerActions } from '../actions/containers.ts';
import type { ReadFiles } from '../actions/files/read.ts';
import type { WriteFiles } from '../actions/files/write.ts';
import type { SaveImages } from '../actions/image-streams/save.ts';
import type { ConnectBuilder } from '../actions/image-streams/session.ts';
import type { ImageStreamActions } from '../actions/image-streams/streams.ts';
import type { ImageActions } from '../actions/images.ts';
import type { NetworkActions } from '../actions/networks.ts';
import type { PruneActions } from '../actions/prune.ts';
import type { RegistryActions } from '../actions/registry/actions.ts';
import type { UpdateContainer } from '../actions/update.ts';
import type { AttachVerbatim } from '../actions/verbatim/attach.ts';
import type { CreateVerbatim } from '../actions/verbatim/create.ts';
import type { ExecsVerbatim } from '../actions/verbatim/exec.ts';
import type { FilesVerbatim } from '../actions/verbatim/files.ts';
import type { RegistryVerbatim } from '../actions/verbatim/registry.ts';
import type { VolumeActions } from '../actions/volumes.ts';
import type { WaitContainer } from '../actions/wait.ts';

/** The use cases in the Engine API's own form. */
export interface VerbatimActions {
  create: CreateVerbatim;
  execs: ExecsVerbatim;
  attach: AttachVerbatim;
  files: FilesVerbatim;
  registry: RegistryVerbatim;
  builder: ConnectBuilder;
}

/** What of the use cases the gateway is made of: those of every other way in, and those in the Engine API's own form. */
export interface GatewayActions {
  verbatim: VerbatimActions;
  containers: ContainerActions;
  update: UpdateContainer;
  wait: WaitContainer;
  commit: CommitContainer;
  readFiles: ReadFiles;
  writeFiles: WriteFiles;
  images: ImageActions;
  imageStreams: ImageStreamActions;
  saveImages: SaveImages;
  registry: RegistryActions;
  networks: NetworkActions;
  volumes: VolumeActions;
  prune: PruneActions;
  buildCache: PruneBuildCache;
}
