import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logParser } from '../../src/engine/demux.ts';
import { longestLine } from '../../src/engine/lines.ts';
import type { LogLine } from '../../src/engine/model.ts';

const piece = 16 * 1024;

interface Written {
  stream: LogLine['stream'];
  text: string;
}

function timeOf(n: number): string {
  return `2026-11-24T06:40:16.${String(n).padStart(9, '0')}Z`;
}

/** Pieces of 16 KiB with the time of the line in front, as the engine sends them. */
function pieces(text: Buffer, at: string): Buffer[] {
  const out: Buffer[] = [];
  for (let from = 0; from === 0 || from < text.length; from += piece) {
    out.push(Buffer.concat([Buffer.from(`${at} `), text.subarray(from, from + piece)]));
  }
  return out;
}

function frame(stream: LogLine['stream'], payload: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream === 'stdout' ? 1 : 2;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

function framed(lines: readonly Written[]): Buffer {
  return Buffer.concat(
    lines.flatMap(({ stream, text }, n) => pieces(Buffer.from(`${text}\n`), timeOf(n)).map((payload) => frame(stream, payload))),
  );
}

function raw(lines: readonly Written[]): Buffer {
  return Buffer.concat(lines.flatMap(({ text }, n) => pieces(Buffer.from(`${text}\r\n`), timeOf(n))));
}

function parse(tty: boolean, bytes: Buffer, cuts: readonly number[] = [], details = false): LogLine[] {
  const parser = logParser(tty, details);
  const out: LogLine[] = [];
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (const [index, from] of edges.entries()) parser.push(Buffer.from(bytes.subarray(from, edges[index + 1] ?? from)), out);
  parser.end(out);
  return out;
}

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', ' ', 'é', '漢', '😀', '{', '\t') }),
  fc.constant('2026-11-24T06:40:16.000000001Z looks like a time'),
  fc.integer({ min: piece - 2, max: piece + 2 }).map((length) => 'x'.repeat(length)),
  fc.constant('漢'.repeat(14_000)),
);
const written = fc.array(fc.record({ stream: fc.constantFrom('stdout' as const, 'stderr' as const), text }), { maxLength: 6 });
const cuts = fc.array(fc.nat(), { maxLength: 12 });

test('framed: however the bytes are cut, the lines are those that were written', () => {
  fc.assert(
    fc.property(written, cuts, (lines, at) => {
      const expected = lines.map(({ stream, text: words }, n) => ({ stream, at: timeOf(n), text: words, partial: false }));
      assert.deepEqual(parse(false, framed(lines), at), expected);
    }),
  );
});

test('with a terminal: however the bytes are cut, the lines are those that were written', () => {
  fc.assert(
    fc.property(written, cuts, (lines, at) => {
      const expected = lines.map(({ text: words }, n) => ({ stream: 'stdout', at: timeOf(n), text: words, partial: false }));
      assert.deepEqual(parse(true, raw(lines), at), expected);
    }),
  );
});

test('with details: however the bytes are cut, they are told from the lines, in each piece of a long one', () => {
  const all = fc.array(fc.record({ text, details: fc.constantFrom('', 'a=b', 'a=b+c,d=%C3%A9') }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.boolean(), all, cuts, (tty, lines, at) => {
      const bytes = Buffer.concat(
        lines.flatMap(({ text: words, details }, n) =>
          pieces(Buffer.from(`${words}${tty ? '\r' : ''}\n`), `${timeOf(n)} ${details}`).map((payload) =>
            tty ? payload : frame('stdout', payload),
          ),
        ),
      );
      const expected = lines.map(({ text: words, details }, n) => ({
        stream: 'stdout',
        at: timeOf(n),
        text: words,
        partial: false,
        details,
      }));
      assert.deepEqual(parse(tty, bytes, at, true), expected);
    }),
  );
});

test('one byte at a time', () => {
  const lines: Written[] = [
    { stream: 'stdout', text: 'grüße 😀' },
    { stream: 'stderr', text: '' },
  ];
  const bytes = framed(lines);
  assert.deepEqual(
    parse(false, bytes, [...bytes.keys()]).map((line) => line.text),
    ['grüße 😀', ''],
  );
});

test('pieces of two streams that alternate are put together each by itself', () => {
  const long = Buffer.from(`${'o'.repeat(piece + 10)}\n`);
  const out = pieces(long, timeOf(1)).map((payload) => frame('stdout', payload));
  const err = pieces(Buffer.from(`${'e'.repeat(piece + 10)}\n`), timeOf(2)).map((payload) => frame('stderr', payload));
  const lines = parse(false, Buffer.concat([out[0], err[0], out[1], err[1]].filter((part) => part !== undefined)));
  assert.deepEqual(
    lines.map((line) => [line.stream, line.text.length, line.partial]),
    [
      ['stdout', piece + 10, false],
      ['stderr', piece + 10, false],
    ],
  );
});

test('a line the program ended inside is partial, whether more follows or not', () => {
  const open = frame('stdout', Buffer.from(`${timeOf(1)} prompt> `));
  const next = frame('stdout', Buffer.from(`${timeOf(2)} started again\n`));
  assert.deepEqual(
    parse(false, Buffer.concat([open, next, open])).map((line) => [line.text, line.partial]),
    [
      ['prompt> ', true],
      ['started again', false],
      ['prompt> ', true],
    ],
  );
  assert.deepEqual(parse(true, Buffer.from(`${timeOf(1)} prompt> `)), [
    { stream: 'stdout', at: timeOf(1), text: 'prompt> ', partial: true },
  ]);
});

test('a line without end comes in pieces, between characters, and holds no more than the limit', () => {
  const endless = Buffer.from('漢'.repeat(longestLine));
  for (const tty of [false, true]) {
    const end = Buffer.from(tty ? '\r\n' : '\n');
    const parts = pieces(Buffer.concat([endless, end]), timeOf(1));
    const lines = parse(tty, tty ? Buffer.concat(parts) : Buffer.concat(parts.map((payload) => frame('stdout', payload))));
    assert.ok(lines.length >= 3);
    assert.ok(lines.every((line) => line.partial && Buffer.byteLength(line.text) <= longestLine + piece));
    assert.equal(lines.map((line) => line.text).join(''), endless.toString());
  }
});

test("a carriage return is the terminal's, and without one the program's own", () => {
  assert.equal(parse(true, Buffer.from(`${timeOf(1)} a\rb\r\n`))[0]?.text, 'a\rb');
  assert.equal(parse(false, frame('stdout', Buffer.from(`${timeOf(1)} a\r\n`)))[0]?.text, 'a\r');
});

test('bytes that are no text become replacement characters', () => {
  const bytes = Buffer.concat([Buffer.from(`${timeOf(1)} a`), Buffer.from([0xff, 0xc3]), Buffer.from('\n')]);
  assert.equal(parse(false, frame('stdout', bytes))[0]?.text, 'a\ufffd\ufffd');
});

test("what is not framed, and the engine's own complaint, are ENGINE_ERROR", () => {
  assert.throws(() => parse(false, Buffer.from('2026-11-24 no frames here\n')), { code: 'ENGINE_ERROR', message: /framed/ });
  const complaint = frame('stdout', Buffer.from('log file is gone'));
  complaint[0] = 3;
  assert.throws(() => parse(false, complaint), { code: 'ENGINE_ERROR', message: /log file is gone/ });
});

test('any bytes at all end in lines or in ENGINE_ERROR', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), cuts, (bytes, tty, at) => {
      try {
        parse(tty, Buffer.from(bytes), at);
      } catch (error) {
        assert.equal(error instanceof Error && 'code' in error && error.code, 'ENGINE_ERROR');
      }
    }),
  );
});
