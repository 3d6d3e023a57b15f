import { isIP } from 'node:net';

/** Where the listener is. */
export interface ListenAddress {
  host: string;
  port: number;
  /** True where only this machine can reach it. */
  loopback: boolean;
}

/** "127.0.0.1:4500", "[::1]:4500", "localhost:4500"; undefined for anything else. */
export function listenAddress(value: string): ListenAddress | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^[\]:]+)):([0-9]{1,5})$/.exec(value);
  if (match === null) return undefined;
  const port = Number(match[3]);
  // "localhost" may resolve to either family; the one that every client tries is meant.
  const host = match[2] === 'localhost' ? '127.0.0.1' : (match[1] ?? match[2] ?? '');
  if (port > 65_535 || isIP(host) !== (match[1] === undefined ? 4 : 6)) return undefined;
  return { host, port, loopback: host.startsWith('127.') || /^(?:0*:)*:?0*1$/.test(host) };
}

/** The non-empty parts between commas, without the blanks around them. */
export function listOf(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** An address or a CIDR block. */
export function isBlock(value: string): boolean {
  const [address = '', length, ...more] = value.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return length === undefined || (/^[0-9]{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}

/** An http or https origin, written as browsers write it: no path, no default port, lower case. */
export function isOrigin(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;
}
