import { notFound } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { pathSegment } from './ids.ts';
import type { VerbatimReader, VerbatimSubject } from './ports-verbatim.ts';
import { givenUp, transfer } from './transfer.ts';

const ofContainer = (what: string) => (id: string) => `/containers/${pathSegment('container', id)}/${what}`;
const ofImage = (what: string) => (id: string) => `/images/${pathSegment('image', id)}/${what}`;

/** Where each of them is. */
const paths: Readonly<Record<VerbatimSubject, (key: string) => string>> = {
  version: () => '/version',
  info: () => '/info',
  diskUsage: () => '/system/df',
  plugins: () => '/plugins',
  imageSearch: () => '/images/search',
  containers: () => '/containers/json',
  container: ofContainer('json'),
  containerProcesses: ofContainer('top'),
  containerChanges: ofContainer('changes'),
  containerLogs: ofContainer('logs'),
  containerStats: ofContainer('stats'),
  images: () => '/images/json',
  image: ofImage('json'),
  imageHistory: ofImage('history'),
  networks: () => '/networks',
  network: (id) => `/networks/${pathSegment('network', id)}`,
  volumes: () => '/volumes',
  volume: (name) => `/volumes/${pathSegment('volume', name)}`,
  exec: (id) => {
    if (!/^[a-f0-9]{64}$/.test(id)) throw notFound(`No such exec instance: ${id.slice(0, 80)}`);
    return `/exec/${id}/json`;
  },
};

/** These are silent for as long as nothing happens. */
const open: ReadonlySet<VerbatimSubject> = new Set(['containerLogs', 'containerStats']);

/** `acceptMs`: how long the engine may take to begin, and to go on. */
export function verbatimReader(connection: EngineConnection, acceptMs: number): VerbatimReader {
  const inTurn = async (path: string, signal: AbortSignal) => {
    try {
      return await connection.turn({ method: 'GET', path, deadlineMs: acceptMs, signal });
    } catch (error) {
      throw signal.aborted ? givenUp(signal) : error;
    }
  };
  return {
    verbatim: async ({ subject, key, query, apiVersion }, signal) => {
      const path = paths[subject](key ?? '');
      const idleMs = open.has(subject) ? Infinity : acceptMs;
      const version = apiVersion !== null && !(await connection.speaks(apiVersion)) ? null : apiVersion;
      const keep = !open.has(subject);
      const request = { method: 'GET', path, query, apiVersion: version ?? undefined, keep, acceptMs, idleMs } as const;
      // What is asked for once is there when its headers are; what goes on is not counted.
      const leave = open.has(subject) ? () => {} : await inTurn(path, signal);
      const { headers, output, close } = await transfer(connection, request, signal).finally(leave);
      return { contentType: headers['content-type'] ?? 'application/json', bytes: output, close };
    },
  };
}
