import type { PortProtocol } from '../engine/model.ts';
import { badInput } from '../errors.ts';

/** A port or a range of ports, of one protocol. */
export interface PortSelector {
  port: number;
  to?: number | null;
  protocol?: PortProtocol | null;
}

const highest = 65_535;

/** A check for ports; the protocol is TCP unless said otherwise, as the Docker CLI has it. BAD_INPUT for what is no port or no range. */
export function portMatcher(
  argument: string,
  { port, to, protocol }: PortSelector,
): (port: number, protocol: PortProtocol) => boolean {
  const last = to ?? port;
  if (port < 1 || last > highest) throw badInput(`${argument}: ports go from 1 to ${highest}.`);
  if (last < port) throw badInput(`${argument}: the range ends (${last}) before it begins (${port}).`);
  const wanted = protocol ?? 'tcp';
  return (one, of) => of === wanted && one >= port && one <= last;
}
