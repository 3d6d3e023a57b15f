import { badInput } from '../errors.ts';
import type { EndpointSpec, NetworkSpec } from '../engine/ports-objects.ts';
import { checkAddress, checkWithin, rangeOf } from './addresses.ts';
import type { ActionInput } from './once.ts';
import { pairsOf, type Pairs } from './pairs.ts';

export interface IpamPoolInput {
  subnet: string;
  ipRange?: string | null;
  gateway?: string | null;
  /** Address by name. */
  auxiliaryAddresses?: Pairs;
}
export interface CreateNetworkInput extends ActionInput {
  name: string;
  driver?: string | null;
  scope?: string | null;
  internal?: boolean | null;
  attachable?: boolean | null;
  ingress?: boolean | null;
  configOnly?: boolean | null;
  configFrom?: string | null;
  ipv4?: boolean | null;
  ipv6?: boolean | null;
  ipamDriver?: string | null;
  ipamOptions?: Pairs;
  ipam?: readonly IpamPoolInput[] | null;
  options?: Pairs;
  labels?: Pairs;
}
export interface ConnectNetworkInput extends ActionInput {
  network: string;
  container: string;
  aliases?: readonly string[] | null;
  ip?: string | null;
  ip6?: string | null;
  linkLocalIps?: readonly string[] | null;
  links?: readonly string[] | null;
  driverOptions?: Pairs;
  gatewayPriority?: number | null;
}

/** Also the rule for references: a network of another name could be made and never be found again. */
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/;
/** Plugins are named as images are, with a tag. */
const driverPattern = /^[a-zA-Z0-9][a-zA-Z0-9_.:/-]{0,254}$/;
const predefined = new Set(['bridge', 'host', 'none', 'default']);
const scopes = new Set(['local', 'swarm', 'global']);

/** BAD_INPUT, with the field's path, for what the engine would refuse or misunderstand. */
export function networkSpec(input: CreateNetworkInput): NetworkSpec {
  const { name, scope = null, configFrom = null, driver, ipamDriver } = input;
  checkPattern(name, namePattern, 'input.name', 'a name');
  if (predefined.has(name)) throw badInput(`input.name: ${name} is the name of a network of the engine's own.`);
  if (configFrom !== null) checkPattern(configFrom, namePattern, 'input.configFrom', 'the name of a network');
  if (scope !== null && !scopes.has(scope)) throw badInput('input.scope: local, swarm or global.');
  if (input.configOnly === true && configFrom !== null) {
    throw badInput('input.configFrom: a network that only holds settings cannot take them from another.');
  }
  const ipam = (input.ipam ?? []).map((pool, index) => poolSpec(pool, `input.ipam[${index}]`));
  return {
    name,
    driver: checkPattern(driver ?? 'bridge', driverPattern, 'input.driver', 'the name of a driver'),
    scope,
    internal: input.internal ?? false,
    attachable: input.attachable ?? false,
    ingress: input.ingress ?? false,
    configOnly: input.configOnly ?? false,
    configFrom,
    ipv4: input.ipv4 ?? null,
    ipv6: input.ipv6 ?? false,
    ipamDriver: checkPattern(ipamDriver ?? 'default', driverPattern, 'input.ipamDriver', 'the name of a driver'),
    ipamOptions: pairsOf(input.ipamOptions, 'input.ipamOptions'),
    ipam,
    options: pairsOf(input.options, 'input.options'),
    labels: pairsOf(input.labels, 'input.labels'),
  };
}

function poolSpec(pool: IpamPoolInput, path: string): NetworkSpec['ipam'][number] {
  const { subnet, ipRange = null, gateway = null } = pool;
  rangeOf(subnet, `${path}.subnet`);
  if (ipRange !== null) {
    rangeOf(ipRange, `${path}.ipRange`);
    checkWithin(ipRange.split('/')[0] ?? '', subnet, `${path}.ipRange`);
  }
  if (gateway !== null) checkWithin(gateway, subnet, `${path}.gateway`);
  const auxiliaryAddresses = pairsOf(pool.auxiliaryAddresses, `${path}.auxiliaryAddresses`);
  Object.values(auxiliaryAddresses).forEach((address, index) =>
    checkWithin(address, subnet, `${path}.auxiliaryAddresses[${index}].value`),
  );
  return { subnet, ipRange, gateway, auxiliaryAddresses };
}

/** BAD_INPUT, with the field's path, for what the engine would refuse or misunderstand. */
export function endpointSpec(input: ConnectNetworkInput): EndpointSpec {
  const { ip = null, ip6 = null, linkLocalIps, aliases, links } = input;
  if (ip !== null) checkAddress(ip, 'input.ip', 4);
  if (ip6 !== null) checkAddress(ip6, 'input.ip6', 6);
  (linkLocalIps ?? []).forEach((address, index) => checkAddress(address, `input.linkLocalIps[${index}]`));
  (aliases ?? []).forEach((alias, index) => checkPattern(alias, hostPattern, `input.aliases[${index}]`, 'a host name'));
  (links ?? []).forEach((link, index) =>
    checkPattern(link, linkPattern, `input.links[${index}]`, 'container or container:alias'),
  );
  return {
    aliases: aliases ?? [],
    ipv4Address: ip,
    ipv6Address: ip6,
    linkLocalIps: linkLocalIps ?? [],
    links: links ?? [],
    driverOptions: pairsOf(input.driverOptions, 'input.driverOptions'),
    gatewayPriority: input.gatewayPriority ?? null,
  };
}

const hostPattern = /^[a-zA-Z0-9_](?:[a-zA-Z0-9_.-]{0,253}[a-zA-Z0-9_])?$/;
const linkPattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}(?::[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254})?$/;

function checkPattern(text: string, pattern: RegExp, path: string, what: string): string {
  if (!pattern.test(text)) throw badInput(`${path}: ${what}; not ${JSON.stringify(text.slice(0, 64))}.`);
  return text;
}
