import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { LogLine } from '../../src/engine/model.ts';
import type { LogOptions } from '../../src/engine/ports.ts';
import { shareStreams } from '../../src/engine/shared.ts';
import { engineAt } from '../contract/world.ts';
import { docker, runFor, sharedEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

// Asked for here and not inside a test, with the end of which it would be stopped.
const real = await sharedEngine();
const engine = engineAt(real.socketPath);
const all: LogOptions = { stdout: true, stderr: true, since: null, until: null, tail: null, follow: false, tty: false };

function controller(t: TestContext): AbortController {
  const over = new AbortController();
  t.after(() => over.abort());
  return over;
}

async function linesOf(batches: AsyncIterable<readonly LogLine[]>): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}

test('both streams are told apart, with long lines whole, characters whole, and a last line without end', async (t) => {
  const script =
    "echo plain; echo 'grüße 漢字 😀' >&2; head -c 40000 /dev/zero | tr '\\0' x; echo; head -c 16384 /dev/zero | tr '\\0' y >&2; echo >&2; printf 'no end'";
  for (const tty of [false, true]) {
    const { id } = await runFor(t, real, { script, config: { Tty: tty } });
    await docker(real, 'wait', id);
    const lines = await linesOf(await engine.streams.logs(id, { ...all, tty }, controller(t).signal));
    const of = (stream: LogLine['stream']) =>
      lines
        .filter((line) => line.stream === stream)
        .map((line) => [line.text.length > 100 ? line.text.length : line.text, line.partial]);
    const out = [
      ['plain', false],
      [40_000, false],
      ['no end', true],
    ];
    const err = [
      ['grüße 漢字 😀', false],
      [16_384, false],
    ];
    if (tty) assert.deepEqual(of('stdout'), [out[0], err[0], out[1], err[1], out[2]]);
    else assert.deepEqual([of('stdout'), of('stderr')], [out, err]);
    assert.ok(lines.every(({ at }) => /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/.test(at)));
  }
});

test('tail, since and until choose the lines that the command line chooses', async (t) => {
  const { id } = await runFor(t, real, { script: 'for n in 1 2 3 4 5 6; do echo $n; sleep 0.02; done' });
  await docker(real, 'wait', id);
  const read = async (options: Partial<LogOptions>) =>
    linesOf(await engine.streams.logs(id, { ...all, ...options }, controller(t).signal));
  const lines = await read({});
  assert.deepEqual(
    (await read({ tail: 2 })).map(({ text }) => text),
    ['5', '6'],
  );
  assert.deepEqual(await read({ since: lines[2]?.at ?? null }), lines.slice(2));
  assert.deepEqual(await read({ until: lines[3]?.at ?? null }), lines.slice(0, 4));
  assert.deepEqual(await read({ stdout: false }), []);
});

test('a fast logger: history and live join without a loss or a repetition, for several followers', async (t) => {
  const script = 'n=0; while [ $n -lt 30000 ]; do echo "line $n"; echo "error $n" >&2; n=$((n+1)); done; sleep 1000';
  const { id } = await runFor(t, real, { script });
  const shared = shareStreams(engine.streams);
  const over = controller(t);
  const followers = [0, 2_000, 9_000, 20_000].map(async (from) => {
    await until(
      async () =>
        (await linesOf(await engine.streams.logs(id, { ...all, tail: 4 }, over.signal))).some((line) => number(line) >= from),
      `line ${from}`,
      60_000,
    );
    const numbers = { stdout: [] as number[], stderr: [] as number[] };
    let dropped = 0;
    const leaving = controller(t);
    for await (const batch of await shared.logs(id, { ...all, follow: true }, leaving.signal)) {
      dropped += batch.dropped;
      for (const line of batch.lines) numbers[line.stream].push(number(line));
      if (numbers.stdout.at(-1) === 29_999 && numbers.stderr.at(-1) === 29_999) break;
    }
    assert.equal(dropped, 0);
    for (const seen of Object.values(numbers))
      assert.deepEqual(
        seen,
        Array.from({ length: 30_000 }, (_, n) => n),
      );
  });
  await Promise.all(followers);
});

function number(line: LogLine): number {
  return Number(line.text.split(' ')[1]);
}

test('the statistics are those of `docker stats`', async (t) => {
  const { id } = await runFor(t, real, {
    script: 'head -c 3000000 /dev/zero > /file; while :; do :; done',
    host: { Memory: 64 * 2 ** 20, NanoCpus: 2e8 },
  });
  const over = controller(t);
  const shared = shareStreams(engine.streams);
  const format = '{{.CPUPerc}} {{.MemUsage}} {{.MemPerc}} {{.PIDs}}';
  // Both average over the second before; the share is capped at 20 % of a core, so that they can be compared.
  await until(async () => ((await shared.latestStats(id)).cpuPercent ?? 0) > 10, 'it is at work', 20_000);
  const [shown, sample] = await Promise.all([
    docker(real, 'stats', '--no-stream', '--format', format, id),
    shared.latestStats(id),
  ]);
  const [cpu = '', used = '', , limit = '', share = '', pids = ''] = shown.split(' ');
  assert.ok(Math.abs(Number.parseFloat(cpu) - (sample.cpuPercent ?? -100)) < 8, `${cpu} and ${sample.cpuPercent}`);
  assert.ok(
    Math.abs(Number.parseFloat(used) - sample.memoryUsage / (used.endsWith('MiB') ? 2 ** 20 : 2 ** 10)) < 200,
    `${used} and ${sample.memoryUsage}`,
  );
  assert.equal(limit, '64MiB');
  assert.equal(sample.memoryLimit, 64 * 2 ** 20);
  assert.ok(Math.abs(Number.parseFloat(share) - sample.memoryPercent) < 2, `${share} and ${sample.memoryPercent}`);
  assert.equal(Number(pids), sample.pids);

  const times: string[] = [];
  for await (const item of shared.stats(id, over.signal)) {
    if ('missed' in item) continue;
    times.push(item.readAt);
    if (times.length === 3) break;
  }
  assert.equal(new Set(times).size, 3);
});

test('the statistics of a container that does not run are none, and of one that is not there NOT_FOUND', async (t) => {
  const { id } = await runFor(t, real, { start: false });
  const over = controller(t);
  const samples = await engine.streams.stats(id, over.signal);
  const reading = (async () => {
    for await (const sample of samples) return sample;
    return null;
  })();
  await until(() => engine.reader.inspectContainer(id), 'the engine has had time to answer');
  over.abort();
  assert.equal(await reading, null);
  await assert.rejects(engine.streams.stats('f'.repeat(64), controller(t).signal), { code: 'NOT_FOUND' });
  await assert.rejects(engine.streams.logs('f'.repeat(64), all, controller(t).signal), { code: 'NOT_FOUND' });
});

test('one hundred listeners cost the engine one stream, and it is closed when they leave', async (t) => {
  const { id } = await runFor(t, real);
  const before = (await engine.reader.info()).eventListeners;
  const shared = shareStreams(engine.streams);
  const over = controller(t);
  const listening = Array.from({ length: 100 }, () => shared.events(over.signal)[Symbol.asyncIterator]());
  const first = listening.map(async (events) => {
    for (;;) {
      const { value } = await events.next();
      if (value !== undefined && !('missed' in value) && value.actorId === id) return value.action;
    }
  });
  await until(async () => (await engine.reader.info()).eventListeners === before + 1, 'one more listener');
  await engine.writer.pauseContainer(id);
  assert.deepEqual(new Set(await Promise.all(first)), new Set(['pause']));
  await engine.writer.unpauseContainer(id);
  const left = performance.now();
  over.abort();
  await until(async () => (await engine.reader.info()).eventListeners === before, 'the upstream is closed', 5_000);
  assert.ok(performance.now() - left < 2_000);
});
