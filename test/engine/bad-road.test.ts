import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { wasSent } from '../../src/engine/failure.ts';
import { WharfingerError } from '../../src/errors.ts';
import { badRoad, type Fault } from '../support/bad-road.ts';
import { until } from '../support/until.ts';
import { standIn } from './stand-in.ts';

const id = 'a'.repeat(64);
const ids = Array.from({ length: 4 }, (_, n) => String(n).repeat(64));
const events = Array.from(
  { length: 5 },
  (_, n) => `{"Type":"container","Action":"start","Actor":{"ID":"c${n}"},"timeNano":${n}}\n`,
);
const lines = Array.from({ length: 5 }, (_, n) => `line ${n}`);
const frame = (text: string) => {
  const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};
const output = lines.map((line) => `${line}\n`).join('');

/** The answers of an engine to what is asked below. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? '';
  if (url.includes('/containers/json')) response.end(JSON.stringify(ids.map((one) => ({ Id: one }))));
  else if (url.includes('/events')) for (const one of events) response.write(one);
  else if (url.includes('/logs')) {
    for (const line of lines) response.write(frame(`2026-01-01T00:00:00Z ${line}\n`));
    response.end();
  } else if (url.includes('/exec/')) {
    response.writeHead(101, { connection: 'Upgrade', upgrade: 'tcp' }).flushHeaders();
    for (const line of lines) response.socket?.write(frame(`${line}\n`));
    response.socket?.end();
  } else response.writeHead(204).end();
}

async function start(t: TestContext) {
  const engine = await standIn(t, answer);
  const road = await badRoad(t, engine.path);
  const at = { kind: 'unix', address: `unix://${road.path}`, path: road.path } as const;
  const connect = (deadlineMs: number) =>
    connectEngine({ host: 'local', locate: async () => at, timeouts: { read: deadlineMs, act: deadlineMs } });
  return { engine, road, connect };
}

type Asked = ReturnType<typeof connectEngine>;

/** Each way of asking: what it gives in full, in order, and how often the engine may hear of it. */
const ways: Record<string, (engine: Asked, got: string[], signal: AbortSignal) => Promise<void>> = {
  'a list': async ({ reader }, got) => void got.push(...(await reader.listContainerIds())),
  'an action': async ({ writer }, got) => void got.push(String((await writer.startContainer(id)).status)),
  'the event stream': async ({ streams }, got, signal) => {
    for await (const { actorId } of await streams.events({ since: null, signal })) {
      if (got.push(actorId) === events.length) return;
    }
  },
  'a log': async ({ streams }, got, signal) => {
    const all = { stdout: true, stderr: true, since: null, until: null, tail: null, follow: false, tty: false };
    for await (const some of await streams.logs(id, all, signal)) got.push(...some.map(({ text }) => text));
  },
  'the output of a command': async ({ writer }, got, signal) => {
    const run = await writer.startPrepared(id, spec, 'ab'.repeat(32));
    signal.addEventListener('abort', () => run.close());
    for await (const { bytes } of run.output) got.push(bytes.toString());
  },
};
const spec = {
  command: ['x'],
  env: [],
  tty: false,
  stdin: false,
  detach: false,
  user: null,
  workingDir: null,
  privileged: false,
  detachKeys: null,
};
const whole: Record<string, string> = {
  'a list': ids.join(),
  'an action': '204',
  'the event stream': events.map((_, n) => `c${n}`).join(),
  'a log': lines.join(),
};

for (const [what, ask] of Object.entries(ways)) {
  test(`${what}, wherever the road fails: all of it, or an error that says so; nothing hangs, is made up, or is done twice`, async (t) => {
    const { engine, road, connect } = await start(t);
    const outcome = async (fault: Fault | null) => {
      const before = engine.requests.length;
      road.fault = fault;
      const got: string[] = [];
      // Silence ends with the deadline, and in a stream that was accepted when its reader has had enough.
      const patience = fault?.how === 'silence' ? 120 : 30_000;
      const error = await ask(connect(patience), got, AbortSignal.timeout(patience)).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      return {
        got: what === 'the output of a command' ? got.join('') : got.join(),
        error,
        heard: engine.requests.length - before,
      };
    };
    const good = await outcome(null);
    assert.deepEqual(good, { got: whole[what] ?? output, error: null, heard: 1 });
    const length = road.passed;
    const crumbs = await outcome({ afterBytes: 0, how: 'crumbs' });
    assert.deepEqual(crumbs, good);

    for (const how of ['cut', 'end', 'silence'] as const) {
      const step = how === 'silence' ? length / 4 : length / 16;
      for (let afterBytes = 0; afterBytes < length; afterBytes += Math.ceil(step)) {
        const { got, error, heard } = await outcome({ afterBytes, how });
        const at = `${how} after ${afterBytes} of ${length} bytes: ${got} ${String(error)}`;
        assert.ok(good.got.startsWith(got), at);
        if (how === 'silence' && error === null) continue;
        if (got !== good.got) {
          assert.ok(error instanceof WharfingerError, at);
          assert.ok(['ENGINE_UNAVAILABLE', 'TIMEOUT', 'ENGINE_ERROR'].includes(error.code), at);
        }
        assert.ok(heard <= (what === 'a list' ? 2 : 1), at);
        // Whoever hears "not sent" may do it again.
        if (error !== null && heard > 0) assert.ok(wasSent(error), at);
      }
    }
    road.fault = null;
    assert.deepEqual(await outcome(null), good);
    await until(() => road.open === 0 || what === 'a list', 'no connection is left');
  });
}
