import type { EndpointSpec, NetworkSpec } from './ports-objects.ts';

/** The body of POST /networks/create. */
export function networkBody(spec: NetworkSpec): object {
  return {
    Name: spec.name,
    // Before API 1.44 the engine takes a second network of the same name unless told to check; later ones always check.
    CheckDuplicate: true,
    Driver: spec.driver,
    Scope: spec.scope ?? undefined,
    Internal: spec.internal,
    Attachable: spec.attachable,
    Ingress: spec.ingress,
    ConfigOnly: spec.configOnly,
    ConfigFrom: spec.configFrom === null ? undefined : { Network: spec.configFrom },
    EnableIPv4: spec.ipv4 ?? undefined,
    EnableIPv6: spec.ipv6,
    IPAM: {
      Driver: spec.ipamDriver,
      Options: spec.ipamOptions,
      Config: spec.ipam.map((pool) => ({
        Subnet: pool.subnet,
        IPRange: pool.ipRange ?? undefined,
        Gateway: pool.gateway ?? undefined,
        AuxiliaryAddresses: pool.auxiliaryAddresses,
      })),
    },
    Options: spec.options,
    Labels: spec.labels,
  };
}

/** The body of POST /networks/{id}/connect. */
export function endpointBody(container: string, endpoint: EndpointSpec): object {
  const { ipv4Address, ipv6Address, linkLocalIps } = endpoint;
  const addressed = ipv4Address !== null || ipv6Address !== null || linkLocalIps.length > 0;
  return {
    Container: container,
    EndpointConfig: {
      // An empty one is taken for a wish that only networks with a subnet of their own can grant.
      IPAMConfig: addressed
        ? { IPv4Address: ipv4Address ?? undefined, IPv6Address: ipv6Address ?? undefined, LinkLocalIPs: linkLocalIps }
        : undefined,
      Aliases: endpoint.aliases,
      Links: endpoint.links,
      DriverOpts: endpoint.driverOptions,
      GwPriority: endpoint.gatewayPriority ?? undefined,
    },
  };
}
