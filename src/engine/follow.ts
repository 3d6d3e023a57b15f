import type { Subscription } from './fanout.ts';
import type { LogLine } from './model.ts';
import type { LogOptions } from './ports.ts';
import type { BoundedQueue } from './queue.ts';
import { SeenLines } from './seen.ts';
import { engineTime } from './time.ts';

type Lines = readonly LogLine[];

export interface LogSources {
  /** Reads what is there, and ends. */
  read(options: LogOptions): Promise<AsyncIterable<Lines>>;
  /** Joins the one upstream that follows this log, from now on. */
  live(): Subscription<Lines>;
}

// The catch-up reads the log from its end, for by time alone the engine would search the file from the beginning.
const firstCatchUp = 2_000;
const largestCatchUp = 200_000;
// A line of 1 MiB, the longest there is, is 64 of the engine's messages, and it is those that `tail` counts.
const messagesPerLine = 64;

/**
 * History first, then the shared live stream, into one queue: nothing lost and nothing twice.
 *
 * 1. The history is read by a stream of its own, at the pace of the reader, for it can be long.
 * 2. The live stream is joined. From here on it waits in its own buffer.
 * 3. What was written meanwhile is caught up with by reading the end of the log.
 * 4. When the first live lines arrive, the end of the log is read once more: the engine accepts a stream before it has found the end of the log, so
 *    that what is written in that moment may be in neither.
 * 5. Live lines, of which those that were read already are left out until their times have passed all that was read.
 *
 * Resolves when the log has ended; rejects with what broke it. The queue's owner ends it.
 */
export async function historyThenLive(
  history: AsyncIterable<Lines>,
  options: LogOptions,
  sources: LogSources,
  queue: BoundedQueue<Lines>,
): Promise<void> {
  const seen = new SeenLines();
  const fresh = seen.reading();
  for await (const lines of history) {
    give(fresh(lines), options, queue);
    await queue.room();
    if (queue.over) return;
  }
  if (queue.over) return;
  const live = sources.live();
  await live.opened;
  await catchUp(seen, options, sources, queue);

  const freshOfLive = seen.reading();
  let edgeMs: number | null = null;
  let joined = false;
  for await (const item of live) {
    if ('missed' in item) queue.miss(item.missed);
    else if (joined) give(item, options, queue);
    else {
      if (edgeMs === null) {
        await catchUp(seen, options, sources, queue);
        edgeMs = seen.edgeMs;
      }
      give(freshOfLive(item), options, queue);
      const newest = item.at(-1);
      joined = newest !== undefined && Date.parse(newest.at) > edgeMs;
    }
    if (queue.over) return;
  }
}

/** Live lines only. */
export async function liveOnly(live: Subscription<Lines>, options: LogOptions, queue: BoundedQueue<Lines>): Promise<void> {
  for await (const item of live) {
    if ('missed' in item) queue.miss(item.missed);
    else give(item, options, queue);
    if (queue.over) return;
  }
}

/** Lines of the streams asked for, up to the time asked for; behind it the queue ends. */
function give(lines: Lines, options: LogOptions, queue: BoundedQueue<Lines>): void {
  const until = options.until === null ? null : engineTime(options.until);
  const kept = lines.filter(
    (line) => (line.stream === 'stdout' ? options.stdout : options.stderr) && (until === null || engineTime(line.at) <= until),
  );
  if (kept.length > 0) queue.push(kept);
  if (until !== null && lines.some((line) => engineTime(line.at) > until)) queue.end();
}

async function catchUp(seen: SeenLines, options: LogOptions, sources: LogSources, queue: BoundedQueue<Lines>): Promise<void> {
  const newestMs = seen.newestMs;
  const nothingSeen = !Number.isFinite(newestMs);
  const since = nothingSeen ? options.since : laterOf(options.since, new Date(seen.overlapMs).toISOString());
  for (let tail = firstCatchUp; ; tail *= 8) {
    const bounded = nothingSeen ? options.tail : tail > largestCatchUp ? null : tail;
    const lines: LogLine[] = [];
    for await (const batch of await sources.read({ ...options, follow: false, since, tail: bounded }))
      for (const line of batch) lines.push(line);
    const first = lines[0];
    const reachesBack = first === undefined || Date.parse(first.at) <= newestMs;
    if (nothingSeen || bounded === null || reachesBack || lines.length * messagesPerLine < bounded) {
      // What stands before the first known line is older than the history that was asked for; what is new stands behind all known ones.
      const known = lines.findIndex((line) => seen.has(line));
      give(seen.reading()(lines.slice(Math.max(0, known))), options, queue);
      return;
    }
  }
}

function laterOf(a: string | null, b: string): string {
  return a !== null && engineTime(a) > engineTime(b) ? a : b;
}
