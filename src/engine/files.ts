import { engineError, notFound, WharfingerError } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { goMode } from './file-mode.ts';
import { pathSegment } from './ids.ts';
import type { FileReader, FileWriter, PathStat, TarStream } from './ports-files.ts';
import { transfer, type Transfer } from './transfer.ts';

/** Milliseconds that an engine may be silent in the middle of a tar: it may have to read a large sparse file, or a slow disk. */
const idleMs = 120_000;

/** Reading files, and whole file systems. `acceptMs`: how long the engine may take to begin. */
export function fileReader(connection: EngineConnection, acceptMs: number): FileReader {
  const ask = (method: 'GET' | 'HEAD', path: string, query: Record<string, string>, signal: AbortSignal) =>
    transfer(connection, { method, path, query, acceptMs, idleMs }, signal);
  return {
    statPath: async (id, path) => {
      const archive = archiveOf(id);
      const { signal } = new AbortController();
      const answer = await ask('HEAD', archive, { path }, signal).catch((error: unknown) =>
        why(error, path, () => ask('GET', archive, { path }, signal)),
      );
      answer.close();
      return { ...pathStat(statOf(answer.headers)), encoded: statOf(answer.headers) };
    },
    readArchive: async (id, path, signal) => tarOf(await ask('GET', archiveOf(id), { path }, signal)),
    exportContainer: async (id, signal) =>
      tarOf(await ask('GET', `/containers/${pathSegment('container', id)}/export`, {}, signal)),
  };
}

/** Writing files. The engine answers when all is extracted. */
export function fileWriter(connection: EngineConnection, acceptMs: number): FileWriter {
  return {
    writeArchive: async (id, { path, keepKinds, toContainerUser }, content, signal) => {
      const query = { path, noOverwriteDirNonDir: keepKinds ? 1 : null, copyUIDGID: toContainerUser ? 1 : null };
      const upload = { content, type: 'application/x-tar', length: null };
      const answer = await transfer(connection, { method: 'PUT', path: archiveOf(id), query, upload, acceptMs, idleMs }, signal);
      for await (const _rest of answer.output);
      return { changed: true, status: answer.status };
    },
  };
}

function statOf(headers: Transfer['headers']): string | null {
  return [headers['x-docker-container-path-stat']].flat()[0] ?? null;
}

function archiveOf(id: string): string {
  return `/containers/${pathSegment('container', id)}/archive`;
}

function tarOf({ output, headers, close }: Transfer): TarStream {
  return { bytes: output, stat: statOf(headers), close };
}

/** An answer to HEAD has no words: of 404 there is only one meaning, for others the same is asked with GET. */
async function why(error: unknown, path: string, again: () => Promise<Transfer>): Promise<Transfer> {
  if (!(error instanceof WharfingerError) || error.engineStatus === undefined) throw error;
  if (error.code === 'NOT_FOUND') {
    throw notFound(`There is no ${JSON.stringify(path.slice(0, 200))} in the container.`, { engineStatus: error.engineStatus });
  }
  return again();
}

function pathStat(header: string | null): PathStat {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(header ?? '', 'base64').toString('utf8'));
  } catch (error) {
    throw engineError("the engine's description of a path cannot be read", { cause: error });
  }
  const stat = new Reading(value, 'PathStat');
  return {
    name: stat.at('name').required(),
    size: stat.at('size').number(),
    ...goMode(stat.at('mode').number()),
    modifiedAt: stat.at('mtime').time(),
    leadsTo: stat.at('linkTarget').textOrNull(),
  };
}
