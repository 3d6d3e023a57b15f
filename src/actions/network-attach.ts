import type { Redact } from '../audit/redact.ts';
import type { ObjectState } from '../audit/log.ts';
import type { Container, Network } from '../engine/model.ts';
import type { EngineWriter, WriteResult } from '../engine/ports.ts';
import { endpointSpec, type ConnectNetworkInput } from './network-input.ts';
import type { ActionInput, Definition } from './once.ts';
import { given, shownPairs, listed } from './pairs.ts';
import type { ActionHost } from './perform.ts';
import type { Aim } from './recorded.ts';

export interface DisconnectNetworkInput extends ActionInput {
  network: string;
  container: string;
  force?: boolean | null;
}

/** A network and a container as they are after one was connected to, or disconnected from, the other. */
export interface Connection {
  network: Network;
  container: Container;
}

export function connect(input: ConnectNetworkInput): Definition<Connection, WriteResult> {
  return attach('network.connect', input, {
    params: (redact) => ({
      aliases: listed(input.aliases),
      ip: input.ip,
      ip6: input.ip6,
      linkLocalIps: listed(input.linkLocalIps),
      links: listed(input.links),
      driverOptions: shownPairs(input.driverOptions, redact),
      gatewayPriority: input.gatewayPriority,
    }),
    check: () => void endpointSpec(input),
    links: input.links ?? [],
    call: (writer, id, container) => writer.connectNetwork(id, container, endpointSpec(input)),
  });
}

export function disconnect(input: DisconnectNetworkInput): Definition<Connection, WriteResult> {
  const force = input.force ?? false;
  return attach('network.disconnect', input, {
    params: () => ({ force }),
    check: () => undefined,
    links: [],
    call: (writer, id, container) => writer.disconnectNetwork(id, container, { force }),
  });
}

interface Attaching {
  params: (redact: Redact) => Parameters<typeof given>[0];
  check: () => void;
  links: readonly string[];
  call: (writer: EngineWriter, id: string, container: string) => Promise<WriteResult>;
}

/** Connecting and disconnecting differ in one call. The network itself says nothing of its containers: it is the container that is read again. */
function attach(
  action: 'network.connect' | 'network.disconnect',
  input: { network: string; container: string },
  how: Attaching,
): Definition<Connection, WriteResult> {
  let seen: Connection;
  return {
    action,
    params: (redact) => given({ ref: input.network, container: input.container, ...how.params(redact) }),
    type: 'network',
    aim: ({ mirror, scoped }) => {
      seen = { network: mirror.resolveNetwork(input.network), container: mirror.resolveContainer(input.container) };
      how.check();
      // A link tells whether there is one of that name.
      if (scoped) for (const link of how.links) mirror.resolveContainer(link.split(':', 1)[0] ?? '');
      const before = attachmentState(seen);
      return { ...aimAtNetwork(seen.network), before, key: seen.network.id };
    },
    call: (writer, id) => how.call(writer, id, seen.container.id),
    refresh: (mirror, id) => Promise.all([mirror.refresh('network', id), mirror.refresh('container', seen.container.id)]),
    result: (host, id) => {
      const now = current(host, id, seen);
      return { value: now, after: attachmentState(now) };
    },
  };
}

function current({ mirror }: ActionHost, id: string, seen: Connection): Connection {
  return {
    network: mirror.networks.get(id) ?? seen.network,
    container: mirror.containers.get(seen.container.id) ?? seen.container,
  };
}

function attachmentState({ network, container }: Connection): ObjectState {
  const attached = container.networks.find(
    ({ networkId, networkName }) => networkId === network.id || (networkId === '' && networkName === network.name),
  );
  return {
    state: attached === undefined ? 'disconnected' : 'connected',
    exitCode: null,
    details: given({ containerId: container.id, container: container.name, ip: attached?.ipAddress, ip6: attached?.ipv6Address }),
  };
}

/** A network as the log names it. */
export function aimAtNetwork(network: Network): Aim {
  return {
    target: { type: 'network', id: network.id, name: network.name, image: null, labels: network.labels },
    before: networkState(network),
  };
}

/** What the log shows of it before and after. */
export function networkState(network: Network): ObjectState {
  return { state: 'present', exitCode: null, details: { driver: network.driver, internal: String(network.internal) } };
}
