import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { LogLine, StatsSample } from '../../src/engine/model.ts';
import type { EngineStreams, LogOptions } from '../../src/engine/ports.ts';
import { BoundedQueue } from '../../src/engine/queue.ts';
import { type LogBatch, shareStreams } from '../../src/engine/shared.ts';
import { notFound } from '../../src/errors.ts';
import { until } from '../support/until.ts';
import { collect } from './stand-in.ts';

type Lines = readonly LogLine[];

/** A container's log, read and followed the way the engine does it, with its bad habit: it finds the end of the log after it has answered. */
class FakeLog {
  readonly written: LogLine[] = [];
  readonly asked: LogOptions[] = [];
  #followers = new Set<BoundedQueue<Lines>>();
  late = 0;

  write(line: LogLine): void {
    this.written.push(line);
    this.live(line);
  }

  /** To the followers only. */
  live(line: LogLine): void {
    for (const queue of this.#followers) queue.push([line]);
  }

  end(): void {
    for (const queue of this.#followers) queue.end();
  }

  get following(): number {
    return this.#followers.size;
  }

  readonly streams: EngineStreams = {
    events: async () => collectNothing(),
    stats: async () => collectNothing(),
    logs: async (id, options, signal) => {
      if (id !== 'web') throw notFound('no such container');
      this.asked.push(options);
      return options.follow ? this.#follow(signal) : this.#read(options);
    },
  };

  async #follow(signal: AbortSignal): Promise<AsyncIterable<Lines>> {
    const queue = new BoundedQueue<Lines>({ capacity: 1_000_000 });
    const join = async () => {
      for (let n = 0; n < this.late; n++) await setImmediate();
      if (!signal.aborted) this.#followers.add(queue);
    };
    void join();
    signal.addEventListener('abort', () => {
      this.#followers.delete(queue);
      queue.end();
    });
    return batches(queue);
  }

  async *#read({ since, tail, stdout, stderr }: LogOptions): AsyncGenerator<Lines> {
    const end = tail === null ? this.written.slice() : this.written.slice(Math.max(0, this.written.length - tail));
    const wanted = end.filter((line) => (line.stream === 'stdout' ? stdout : stderr) && (since === null || line.at >= since));
    for (let from = 0; from < wanted.length; from += 7) {
      await setImmediate();
      yield wanted.slice(from, from + 7);
    }
  }
}

async function* collectNothing(): AsyncGenerator<never> {}

async function* batches(queue: BoundedQueue<Lines>): AsyncGenerator<Lines> {
  for await (const item of queue) if (!('missed' in item)) yield item;
}

const all: LogOptions = { stdout: true, stderr: true, since: null, until: null, tail: null, follow: true, tty: false };

function line(ns: number, text: string, stream: LogLine['stream'] = 'stdout'): LogLine {
  const at = new Date(Date.parse('2026-11-24T06:40:16Z') + Math.floor(ns / 1_000_000)).toISOString().replace('Z', '');
  return { stream, at: `${at}${String(ns % 1_000_000).padStart(6, '0')}Z`, text, partial: false };
}

function texts(batchesOfLines: readonly LogBatch[]): string[] {
  return batchesOfLines.flatMap((batch) => batch.lines.map(({ text }) => text));
}

test('history and what is written while it is read arrive whole, once and in order, whatever the timing', async () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 6 }),
    ns: fc.constantFrom(0, 1, 50, 3_000_000, 900_000_000),
    stderr: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 60 }), fc.array(step, { maxLength: 80 }), fc.nat({ max: 12 }), async (before, steps, late) => {
      const log = new FakeLog();
      log.late = late;
      let ns = 0;
      for (let n = 0; n < before; n++) log.write(line((ns += 1_000), `before ${n}`));
      const over = new AbortController();
      const reading = collect(await shareStreams(log.streams, { lingerMs: 0 }).logs('web', all, over.signal));
      for (const [n, { wait, ns: later, stderr }] of steps.entries()) {
        for (let turn = 0; turn < wait; turn++) await setImmediate();
        log.write(line((ns += later), `while ${n}`, stderr ? 'stderr' : 'stdout'));
      }
      await until(() => log.following === 1, 'the live stream has been joined');
      // The end of the log is read once more when a live line comes: what fell between the two is found then.
      log.write(line((ns += 1_000), 'last'));
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      log.end();
      const got = await reading;
      assert.deepEqual(texts(got).sort(), log.written.map(({ text }) => text).sort());
      assert.equal(
        got.reduce((sum, batch) => sum + batch.dropped, 0),
        0,
      );
    }),
    { numRuns: 60 },
  );
});

test('lines with one and the same time are all given', async () => {
  const log = new FakeLog();
  for (let n = 0; n < 20; n++) log.write(line(5, `line ${n}`));
  const over = new AbortController();
  const reading = collect(await shareStreams(log.streams).logs('web', all, over.signal));
  await until(() => log.following === 1, 'joined');
  log.write(line(5, 'the same time, live'));
  await until(() => log.asked.length === 4, 'caught up a second time');
  log.end();
  assert.equal(texts(await reading).length, 21);
});

test('the rest of a long line, between the pieces of which the live stream began, is not given again', async () => {
  const log = new FakeLog();
  const whole = line(5, `${'x'.repeat(16_384)} and its end`);
  log.write(whole);
  const over = new AbortController();
  const reading = collect(await shareStreams(log.streams).logs('web', all, over.signal));
  await until(() => log.following === 1, 'joined');
  log.live({ ...whole, text: ' and its end' });
  log.write(line(6, 'next'));
  log.end();
  assert.deepEqual(texts(await reading), [whole.text, 'next']);
});

test('the streams, the beginning and the number asked for hold for history and live alike', async () => {
  const log = new FakeLog();
  for (let n = 0; n < 10; n++) log.write(line(n * 1_000_000, `line ${n}`, n % 2 === 0 ? 'stdout' : 'stderr'));
  const over = new AbortController();
  const reading = collect(await shareStreams(log.streams).logs('web', { ...all, stdout: false, tail: 4 }, over.signal));
  await until(() => log.following === 1, 'joined');
  log.write(line(2_000_000_000, 'out'));
  log.write(line(2_000_000_001, 'err', 'stderr'));
  log.end();
  assert.deepEqual(texts(await reading), ['line 7', 'line 9', 'err']);
});

test('followers of one container share the live stream, and it is closed when they have left', async (t) => {
  const log = new FakeLog();
  const shared = shareStreams(log.streams, { lingerMs: 0 });
  const over = controller(t);
  await Promise.all(Array.from({ length: 10 }, () => shared.logs('web', { ...all, tail: 0 }, over.signal)));
  assert.equal(log.asked.length, 1);
  assert.equal(log.following, 1);
  over.abort();
  await until(() => log.following === 0, 'the upstream is closed');
});

test('a slow follower gets no more than its buffer holds and is told how many lines it missed', async (t) => {
  const log = new FakeLog();
  const shared = shareStreams(log.streams, { lingerMs: 0 });
  const over = controller(t);
  const slow = await shared.logs('web', { ...all, tail: 0 }, over.signal);
  const long = 'x'.repeat(10_000);
  for (let n = 0; n < 1_000; n++) {
    log.write(line(n, long));
    if (n % 50 === 0) await setImmediate();
  }
  await setImmediate();
  log.end();
  const got = await collect(slow);
  const dropped = got.reduce((sum, batch) => sum + batch.dropped, 0);
  assert.equal(dropped + texts(got).length, 1_000);
  assert.ok(texts(got).length <= 105, `${texts(got).length} lines of 10 kB were held`);
  assert.equal(got[0]?.dropped, dropped);
});

test('until ends a following listener, at a later line or by the clock', async (t) => {
  const log = new FakeLog();
  const now = Date.parse('2026-11-24T06:40:16Z');
  const over = controller(t);
  const shared = shareStreams(log.streams, { lingerMs: 0, now: () => now });
  const byLine = collect(await shared.logs('web', { ...all, tail: 0, until: '2026-11-24T06:40:26Z' }, over.signal));
  log.write(line(10_000_000_000, 'at the time'));
  log.write(line(10_000_000_001, 'after it'));
  assert.deepEqual(texts(await byLine), ['at the time']);
  const silent = shareStreams(log.streams, { lingerMs: 0, now: () => now + 10_995 });
  assert.deepEqual(await collect(await silent.logs('web', { ...all, tail: 0, until: '2026-11-24T06:40:26Z' }, over.signal)), []);
  const past = shareStreams(log.streams, { now: () => now + 60_000 });
  assert.equal(texts(await collect(await past.logs('web', { ...all, until: '2026-11-24T06:40:26Z' }, over.signal))).length, 2);
  await until(() => log.following === 0, 'nothing is followed any more');
});

test('a container that is not there is told at the call', async (t) => {
  const shared = shareStreams(new FakeLog().streams);
  for (const tail of [0, 5])
    await assert.rejects(shared.logs('gone', { ...all, tail }, controller(t).signal), { code: 'NOT_FOUND' });
});

test('the latest sample is the one somebody follows, or is waited for: the second, for the first has no CPU share', async (t) => {
  const sample = (cpuPercent: number | null): StatsSample => ({
    readAt: '',
    cpuPercent,
    onlineCpus: 1,
    memoryUsage: 0,
    memoryLimit: 0,
    memoryPercent: 0,
    networkRx: 0,
    networkTx: 0,
    blockRead: 0,
    blockWrite: 0,
    pids: 1,
  });
  let opened = 0;
  const closed: AbortSignal[] = [];
  const streams: EngineStreams = {
    ...new FakeLog().streams,
    stats: async (_, signal) => {
      opened += 1;
      closed.push(signal);
      return (async function* () {
        yield sample(null);
        yield sample(7);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      })();
    },
  };
  const shared = shareStreams(streams, { lingerMs: 0 });
  assert.equal((await shared.latestStats('web')).cpuPercent, 7);
  await until(() => closed[0]?.aborted, 'the upstream is closed again');
  const over = controller(t);
  for await (const item of shared.stats('web', over.signal)) if (!('missed' in item) && item.cpuPercent === 7) break;
  const following = shared.stats('web', over.signal);
  assert.equal((await shared.latestStats('web')).cpuPercent, 7);
  assert.ok(opened <= 3);
  over.abort();
  await collect(following);
});

function controller(t: TestContext): AbortController {
  const over = new AbortController();
  t.after(() => over.abort());
  return over;
}
