import { isIP } from 'node:net';
import { each, refuse, whole } from './check.ts';
import type { ExposeInput, PortInput } from './input.ts';

interface Binding {
  HostIp: string;
  HostPort: string;
}

/** As many ports as one container may name: each published one can cost the engine a process. */
const mostPorts = 2000;

/** The engine's two maps: which ports there are, and where each of them is published. */
export function portsOf(input: { ports?: readonly PortInput[] | null; expose?: readonly ExposeInput[] | null }): {
  exposed: Record<string, object>;
  bindings: Record<string, Binding[]>;
} {
  const exposed: Record<string, object> = {};
  const bindings: Record<string, Binding[]> = {};
  const taken = new Set<string>();
  let count = 0;
  const counted = (path: string, more: number) => {
    count += more;
    if (count > mostPorts) refuse(path, `at most ${mostPorts} ports in all.`);
  };

  each('expose', input.expose, (path, { port, to, protocol }) => {
    const last = rangeEnd(path, 'port', 'to', port, to);
    counted(path, last - port + 1);
    for (let one = port; one <= last; one += 1) exposed[`${one}/${protocol ?? 'tcp'}`] = {};
  });

  each('ports', input.ports, (path, port) => {
    const protocol = port.protocol ?? 'tcp';
    const last = rangeEnd(path, 'containerPort', 'containerPortEnd', port.containerPort, port.containerPortEnd);
    const ip = port.hostIp ?? '';
    if (ip !== '' && isIP(ip) === 0) refuse(`${path}.hostIp`, 'an IPv4 or IPv6 address of the host.');
    counted(path, last - port.containerPort + 1);
    const hostPorts = hostPortsOf(path, port, last - port.containerPort + 1);
    for (const [offset, hostPort] of hostPorts.entries()) {
      const key = `${port.containerPort + offset}/${protocol}`;
      const place = `${ip}:${hostPort}/${protocol}`;
      if (/^\d+$/.test(hostPort) && taken.has(place)) refuse(`${path}.hostPort`, 'this port of the host is given twice.');
      taken.add(place);
      exposed[key] = {};
      (bindings[key] ??= []).push({ HostIp: ip, HostPort: hostPort });
    }
  });
  return { exposed, bindings };
}

/** One text for each port of the container: a port, a range to choose from, or empty for any that is free. */
function hostPortsOf(path: string, port: PortInput, wanted: number): string[] {
  const first = port.hostPort ?? null;
  if (first === null) {
    if ((port.hostPortEnd ?? null) !== null) refuse(`${path}.hostPortEnd`, 'needs hostPort, the beginning of the range.');
    return Array.from({ length: wanted }, () => '');
  }
  const last =
    (port.hostPortEnd ?? null) === null && wanted > 1
      ? whole(`${path}.hostPort`, first + wanted - 1, 1, 65_535)
      : rangeEnd(path, 'hostPort', 'hostPortEnd', first, port.hostPortEnd);
  const offered = last - first + 1;
  if (wanted === 1) return [offered === 1 ? String(first) : `${first}-${last}`];
  if (offered !== wanted)
    refuse(`${path}.hostPortEnd`, `a range of ${wanted} ports, as many as the container's; this has ${offered}.`);
  return Array.from({ length: wanted }, (_, offset) => String(first + offset));
}

function rangeEnd(path: string, from: string, to: string, first: number, last: number | null | undefined): number {
  whole(`${path}.${from}`, first, 1, 65_535);
  return last === null || last === undefined ? first : whole(`${path}.${to}`, last, first, 65_535);
}
