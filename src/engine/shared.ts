import { conflict, timedOut } from '../errors.ts';
import { SharedStream } from './fanout.ts';
import { historyThenLive, liveOnly, type LogSources } from './follow.ts';
import type { EngineEvent, LogLine, StatsSample } from './model.ts';
import type { EngineStreams, LogOptions } from './ports.ts';
import { BoundedQueue, type Missed } from './queue.ts';
import { engineTime } from './time.ts';

/** Lines that arrived together. `dropped`: those that this listener was too slow for since its last batch. */
export interface LogBatch {
  lines: readonly LogLine[];
  dropped: number;
}

/** The streams of one engine for any number of listeners: one upstream for each object, a bounded buffer for each listener. */
export interface SharedStreams {
  stats(id: string, signal: AbortSignal): AsyncIterable<StatsSample | Missed>;
  /** The newest sample that has a CPU share; waits for one where nobody follows yet (about 2 s). TIMEOUT, or CONFLICT when the container is gone. */
  latestStats(id: string): Promise<StatsSample>;
  /** From now on; with a span, from then (as far back as the engine remembers: 256 events) until then, over an upstream of its own. */
  events(signal: AbortSignal, span?: EventSpan): AsyncIterable<EngineEvent | Missed>;
  /** Following listeners of one container share an upstream, those who want history too once they have caught up. */
  logs(id: string, options: LogOptions, signal: AbortSignal): Promise<AsyncIterable<LogBatch>>;
}

/** RFC 3339, both inclusive; null: from now, and for ever. */
export interface EventSpan {
  since: string | null;
  until: string | null;
}

export interface SharingOptions {
  /** How long an upstream outlives its last listener, in milliseconds. */
  lingerMs?: number;
  now?: () => number;
}

const statsBuffer = 64;
const eventsBuffer = 2_048;
const logBytes = 1024 * 1024;
// While a listener catches up, what is written meanwhile waits in its live subscription.
const catchUpBytes = 8 * logBytes;
const latestStatsMs = 6_000;
// The longest a timer can wait.
const longestTimerMs = 2 ** 31 - 1;

const bytesOf = (lines: readonly LogLine[]) => lines.reduce((sum, line) => sum + line.text.length + 64, 0);
const logLimits = { weigh: bytesOf, count: (lines: readonly LogLine[]) => lines.length };

/** Shares an engine's streams. Upstreams are opened for the first listener and closed within a second of the last one leaving. */
export function shareStreams(streams: EngineStreams, { lingerMs = 200, now = Date.now }: SharingOptions = {}): SharedStreams {
  const stats = new SharedStream<StatsSample>({
    capacity: statsBuffer,
    lingerMs,
    open: (id, signal) => streams.stats(id, signal),
  });
  const events = new SharedStream<EngineEvent>({
    capacity: eventsBuffer,
    lingerMs,
    open: (_, signal) => streams.events({ since: null, signal }),
  });
  /** What begins in the past is for one listener: whoever joined it would miss what was told. */
  const ownEvents = ({ since, until }: EventSpan, signal: AbortSignal) =>
    new SharedStream<EngineEvent>({
      capacity: eventsBuffer,
      lingerMs: 0,
      open: (_, closing) => streams.events({ since, until, signal: closing }),
    }).subscribe('', signal);
  const live = new SharedStream<readonly LogLine[]>({
    ...logLimits,
    capacity: logBytes,
    lingerMs,
    open: (key, signal) => {
      const { id, ...form } = liveLogOf(key);
      return streams.logs(id, { stdout: true, stderr: true, since: null, until: null, tail: 0, follow: true, ...form }, signal);
    },
  });

  const follow = async (id: string, options: LogOptions, signal: AbortSignal): Promise<AsyncIterable<LogBatch>> => {
    const leaving = new AbortController();
    const queue: BoundedQueue<readonly LogLine[]> = new BoundedQueue({ ...logLimits, capacity: logBytes }, () => leaving.abort());
    const leave = () => queue.close();
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    const timer = endTimer(options.until, now(), () => {
      queue.end();
      leaving.abort();
    });
    const over = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      settle();
      leaving.abort();
    };
    const sources: LogSources = {
      read: (read) => streams.logs(id, read, leaving.signal),
      live: () => live.subscribe(keyOfLive(id, options), leaving.signal, catchUpBytes),
    };
    try {
      const flowing =
        options.tail === 0
          ? liveOnly(await openedLive(sources), options, queue)
          : historyThenLive(await sources.read({ ...options, follow: false }), options, sources, queue);
      flowing.then(
        () => over(() => queue.end()),
        (failure: unknown) => over(() => queue.fail(failure)),
      );
    } catch (failure) {
      over(() => queue.end());
      throw failure;
    }
    return batchesOf(queue);
  };

  return {
    stats: (id, signal) => stats.subscribe(id, signal),
    events: (signal, span) =>
      span === undefined || (span.since === null && span.until === null) ? events.subscribe('', signal) : ownEvents(span, signal),
    latestStats: (id) => latest(stats, id),
    logs: async (id, options, signal) => {
      const past = options.until !== null && Number(engineTime(options.until)) * 1000 <= now();
      if (options.follow && !past) return follow(id, options, signal);
      return wholeBatches(await streams.logs(id, { ...options, follow: false }, signal));
    },
  };
}

async function openedLive(sources: LogSources): Promise<ReturnType<LogSources['live']>> {
  const live = sources.live();
  await live.opened;
  return live;
}

/** Those who want details share an upstream of their own. */
function keyOfLive(id: string, { tty, details = false }: Pick<LogOptions, 'tty' | 'details'>): string {
  return `${tty ? 'raw' : 'framed'} ${details ? 'detailed' : 'plain'} ${id}`;
}

function liveLogOf(key: string): { id: string; tty: boolean; details: boolean } {
  const [form, depth, id = ''] = key.split(' ');
  return { id, tty: form === 'raw', details: depth === 'detailed' };
}

/** For a silent log: the time asked for can pass without a line beyond it. A second more, for lines on their way. */
function endTimer(until: string | null, now: number, end: () => void): NodeJS.Timeout | undefined {
  const remaining = until === null ? Number.POSITIVE_INFINITY : Number(engineTime(until)) * 1000 - now + 1_000;
  return remaining < longestTimerMs ? setTimeout(end, remaining) : undefined;
}

async function latest(stats: SharedStream<StatsSample>, id: string): Promise<StatsSample> {
  const last = stats.last(id);
  if (last !== undefined && last.cpuPercent !== null) return last;
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), latestStatsMs);
  try {
    for await (const item of stats.subscribe(id, over.signal)) if (!('missed' in item) && item.cpuPercent !== null) return item;
    if (over.signal.aborted) throw timedOut(`no sample within ${latestStatsMs / 1000} s; does the container run?`);
    throw conflict('the container does not run any more');
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

async function* wholeBatches(batches: AsyncIterable<readonly LogLine[]>): AsyncGenerator<LogBatch> {
  for await (const lines of batches) yield { lines, dropped: 0 };
}

/** What was missed is told with the lines that come next, or by itself where none do. */
async function* batchesOf(queue: BoundedQueue<readonly LogLine[]>): AsyncGenerator<LogBatch> {
  let dropped = 0;
  for await (const item of queue) {
    if ('missed' in item) {
      dropped += item.missed;
      continue;
    }
    yield { lines: item, dropped };
    dropped = 0;
  }
  if (dropped > 0) yield { lines: [], dropped };
}
