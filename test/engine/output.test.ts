import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutputCollector } from '../../src/engine/output.ts';

function frame(stream: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

test('output is put together however its bytes are cut', () => {
  const bytes = Buffer.concat([frame(1, 'one '), frame(2, 'wrong'), frame(1, ''), frame(1, 'zwölf')]);
  for (let size = 1; size <= bytes.length; size += 1) {
    const collector = new OutputCollector(false, 1000);
    for (let from = 0; from < bytes.length; from += size) collector.push(bytes.subarray(from, from + size));
    assert.deepEqual(collector.result(), { stdout: 'one zwölf', stderr: 'wrong', truncated: false });
  }
});

test('no more is kept than the limit of each stream, and that is said', () => {
  const collector = new OutputCollector(false, 3);
  for (const bytes of [frame(1, 'abc'), frame(2, 'x'), frame(1, 'def'), frame(2, 'yz')]) collector.push(bytes);
  assert.deepEqual(collector.result(), { stdout: 'abc', stderr: 'xyz', truncated: true });
});

test('with a terminal the bytes are what was written; without one, what is no frame is refused', () => {
  const raw = new OutputCollector(true, 10);
  raw.push(Buffer.from('hello'));
  assert.deepEqual(raw.result(), { stdout: 'hello', stderr: '', truncated: false });
  assert.throws(() => new OutputCollector(false, 10).push(Buffer.from('hello world')), { code: 'ENGINE_ERROR' });
});
