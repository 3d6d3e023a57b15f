import { endpoint } from '../actions/verbatim/create-shape.ts';
import { bodyReader, fields, flag, list, nested, text, textMap } from '../actions/verbatim/shape.ts';
import { Type } from 'typebox';
import type { DisconnectNetworkInput } from '../actions/network-attach.ts';
import type { ConnectNetworkInput, CreateNetworkInput } from '../actions/network-input.ts';
import type { CreateVolumeInput } from '../actions/volumes.ts';
import { badInput } from '../errors.ts';

const pairs = (map: Readonly<Record<string, string>> | null | undefined) =>
  Object.entries(map ?? {}).map(([key, value]) => ({ key, value }));

const network = bodyReader(
  fields({
    Name: text,
    // It has meant nothing since engines refuse a name that is taken.
    CheckDuplicate: flag,
    Driver: text,
    Scope: text,
    Internal: flag,
    Attachable: flag,
    Ingress: flag,
    ConfigOnly: flag,
    ConfigFrom: nested({ Network: text }),
    EnableIPv4: flag,
    EnableIPv6: flag,
    IPAM: nested({
      Driver: text,
      Options: textMap,
      Config: list(fields({ Subnet: text, IPRange: text, Gateway: text, AuxiliaryAddresses: textMap })),
    }),
    Options: textMap,
    Labels: textMap,
  }),
);

export function readNetwork(body: unknown): CreateNetworkInput {
  const given = network(body);
  const ipam = given.IPAM?.Config?.map(({ Subnet, IPRange, Gateway, AuxiliaryAddresses }) => ({
    subnet: Subnet ?? '',
    ipRange: IPRange || null,
    gateway: Gateway || null,
    auxiliaryAddresses: pairs(AuxiliaryAddresses),
  }));
  return {
    name: given.Name ?? '',
    driver: given.Driver || null,
    scope: given.Scope || null,
    internal: given.Internal,
    attachable: given.Attachable,
    ingress: given.Ingress,
    configOnly: given.ConfigOnly,
    configFrom: given.ConfigFrom?.Network || null,
    // That it has IPv4 is what every engine does that is not told otherwise.
    ipv4: given.EnableIPv4 === false ? false : null,
    ipv6: given.EnableIPv6,
    ipamDriver: given.IPAM?.Driver || null,
    ipamOptions: pairs(given.IPAM?.Options),
    ipam,
    options: pairs(given.Options),
    labels: pairs(given.Labels),
  };
}

const connect = bodyReader(
  fields({ Container: Type.String(), EndpointConfig: Type.Optional(Type.Union([endpoint, Type.Null()])) }),
);

export function readConnect(body: unknown): Omit<ConnectNetworkInput, 'network'> {
  const { Container, EndpointConfig: end } = connect(body);
  if (end?.MacAddress) throw badInput('Not offered through Wharfinger: EndpointConfig.MacAddress.');
  return {
    container: Container,
    aliases: end?.Aliases,
    ip: end?.IPAMConfig?.IPv4Address || null,
    ip6: end?.IPAMConfig?.IPv6Address || null,
    linkLocalIps: end?.IPAMConfig?.LinkLocalIPs,
    links: end?.Links,
    driverOptions: pairs(end?.DriverOpts),
    gatewayPriority: end?.GwPriority || null,
  };
}

const disconnect = bodyReader(fields({ Container: Type.String(), Force: flag }));

export function readDisconnect(body: unknown): Omit<DisconnectNetworkInput, 'network'> {
  const { Container, Force } = disconnect(body);
  return { container: Container, force: Force };
}

const volume = bodyReader(fields({ Name: text, Driver: text, DriverOpts: textMap, Labels: textMap }));

export function readVolume(body: unknown): CreateVolumeInput {
  const { Name, Driver, DriverOpts, Labels } = volume(body ?? {});
  const driverOptions = DriverOpts ? pairs(DriverOpts) : null;
  return { name: Name || null, driver: Driver || null, driverOptions, labels: pairs(Labels) };
}
