import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { JsonLines, jsonOf } from './events.ts';
import type { Archive, BuildOptions, ImageProgress, ImageStreamReader, ImageStreamWriter } from './ports-images.ts';
import { ofPlatform } from './platform.ts';
import { authsHeader } from './registry.ts';
import { transfer, type TransferRequest } from './transfer.ts';

/** What lines of BuildKit are called. */
const traceId = 'moby.buildkit.trace';

const minute = 60_000;
/** The engine packs all layers before the first byte of an image comes, and reads all of an archive before it says a word. */
const quietMs = 60 * minute;
/** A step of a build may run for long and say nothing. */
const quietBuildMs = 12 * 60 * minute;

/** Images that leave as a stream. */
export function imageStreamReader(connection: EngineConnection): ImageStreamReader {
  return {
    saveImages: async (names, { platform }, signal) => {
      if (platform !== null) await connection.needs('1.48', 'save one platform of an image');
      const query = { names, ...ofPlatform(platform) };
      const request = { method: 'GET', path: '/images/get', query, acceptMs: quietMs, idleMs: quietMs } as const;
      const { output, close } = await transfer(connection, request, signal);
      return { bytes: output, close };
    },
  };
}

/** Images that come as streams. */
export function imageStreamWriter(connection: EngineConnection): ImageStreamWriter {
  const send = async (
    path: string,
    query: TransferRequest['query'],
    archive: Archive | null,
    signal: AbortSignal,
    idleMs = quietMs,
    headers: TransferRequest['headers'] = {},
  ) => {
    const upload = archive === null ? undefined : { ...archive, type: 'application/x-tar' };
    const request = { method: 'POST', path, query, headers, upload, acceptMs: idleMs, idleMs } as const;
    const { status, output } = await transfer(connection, request, signal);
    return { status, output: progressOf(output) };
  };
  return {
    loadImages: async ({ platform }, archive, signal) => {
      if (platform !== null) await connection.needs('1.48', 'load one platform of an image');
      return send('/images/load', { quiet: false, ...ofPlatform(platform) }, archive, signal);
    },
    importImage: ({ repository, tag, message, changes, platform }, archive, signal) =>
      send('/images/create', { fromSrc: '-', repo: repository, tag, message, changes, platform }, archive, signal),
    buildImage: (options, context, signal, auths) =>
      send('/build', { ...buildQuery(options), version: '1' }, context, signal, quietBuildMs, {
        'x-registry-config': authsHeader(auths),
      }),
    buildInSession: (options, { id, buildId }, signal) => {
      const query = { ...buildQuery(options), version: '2', session: id, buildid: buildId, remote: 'client-session' };
      return send('/build', query, null, signal, quietBuildMs);
    },
  };
}

function buildQuery(options: BuildOptions): TransferRequest['query'] {
  const { tags, dockerfile, target, noCache, pull, rm, forceRm, labels, buildArgs, platform, network, cacheFrom } = options;
  return {
    t: tags,
    dockerfile,
    target,
    nocache: noCache,
    // Anything but the empty text means yes.
    pull: pull ? 'true' : null,
    rm,
    forcerm: forceRm,
    labels: JSON.stringify(labels),
    buildargs: JSON.stringify(buildArgs),
    platform,
    networkmode: network,
    cachefrom: cacheFrom.length === 0 ? null : JSON.stringify(cacheFrom),
  };
}

async function* progressOf(output: AsyncIterable<Buffer>): AsyncGenerator<ImageProgress> {
  const lines = new JsonLines();
  for await (const chunk of output) for (const line of lines.push(chunk)) yield progress(line);
  // The last line may have no end.
  for (const line of lines.push(Buffer.from('\n'))) yield progress(line);
}

/** One line. ENGINE_ERROR when it is not JSON. */
function progress(line: string): ImageProgress {
  const root = new Reading(jsonOf(line), 'Progress');
  const detail = root.at('progressDetail');
  const counted = (key: string) => detail.at(key).number() || null;
  const traced = root.at('id').text() === traceId;
  return {
    stream: root.at('stream').textOrNull(),
    status: root.at('status').textOrNull(),
    id: root.at('id').textOrNull(),
    current: counted('current'),
    total: counted('total'),
    error: root.at('errorDetail').at('message').textOrNull() ?? root.at('error').textOrNull(),
    imageId: traced ? null : root.at('aux').at('ID').textOrNull(),
    ...(traced ? { trace: root.at('aux').text() } : {}),
  };
}
