/** Where a syslog receiver is. */
export interface SyslogAddress {
  transport: 'udp' | 'tcp' | 'tls';
  host: string;
  port: number;
}

const ports = { udp: 514, tcp: 601, tls: 6514 } as const;

/** "udp://host", "tcp://host:601", "tls://[::1]:6514"; undefined for anything else. */
export function syslogAddress(value: string): SyslogAddress | undefined {
  const match = /^(udp|tcp|tls):\/\/(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+))(?::([0-9]{1,5}))?$/.exec(value);
  const [, name, v6, plain, port] = match ?? [];
  const transport = (['udp', 'tcp', 'tls'] as const).find((one) => one === name);
  const host = v6 ?? plain;
  if (transport === undefined || host === undefined) return undefined;
  const number = port === undefined ? ports[transport] : Number(port);
  return number < 1 || number > 65_535 ? undefined : { transport, host, port: number };
}

/** An https URL, or an http one on this machine, without a user name. */
export function isWebhook(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname));
}

/** Short secrets can be found by trying. */
export const shortestSecret = 16;
