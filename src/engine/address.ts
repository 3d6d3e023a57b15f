/** TLS towards an engine: PEM texts as the files hold them; null for what is not given. */
export interface EngineTls {
  ca: string | null;
  cert: string | null;
  key: string | null;
  /** False only where a certificate directory was given without DOCKER_TLS_VERIFY, as Docker's own clients have it. */
  verify: boolean;
}

/** Where an engine is; `address` is the readable form for messages and logs. */
export type EngineAddress =
  | { kind: 'unix'; address: string; path: string }
  | { kind: 'tcp'; address: string; host: string; port: number; tls: EngineTls | null };

/** What DOCKER_HOST says, or one sentence on what is wrong with it and what to do. */
export type HostText =
  { kind: 'unix'; path: string } | { kind: 'tcp'; host: string; port: number; secure: boolean } | { problem: string };

const refused: Record<string, string> = {
  'ssh:':
    'ssh:// is not supported. Forward the socket instead (ssh -nNT -L /run/user/1000/remote-docker.sock:/var/run/docker.sock user@host) and set DOCKER_HOST=unix:///run/user/1000/remote-docker.sock.',
  'npipe:': 'npipe:// is for Windows, where Wharfinger does not run. Use unix:// or tcp:// with TLS.',
  'fd:': 'fd:// tells a daemon where to listen, not a client where to connect. Use unix:// or tcp:// with TLS.',
};

/** Reads DOCKER_HOST as the Docker CLI does: unix://path, tcp://host[:port], http:// and https:// like it; anything else is a problem. */
export function parseDockerHost(text: string): HostText {
  const problem = (why: string): HostText => ({ problem: `DOCKER_HOST is ${JSON.stringify(text.slice(0, 200))}: ${why}` });
  if (text.startsWith('unix://')) {
    const path = text.slice('unix://'.length);
    if (!path.startsWith('/')) return problem('a unix socket needs an absolute path, as in unix:///var/run/docker.sock.');
    // The kernel's sun_path holds 108 bytes with the closing zero.
    return Buffer.byteLength(path) > 107
      ? problem('the path of a unix socket may have 107 bytes at most.')
      : { kind: 'unix', path };
  }
  const url = URL.parse(text);
  if (url === null) return problem('it is not an address. Use unix:///var/run/docker.sock or tcp://host:2376 with TLS.');
  const advice = refused[url.protocol];
  if (advice !== undefined) return problem(advice);
  if (!['tcp:', 'http:', 'https:'].includes(url.protocol))
    return problem(`${url.protocol}// is not supported. Use unix:// or tcp://.`);
  const authority = URL.parse(text.replace(/^[a-z]+:/i, 'http:'));
  if (authority === null || authority.hostname === '') return problem('the name of the host is missing, as in tcp://host:2376.');
  if (authority.username !== '' || authority.password !== '') return problem('it must not contain a user name or a password.');
  if (authority.search !== '' || authority.hash !== '' || !['', '/'].includes(authority.pathname)) {
    return problem('a path behind the host is not supported.');
  }
  const host = authority.hostname.replace(/^\[|\]$/g, '');
  const explicitPort = /:(\d+)\/?$/.exec(text)?.[1];
  return { kind: 'tcp', host, port: explicitPort === undefined ? 0 : Number(explicitPort), secure: url.protocol === 'https:' };
}

/** Whether only this machine can be reached under that name. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
