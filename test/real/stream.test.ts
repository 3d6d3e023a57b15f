import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { connectEngine } from '../../src/engine/connect.ts';
import type { LogLine } from '../../src/engine/model.ts';
import type { Engine } from '../../src/engine/ports.ts';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, runFor, sharedEngine, uniqueName, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

/** The engine, with a count of its streams that are open, and of the lines that came out of it. */
function counted({ socketPath }: TestEngine): Engine & { open: { stats: number; logs: number; lines: number } } {
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const real = connectEngine({ host: 'local', locate });
  const open = { stats: 0, logs: 0, lines: 0 };
  const count = (kind: 'stats' | 'logs', signal: AbortSignal) => {
    open[kind] += 1;
    signal.addEventListener('abort', () => (open[kind] -= 1), { once: true });
  };
  const counting = async function* (batches: AsyncIterable<readonly LogLine[]>) {
    for await (const lines of batches) {
      open.lines += lines.length;
      yield lines;
    }
  };
  return {
    ...real,
    open,
    streams: {
      events: (options) => real.streams.events(options),
      stats: (id, signal) => {
        count('stats', signal);
        return real.streams.stats(id, signal);
      },
      logs: async (id, options, signal) => {
        if (options.follow) count('logs', signal);
        return counting(await real.streams.logs(id, options, signal));
      },
    },
  };
}

async function start(t: TestContext) {
  const engine = await sharedEngine();
  const host = counted(engine);
  const app = await startApp(t, host);
  const url = await app.listen();
  const headers = { authorization: `Bearer ${app.admin}` };

  /** Results of a subscription over Server-Sent Events, as `curl -N` gets them. */
  const follow = (query: string) => {
    const leave = new AbortController();
    t.after(() => leave.abort());
    const results = async function* () {
      const response = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(`subscription { ${query} }`)}`, {
        headers,
        signal: leave.signal,
      });
      let rest = '';
      for await (const chunk of response.body ?? []) {
        const frames = (rest + Buffer.from(chunk).toString()).split('\n\n');
        rest = frames.pop() ?? '';
        for (const frame of frames) {
          if (!frame.startsWith('event: next')) continue;
          const result: unknown = JSON.parse(frame.slice(frame.indexOf('{')));
          yield result;
        }
      }
    };
    return { results: results(), leave: () => leave.abort() };
  };
  return { engine, host, app, url, headers, follow };
}

test('statistics are those of `docker stats`; two listeners share a stream, which is closed within a second of the last', async (t) => {
  const { engine, host, follow } = await start(t);
  const { name } = await runFor(t, engine, { script: 'while :; do :; done', host: { NanoCpus: 200_000_000 } });
  const query = `containerStats(refs: ["${name}"]) { cpuPercent memoryUsage memoryLimit memoryPercent pids networkRx }`;
  const [one, other] = [follow(query), follow(query)];
  await other.results.next();
  const samples: unknown[] = [];
  for await (const sample of one.results) if (samples.push(sample) === 3) break;
  assert.equal(host.open.stats, 1);

  const shown = await docker(engine, 'stats', '--no-stream', '--format', '{{.CPUPerc}} {{.PIDs}} {{.MemUsage}}', name);
  const [cpu = '', pids] = shown.split(' ');
  const ours = Number(pick(samples.at(-1), 'data', 'containerStats', 'cpuPercent'));
  assert.ok(Math.abs(ours - Number.parseFloat(cpu)) < 15, `${ours} against ${cpu}`);
  assert.equal(pick(samples.at(-1), 'data', 'containerStats', 'pids'), Number(pids));
  one.leave();
  other.leave();
  await until(() => host.open.stats === 0, 'the upstream is closed', 1000);
});

test('both streams of a log are told apart, with lines whole, and lines to come follow on those there are', async (t) => {
  const { engine, host, follow } = await start(t);
  const { name } = await runFor(t, engine, {
    script:
      'echo größe; echo oops >&2; n=0; while [ $n -lt 20000 ]; do printf x; n=$((n+1)); done; echo; sleep 5; echo later; sleep 60',
  });
  // One that is still being written when the history ends comes in two pieces, marked as such.
  await until(async () => (await docker(engine, 'logs', name)).includes('x'.repeat(20_000)), 'the long line is written');
  const logs = follow(
    `containerLogs(refs: ["${name}"], tail: null) { dropped lines { text stream at partial container { name } } }`,
  );
  const lines: unknown[] = [];
  for await (const result of logs.results) {
    const batch = pick(result, 'data', 'containerLogs', 'lines');
    if (Array.isArray(batch)) lines.push(...batch);
    if (lines.length >= 4) break;
  }
  const seen = lines.map((line) => [pick(line, 'stream'), pick(line, 'text')]);
  assert.deepEqual(
    seen.map(([stream, text]) => `${String(stream)} ${String(text)}`).sort(),
    ['STDERR oops', 'STDOUT größe', 'STDOUT later', `STDOUT ${'x'.repeat(20_000)}`].sort(),
  );
  logs.leave();
  await until(() => host.open.logs === 0, 'the upstream is closed', 1000);
});

test('a listener that does not read loses lines, is told how many, and costs bounded memory', async (t) => {
  const { engine, host, app, url } = await start(t);
  // 300,000 lines of 80 bytes: several times what the network's own buffers take.
  const { name } = await runFor(t, engine, { script: `sleep 2; yes ${'0123456789'.repeat(8)} | head -n 300000; sleep 60` });
  const client = openSocket(t, `${url.replace('http', 'ws')}/graphql`);
  await client.init({ authorization: `Bearer ${app.admin}` });
  client.subscribe('1', `subscription { containerLogs(refs: ["${name}"], tail: 0) { dropped lines { text } } }`);
  await client.next(({ type }) => type === 'next');
  client.socket.pause();
  const before = process.memoryUsage().rss;
  await until(() => host.open.lines >= 300_000, 'all lines have come out of the engine', 60_000);
  const grown = process.memoryUsage().rss - before;
  client.socket.resume();
  const { payload } = await client.next((message) => Number(pick(message.payload, 'data', 'containerLogs', 'dropped')) > 0);
  assert.ok(Number(pick(payload, 'data', 'containerLogs', 'dropped')) > 10_000);
  assert.ok(grown < 150 * 1024 * 1024, `${Math.round(grown / 1e6)} MB for one that does not read`);
});

test('changes and events come as containers come and go', async (t) => {
  const { engine, app, url } = await start(t);
  const client = openSocket(t, `${url.replace('http', 'ws')}/graphql`);
  await client.init({ authorization: `Bearer ${app.admin}` });
  const mark = uniqueName('mark');
  client.subscribe(
    'changes',
    `subscription { containerChanges(filter: { labels: [{ key: "${mark}" }] }) { kind container { name } } }`,
  );
  client.subscribe(
    'events',
    `subscription { events(types: ["container"], actions: ["start"], actor: "${mark}") { action name time } }`,
  );
  // Operations of one socket are begun in order, so both are open once the third has been answered.
  client.subscribe('answered', '{ viewer { name } }');
  await client.next(({ id, type }) => id === 'answered' && type === 'complete');
  await runFor(t, engine, { name: mark, labels: { [mark]: '' } });
  const change = await client.next(({ id }) => id === 'changes');
  assert.deepEqual(pick(change, 'payload', 'data', 'containerChanges'), { kind: 'ADDED', container: { name: mark } });
  const event = await client.next(({ id }) => id === 'events');
  assert.equal(pick(event, 'payload', 'data', 'events', 'name'), mark);
  assert.match(String(pick(event, 'payload', 'data', 'events', 'time')), /\.\d{9}Z$/);
});

test('`curl -N` with a token follows a subscription', async (t) => {
  const { engine, url, app } = await start(t);
  const { name } = await runFor(t, engine, { script: 'echo hello; sleep 60' });
  const query = `query=subscription { containerLogs(refs: ["${name}"], tail: null, follow: false) { lines { text } } }`;
  const { stdout } = await promisify(execFile)('curl', [
    '-sN',
    '-G',
    `${url}/graphql/stream`,
    '--data-urlencode',
    query,
    '-H',
    `Authorization: Bearer ${app.admin}`,
  ]);
  assert.match(stdout, /event: next\ndata: .*"text":"hello"[\s\S]*event: complete/);
});
