import { BlockList, isIP } from 'node:net';

/** An IPv4 address in IPv6 clothes ("::ffff:10.0.0.1") as the IPv4 address it is; a zone ("%eth0") is left out. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '');
  const mapped = /^::ffff:([0-9.]+)$/i.exec(bare)?.[1];
  return mapped !== undefined && isIP(mapped) === 4 ? mapped : bare;
}

/** Whether `block` is an IP address or a CIDR block. */
export function isBlock(block: string): boolean {
  return parse(block) !== undefined;
}

/** Whether an address lies in one of the blocks. Where there are none, every address does; an unknown address lies in none. */
export function isWithin(address: string | null, blocks: readonly string[]): boolean {
  if (blocks.length === 0) return true;
  if (address === null) return false;
  const plain = plainAddress(address);
  const family = isIP(plain);
  if (family === 0) return false;
  const list = new BlockList();
  for (const block of blocks) {
    const parsed = parse(block);
    // Of the address's own family only: a BlockList takes every IPv4 address to lie in ::/0.
    if (parsed?.version === family) list.addSubnet(parsed.address, parsed.length, parsed.family);
  }
  return list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether all addresses of a block lie in one of the blocks. Where there are none, every block does. */
export function isBlockWithin(block: string, blocks: readonly string[]): boolean {
  if (blocks.length === 0) return true;
  const inner = parse(block);
  if (inner === undefined) return false;
  return blocks.some((one) => (parse(one)?.length ?? Infinity) <= inner.length && isWithin(inner.address, [one]));
}

function parse(block: string) {
  const [address = '', length, ...more] = block.split('/');
  const family = isIP(address);
  if (family === 0 || plainAddress(address) !== address || more.length > 0) return undefined;
  const longest = family === 4 ? 32 : 128;
  if (length !== undefined && !(/^[0-9]{1,3}$/.test(length) && Number(length) <= longest)) return undefined;
  return {
    address,
    length: length === undefined ? longest : Number(length),
    version: family,
    family: family === 4 ? 'ipv4' : 'ipv6',
  } as const;
}
