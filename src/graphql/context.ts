import type { BulkAction } from '../actions/bulk.ts';
import type { CommitContainer } from '../actions/commit.ts';
import type { ContainerActions } from '../actions/containers.ts';
import type { ImageActions } from '../actions/images.ts';
import type { OperationActions } from '../actions/operations/access.ts';
import type { NetworkActions } from '../actions/networks.ts';
import type { PruneActions } from '../actions/prune.ts';
import type { ProjectActions } from '../actions/project.ts';
import type { PruneBuildCache } from '../actions/build-cache.ts';
import type { SystemPrune } from '../actions/system-prune.ts';
import type { Create } from '../actions/create/create.ts';
import type { Run } from '../actions/create/run.ts';
import type { RecreateContainer } from '../actions/recreate.ts';
import type { ExecActions } from '../actions/exec.ts';
import type { ExchangeToken } from '../actions/token-exchange.ts';
import type { TokenActions } from '../actions/tokens.ts';
import type { UpdateContainer } from '../actions/update.ts';
import type { RegistryActions } from '../actions/registry/actions.ts';
import type { WaitContainer } from '../actions/wait.ts';
import type { VolumeActions } from '../actions/volumes.ts';
import type { AuditEntry } from '../audit/log.ts';
import type { View } from '../view/view.ts';

/** What every resolver is given: who asks is in the view, and nothing else that reads or acts is within reach. */
export interface GraphqlContext {
  /** All that may be read, narrowed to the caller; `view.caller` and `view.source` say who asks, and from where. */
  readonly view: View;
  /** The use cases that change something. */
  readonly actions: {
    readonly containers: ContainerActions;
    readonly update: UpdateContainer;
    readonly wait: WaitContainer;
    readonly commit: CommitContainer;
    readonly images: ImageActions;
    readonly registry: RegistryActions;
    readonly networks: NetworkActions;
    readonly volumes: VolumeActions;
    readonly prune: PruneActions;
    readonly pruneBuildCache: PruneBuildCache;
    readonly systemPrune: SystemPrune;
    readonly projects: ProjectActions;
    readonly exec: ExecActions;
    readonly create: Create;
    readonly run: Run;
    readonly tokens: TokenActions;
    readonly exchangeToken: ExchangeToken;
    readonly bulk: BulkAction;
    readonly recreate: RecreateContainer;
    readonly operations: OperationActions;
  };
  /** The record of an action this request has led to: its own doing may be shown to every caller. */
  readonly ownRecord: (auditId: string) => Promise<AuditEntry>;
  /** Called with the audit id of each action this request has led to, for the response's extensions and header. */
  readonly recordedAs: (auditId: string) => void;
  /** Aborted when the client has left or the subscription has ended. Actions do not listen to it: they go to their end. */
  readonly signal: AbortSignal;
}
