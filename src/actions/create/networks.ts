import { isIP, isIPv4, isIPv6 } from 'node:net';
import { each, given, matching, plain, refuse } from './check.ts';
import type { CreateInput, NetworkInput } from './input.ts';

const networkRef = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const hostName = /^[a-zA-Z0-9](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9])?$/;
/** What names a mode and no network one can be attached to beside others. */
const modes = new Set(['host', 'none', 'default', 'container']);

export interface Networks {
  /** Fields of HostConfig. */
  host: Record<string, unknown>;
  /** The ends on its networks, by the network's name; empty for the engine's choice. */
  endpoints: Record<string, object>;
}

/** `joins`: the full id of the container whose network is shared. */
export function networksOf(input: CreateInput, joins: string | null): Networks {
  const mode = input.networkMode ?? null;
  const endpoints: Record<string, object> = {};
  if (mode !== null && (input.networks ?? []).length > 0) refuse('networkMode', 'not together with networks.');
  each('networks', input.networks, (path, one) => {
    matching(`${path}.network`, one.network, networkRef, 'the name or id of a network.');
    if (modes.has(one.network)) refuse(`${path}.network`, 'this is a mode and no network: give it as networkMode, alone.');
    if (Object.hasOwn(endpoints, one.network)) refuse(`${path}.network`, 'given twice.');
    endpoints[one.network] = endpointOf(path, one);
  });
  if (mode !== null && joins === null && !['host', 'none', 'bridge'].includes(mode))
    refuse('networkMode', '"bridge", "host", "none" or "container:" with the name of one. For other networks there is networks.');
  if (joins !== null || mode === 'host') {
    if ((input.ports ?? []).length > 0) refuse('ports', 'ports cannot be published by a container without a network of its own.');
    if (joins !== null && (input.hostname ?? null) !== null)
      refuse('hostname', 'the name is that of the container whose network is shared.');
    if (joins !== null && (input.dns ?? []).length > 0)
      refuse('dns', 'the name servers are those of the container whose network is shared.');
  }
  const [first] = Object.keys(endpoints);
  const host = given({
    NetworkMode: joins === null ? (mode ?? first ?? null) : `container:${joins}`,
    Dns: each('dns', input.dns, (path, address) =>
      isIP(address) > 0 ? address : refuse(path, 'the IP address of a name server.'),
    ),
    ExtraHosts: each('extraHosts', input.extraHosts, extraHost),
  });
  return { host, endpoints };
}

function endpointOf(path: string, { network, aliases, ipv4Address, ipv6Address }: NetworkInput): object {
  const names = each(`${path}.aliases`, aliases, (at, alias) => matching(at, alias, hostName, 'a host name.'));
  if (ipv4Address && !isIPv4(ipv4Address)) refuse(`${path}.ipv4Address`, 'an IPv4 address.');
  if (ipv6Address && !isIPv6(ipv6Address)) refuse(`${path}.ipv6Address`, 'an IPv6 address.');
  const address = given({ IPv4Address: ipv4Address, IPv6Address: ipv6Address });
  const fixed = Object.keys(address).length > 0;
  if (network === 'bridge') {
    if (names.length > 0) refuse(`${path}.aliases`, 'the default bridge network has no aliases: use a network of your own.');
    if (fixed) refuse(path, 'the default bridge network gives the addresses itself: use a network of your own.');
  }
  return given({ Aliases: names, IPAMConfig: fixed ? address : null });
}

function extraHost(path: string, { hostname, address }: { hostname: string; address: string }): string {
  plain(`${path}.hostname`, hostname);
  matching(`${path}.hostname`, hostname, hostName, 'a host name.');
  if (address !== 'host-gateway' && isIP(address) === 0) refuse(`${path}.address`, 'an IP address, or "host-gateway".');
  return `${hostname}:${address}`;
}
