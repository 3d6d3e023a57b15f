import { Reading } from './decode.ts';
import type { Network } from './model.ts';

/** The answer of GET /networks/{id}. ENGINE_ERROR when its shape is not understood. */
export function network(answer: unknown): Network {
  return networkOf(new Reading(answer, 'Network'));
}

/** The answer of GET /networks. */
export function networks(answer: unknown): Network[] {
  return new Reading(answer, 'Networks').list(networkOf);
}

function networkOf(root: Reading): Network {
  const ipam = root.at('IPAM');
  return {
    id: root.at('Id').required(),
    name: root.at('Name').required(),
    createdAt: root.at('Created').time(),
    scope: root.at('Scope').text(),
    driver: root.at('Driver').text(),
    enableIpv6: root.at('EnableIPv6').flag(),
    internal: root.at('Internal').flag(),
    attachable: root.at('Attachable').flag(),
    ingress: root.at('Ingress').flag(),
    configOnly: root.at('ConfigOnly').flag(),
    ipamDriver: ipam.at('Driver').text(),
    ipamOptions: ipam.at('Options').labels(),
    ipam: ipam.at('Config').list((pool) => ({
      subnet: pool.at('Subnet').textOrNull(),
      ipRange: pool.at('IPRange').textOrNull(),
      gateway: pool.at('Gateway').textOrNull(),
      auxiliaryAddresses: pool.at('AuxiliaryAddresses').labels(),
    })),
    options: root.at('Options').labels(),
    labels: root.at('Labels').labels(),
  };
}
