import { byText } from '../../../src/engine/decode.ts';

/** What differs each time: identity, time, what the engine gives out by itself, and how a client that stays attached is connected. */
const own = new Set([
  'Id',
  'ID',
  'Created',
  'CreatedAt',
  'StartedAt',
  'FinishedAt',
  'Start',
  'End',
  'LastTagTime',
  'Pid',
  'GraphDriver',
  'HostnamePath',
  'HostsPath',
  'LogPath',
  'ResolvConfPath',
  'SandboxID',
  'SandboxKey',
  'EndpointID',
  'NetworkID',
  'MacAddress',
  'IPAddress',
  'ConsoleSize',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'StdinOnce',
  'OnBuild',
]);

/**
 * What the engine says of an object, without what differs each time, without the keys named ("HostConfig.Binds"), and without what means nothing (null, "", 0,
 * false, nothing inside).
 */
export function essence(value: unknown, but: readonly string[] = [], path = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => essence(item, but, path));
    // The engine lists mounts and the like in any order; words (a command) have theirs.
    return items.every((item) => typeof item === 'object')
      ? items.sort((a, b) => byText(JSON.stringify(a), JSON.stringify(b)))
      : items;
  }
  if (typeof value === 'string') return value.replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g, 'ID');
  if (typeof value !== 'object' || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const [key, one] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (own.has(key) || but.includes(at)) continue;
    const inside = typed(key, one) ?? essence(one, but, at);
    if (!isNothing(inside)) kept.push([essenceOfKey(key), inside]);
  }
  return Object.fromEntries(kept.sort(([a], [b]) => byText(a, b)));
}

function typed(key: string, value: unknown): unknown {
  // The command line gives the engine its variables through a map, in a new order each time.
  if (key === 'Env' && Array.isArray(value)) return value.map(String).sort(byText);
  // One that the engine has chosen.
  if (key === 'HostPort' && typeof value === 'string' && /^\d+$/.test(value) && Number(value) >= 32_768) return 'any';
  return undefined;
}

/** Some maps are by id. */
function essenceOfKey(key: string): string {
  return /^[0-9a-f]{64}$/.test(key) ? 'ID' : key;
}

function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === null || value === '' || value === 0 || value === false;
}
