import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { engineEvent, JsonLines } from '../../src/engine/events.ts';

const line =
  '{"status":"start","id":"abc","from":"bb","Type":"container","Action":"start","Actor":{"ID":"abc","Attributes":{"image":"bb","name":"grüße"}},"scope":"local","time":1795502372,"timeNano":1795502372152222846}';

test('an event keeps its time to the nanosecond', () => {
  assert.deepEqual(engineEvent(line), {
    type: 'container',
    action: 'start',
    actorId: 'abc',
    attributes: { image: 'bb', name: 'grüße' },
    scope: 'local',
    timeNano: '1795502372152222846',
  });
});

test('labels cannot forge the time', () => {
  const attributes = { timeNano: '5', x: '"timeNano":6', y: '\\"timeNano\\":7' };
  const forged = JSON.stringify({ Actor: { ID: 'a', Attributes: attributes }, Type: 'container', Action: 'die' });
  assert.equal(engineEvent(`${forged.slice(0, -1)},"timeNano":1795502372152222846}`).timeNano, '1795502372152222846');
});

test('without nanoseconds the seconds count', () => {
  assert.equal(
    engineEvent('{"Type":"image","Action":"tag","Actor":{"ID":"x"},"time":1795502372}').timeNano,
    '1795502372000000000',
  );
});

test('however the bytes are cut, the lines are the same', () => {
  const bytes = Buffer.from(`${line}\n${line}\r\n\n${line}\n`);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 10 }), (cuts) => {
      const lines = new JsonLines();
      const edges = [0, ...cuts, bytes.length].sort((a, b) => a - b);
      const got = edges.flatMap((from, index) => lines.push(bytes.subarray(from, edges[index + 1] ?? from)));
      assert.deepEqual(got, [line, line, line]);
    }),
  );
});

test('a line that does not end is ENGINE_ERROR before it fills the memory', () => {
  const lines = new JsonLines();
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  assert.throws(() => Array.from({ length: 10 }, () => lines.push(chunk)), { code: 'ENGINE_ERROR' });
});

test('what is not JSON is ENGINE_ERROR', () => {
  assert.throws(() => engineEvent('{"Type":'), { code: 'ENGINE_ERROR' });
});
