import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import type { Container, EngineEvent, LogLine, StatsSample } from '../engine/model.ts';
import type { LogOptions } from '../engine/ports.ts';
import { badInput, engineUnavailable } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import { ChangeBuffer } from './stream-change-buffer.ts';
import type {
  EventSpan,
  FollowOptions,
  HostView,
  LogBatch,
  LogTailOptions,
  Missed,
  RecordFollowing,
  RecordRead,
  RecordStream,
} from './view.ts';

/** The shared streams of one host: one upstream per object, a bounded buffer per listener. */
export interface SharedStreams {
  stats(id: string, signal: AbortSignal): AsyncIterable<StatsSample | Missed>;
  latestStats(id: string): Promise<StatsSample>;
  events(signal: AbortSignal, span?: EventSpan): AsyncIterable<EngineEvent | Missed>;
  logs(id: string, options: LogOptions, signal: AbortSignal): Promise<AsyncIterable<LogBatch>>;
}

export interface StreamDeps {
  caller: Caller;
  source: Source;
  mirror: MirrorReader;
  streams: SharedStreams;
  recordRead: RecordRead;
  recordStream: RecordStream;
  recordFollowing: RecordFollowing;
  /** Throws FORBIDDEN when the caller lacks the permission. */
  permit: (action: Action) => void;
}

const maxTail = 10_000;

/** Of one answer of `logTail`; older lines go first. */
const maxTailBytes = 8 * 1024 * 1024;

/** The part of a host's view that flows. */
export function streamView(
  deps: StreamDeps,
): Pick<HostView, 'currently' | 'stats' | 'latestStats' | 'logTail' | 'logs' | 'containerChanges' | 'events'> {
  const { caller, source, mirror, streams, recordRead, recordStream, recordFollowing, permit } = deps;

  const connected = () => {
    if (mirror.connection.status === 'connected') return;
    throw engineUnavailable(mirror.connection.problem ?? `The engine of host "${mirror.host}" is not connected.`);
  };

  return {
    currently: ({ id }) => mirror.containers.get(id) ?? null,

    stats(container, signal) {
      permit('container.stats');
      connected();
      return streams.stats(container.id, signal);
    },

    async latestStats(container) {
      permit('container.stats');
      connected();
      return container.state === 'running' || container.state === 'paused' ? streams.latestStats(container.id) : null;
    },

    async logTail(container, options) {
      if (options.tail < 0 || options.tail > maxTail) throw badInput(`tail: from 0 to ${maxTail}, this is ${options.tail}.`);
      connected();
      await recordRead(caller, source, 'container.logs', mirror.host, container);
      const over = new AbortController();
      try {
        return await newest(await streams.logs(container.id, upstream(container, { ...options, follow: false }), over.signal));
      } finally {
        over.abort();
      }
    },

    async logs(container, options, signal) {
      if (options.tail !== null && options.tail < 0) throw badInput(`tail: 0 or more, this is ${options.tail}.`);
      connected();
      return recordStream(caller, source, 'container.logs', mirror.host, container, {
        open: () => streams.logs(container.id, upstream(container, options), signal),
        size: ({ lines }) => ({
          lines: lines.length,
          bytes: lines.reduce((sum, { text, partial }) => sum + Buffer.byteLength(text) + (partial ? 0 : 1), 0),
        }),
        signal,
      });
    },

    containerChanges(signal) {
      permit('container.read');
      // Listening begins now, not when the first change is asked for: what is listed after this call misses nothing.
      const stop = mirror.onChange((change) => {
        if (change.type === 'container') buffer.push(change);
      });
      const buffer = new ChangeBuffer(stop);
      signal.addEventListener('abort', () => buffer.close(), { once: true });
      if (signal.aborted) buffer.close();
      return buffer;
    },

    events(signal, span) {
      permit('event.read');
      connected();
      return recordFollowing(caller, source, 'event.read', mirror.host, streams.events(signal, span), signal);
    },
  };
}

function upstream(container: Container, options: FollowOptions | (LogTailOptions & { follow: false })): LogOptions {
  const { stream, ...rest } = options;
  return { ...rest, stdout: stream !== 'stderr', stderr: stream !== 'stdout', tty: container.tty };
}

/** All lines, or as many of the newest as fit. */
async function newest(batches: AsyncIterable<LogBatch>): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  let bytes = 0;
  for await (const batch of batches) {
    lines.push(...batch.lines);
    for (const { text } of batch.lines) bytes += text.length;
    let excess = 0;
    for (; bytes > maxTailBytes; excess += 1) bytes -= lines[excess]?.text.length ?? 0;
    lines.splice(0, excess);
  }
  return lines;
}
