import type { IpamPoolResolvers, NetworkResolvers, QueryResolvers } from '../../generated/graphql.ts';
import { networkType } from '../../view/filter-network.ts';
import { listNetworks } from '../../view/lists.ts';
import { byName, globalId, labelList, labelValue, shortId } from '../map.ts';

export const networkQueries = {
  networks: (_root, { host, ...args }, { view }) => listNetworks(view.over(host ?? null), args),
  network: (_root, { ref, host }, { view }) => {
    const on = view.host(host ?? null);
    return { host: on, it: on.network(ref) };
  },
} satisfies Pick<QueryResolvers, 'networks' | 'network'>;

export const network: Required<Omit<NetworkResolvers, '__isTypeOf'>> = {
  id: ({ host, it }) => globalId('Network', host.name, it.id),
  dockerId: ({ it }) => it.id,
  shortId: ({ it }) => shortId(it.id),
  host: ({ host }) => ({ host }),
  name: ({ it }) => it.name,
  type: ({ it }) => networkType(it),
  createdAt: ({ it }) => it.createdAt,
  scope: ({ it }) => it.scope,
  driver: ({ it }) => it.driver,
  enableIpv6: ({ it }) => it.enableIpv6,
  internal: ({ it }) => it.internal,
  attachable: ({ it }) => it.attachable,
  ingress: ({ it }) => it.ingress,
  configOnly: ({ it }) => it.configOnly,
  ipamDriver: ({ it }) => it.ipamDriver,
  ipamOptions: ({ it }) => labelList(it.ipamOptions),
  ipam: ({ it }) => it.ipam,
  options: ({ it }) => labelList(it.options),
  labels: ({ it }) => labelList(it.labels),
  label: ({ it }, { key }) => labelValue(it.labels, key),
  project: ({ host, it }) => {
    const project = host.projectOf(it.labels);
    return project && { host, it: project };
  },
  containers: ({ host, it }) =>
    byName(host, host.containersOfNetwork(it)).flatMap(({ it: container }) =>
      container.networks
        // Never started, it knows the network by name only.
        .filter(({ networkId, networkName }) => networkId === it.id || (networkId === '' && networkName === it.name))
        .map((attachment) => ({ host, it: attachment, container })),
    ),
};

export const ipamPool: IpamPoolResolvers = {
  auxiliaryAddresses: ({ auxiliaryAddresses }) => labelList(auxiliaryAddresses),
};
