import { BlockList, isIP, isIPv4 } from 'node:net';
import { badInput } from '../errors.ts';

const family = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** An IP address without a zone. BAD_INPUT, with the field's path, otherwise. */
export function checkAddress(address: string, path: string, version?: 4 | 6): void {
  const found = address.includes('%') ? 0 : isIP(address);
  if (found === 0 || (version !== undefined && found !== version)) {
    throw badInput(`${path}: an IP${version === undefined ? '' : `v${version}`} address; not ${shown(address)}.`);
  }
}

/** "172.28.0.0/16", "fd00::/64": gives the check whether an address lies in it. BAD_INPUT, with the field's path, for anything else. */
export function rangeOf(range: string, path: string): { has: (address: string) => boolean } {
  const [address = '', digits = '', ...more] = range.split('/');
  const version = address.includes('%') ? 0 : isIP(address);
  const length = /^\d{1,3}$/.test(digits) ? Number(digits) : Infinity;
  if (version === 0 || more.length > 0 || length > (version === 4 ? 32 : 128)) {
    throw badInput(`${path}: an address range such as 172.28.0.0/16 or fd00:1::/64; not ${shown(range)}.`);
  }
  const list = new BlockList();
  list.addSubnet(address, length, family(address));
  return { has: (one) => family(one) === family(address) && list.check(one, family(one)) };
}

/** BAD_INPUT, with the field's path, for an address outside of the range. */
export function checkWithin(address: string, range: string, path: string): void {
  checkAddress(address, path);
  if (!rangeOf(range, path).has(address)) throw badInput(`${path}: ${address} is not in ${range}.`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 64));
}
