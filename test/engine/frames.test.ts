import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FrameReader } from '../../src/engine/frames.ts';

function frame(stream: number, bytes: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

test('wherever the bytes are cut, the two outputs come out whole and apart', () => {
  const written = fc.array(fc.record({ stream: fc.constantFrom(1, 2), bytes: fc.uint8Array({ maxLength: 40 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(written, fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1 }), (frames, cuts) => {
      const whole = Buffer.concat(frames.map(({ stream, bytes }) => frame(stream, Buffer.from(bytes))));
      const reader = new FrameReader();
      const out = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
      for (let from = 0, turn = 0; from < whole.length; turn += 1) {
        const to = from + (cuts[turn % cuts.length] ?? 1);
        for (const { stream, bytes } of reader.push(whole.subarray(from, to))) out[stream] = Buffer.concat([out[stream], bytes]);
        from = to;
      }
      const expected = (wanted: number) =>
        Buffer.concat(frames.filter(({ stream }) => stream === wanted).map(({ bytes }) => Buffer.from(bytes)));
      assert.deepEqual(out, { stdout: expected(1), stderr: expected(2) });
    }),
  );
});

test('what is not framed is an error of the engine, not garbage in the output', () => {
  assert.throws(() => new FrameReader().push(Buffer.from('plain text')), { code: 'ENGINE_ERROR' });
});
