import type { Network } from '../engine/model.ts';
import type { NetworkSpec } from '../engine/ports-objects.ts';
import type { WriteResult } from '../engine/ports.ts';
import { internal, timedOut } from '../errors.ts';
import {
  aimAtNetwork,
  connect,
  disconnect,
  networkState,
  type Connection,
  type DisconnectNetworkInput,
} from './network-attach.ts';
import { networkSpec, type ConnectNetworkInput, type CreateNetworkInput } from './network-input.ts';
import { useCase, type ActionInput, type Definition, type UseCase, type UseCaseDeps } from './once.ts';
import { given, shownPairs, listed } from './pairs.ts';

export interface NetworkInput extends ActionInput {
  ref: string;
}

export interface CreatedNetwork {
  network: Network;
  warning: string | null;
}
/** The use cases on networks. */
export interface NetworkActions {
  create: UseCase<CreateNetworkInput, CreatedNetwork>;
  /** Gives the network as it was. */
  remove: UseCase<NetworkInput, Network>;
  connect: UseCase<ConnectNetworkInput, Connection>;
  disconnect: UseCase<DisconnectNetworkInput, Connection>;
}

export function networkActions(deps: UseCaseDeps): NetworkActions {
  return {
    create: useCase(deps, create),
    remove: useCase(deps, remove),
    connect: useCase(deps, connect),
    disconnect: useCase(deps, disconnect),
  };
}

const onHost = new Set(['macvlan', 'ipvlan', 'host']);

type Created = WriteResult & { id: string; warning: string | null };

function create(input: CreateNetworkInput): Definition<CreatedNetwork, Created> {
  let spec: NetworkSpec | undefined;
  return {
    action: 'network.create',
    params: (redact) =>
      given({
        name: input.name.slice(0, 255),
        driver: input.driver,
        scope: input.scope,
        internal: input.internal,
        attachable: input.attachable,
        ingress: input.ingress,
        configOnly: input.configOnly,
        configFrom: input.configFrom,
        ipv4: input.ipv4,
        ipv6: input.ipv6,
        ipamDriver: input.ipamDriver,
        ipamOptions: shownPairs(input.ipamOptions, redact),
        subnets: listed(input.ipam?.map(({ subnet }) => subnet)),
        options: shownPairs(input.options, redact),
      }),
    type: 'network',
    aim: ({ born, mirror, scoped }) => {
      if (scoped && input.configFrom) mirror.resolveNetwork(input.configFrom);
      spec = networkSpec({ ...input, labels: born(input.labels) });
      return {
        target: { type: 'network', id: null, name: spec.name, image: null, labels: spec.labels },
        before: null,
        key: '',
        // They put the container onto a network of the host itself.
        demands: onHost.has(spec.driver ?? '') ? [{ needs: 'host.namespaces', path: 'input.driver' }] : [],
      };
    },
    call: async (writer) => {
      if (spec === undefined) throw internal('a network was to be made before its input was checked');
      return writer.createNetwork(spec);
    },
    made: ({ id }) => id,
    refresh: async (mirror, key) => (key === '' ? undefined : mirror.refresh('network', key)),
    result: ({ mirror }, id, { warning }) => {
      const network = mirror.networks.get(id);
      if (network === undefined) throw timedOut(`the network was made (${id}), but the engine did not show it in time`);
      return { value: { network, warning }, after: networkState(network) };
    },
  };
}

function remove(input: NetworkInput): Definition<Network, WriteResult> {
  let seen: Network;
  return {
    action: 'network.remove',
    params: { ref: input.ref },
    type: 'network',
    aim: ({ mirror }) => {
      seen = mirror.resolveNetwork(input.ref);
      return { ...aimAtNetwork(seen), key: seen.id };
    },
    call: (writer, id) => writer.removeNetwork(id),
    result: () => ({ value: seen, after: { state: 'removed', exitCode: null, details: {} } }),
  };
}
