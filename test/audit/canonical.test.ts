import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { canonicalJson } from '../../src/audit/canonical.ts';
import { genesisHash, recordHash } from '../../src/audit/chain.ts';
import { intentBody, outcomeBody, readIntent, readOutcome, startedBody } from '../../src/audit/event.ts';
import { intentOf, outcomeOf } from './events.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const maxBytes = 64 * 1024;

test('the canonical form is that of RFC 8785', () => {
  assert.equal(
    canonicalJson({ '\u20ac': 'Euro', '\r': 1, דּ: 2, '1': [true, null, {}], '😂': 3, '\u0080': 4, ö: 5, gone: undefined }),
    '{"\\r":1,"1":[true,null,{}],"\u0080":4,"ö":5,"€":"Euro","😂":3,"\ufb33":2}',
  );
  assert.equal(
    canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0]),
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  );
  assert.equal(canonicalJson('€$\u000f\nA\'B"\\\\"/'), '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test('values that are equal have one canonical form, whatever the order of their members, and it reads back as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const form = canonicalJson(value);
      assert.equal(canonicalJson(JSON.parse(form)), form);
      assert.equal(JSON.stringify(JSON.parse(form)).length, form.length);
    }),
  );
  assert.equal(canonicalJson({ b: 1, a: 2 }), canonicalJson({ a: 2, b: 1 }));
});

test('lone surrogates are replaced and lose no member', () => {
  assert.equal(canonicalJson({ '\ud800': 1, '\udfff': 2, a: 'x\ud83d' }), '{"a":"x\ufffd","\ufffd":1,"\ufffd\ufffd":2}');
});

test('what JSON does not have is INTERNAL', () => {
  for (const value of [Number.NaN, Infinity, 1n, new Date(0), () => 0, new Map()]) {
    assert.throws(() => canonicalJson({ value }), { code: 'INTERNAL' });
  }
});

test('the first hash of a chain is the SHA-256 of these 119 bytes', () => {
  const bytes = [
    '00000013',
    Buffer.from('wharfinger-audit-v1').toString('hex'),
    '00000008',
    '0000000000000001',
    '00000008',
    '0000019b76daa800',
    '00000020',
    '00'.repeat(32),
    '00000020',
    sha256('{}'),
  ].join('');
  assert.equal(bytes.length, 2 * 119);
  const time = Date.UTC(2026, 0, 1);
  assert.equal(time, 0x19b76daa800);
  const expected = createHash('sha256').update(Buffer.from(bytes, 'hex')).digest('hex');
  assert.equal(recordHash({ seq: 1, time, prevHash: genesisHash, body: '{}' }), expected);
});

test('an event that fits is stored as it is, and comes back as it was', () => {
  const intent = intentOf({ reason: 'x'.repeat(60_000), params: { ['__proto__']: 'own' } });
  assert.deepEqual(readIntent(intentBody(intent).text).event, intent);
  assert.equal(readIntent(intentBody(intent).text).cuts, undefined);
});

test('an event that is too large is cut to 64 KiB and says what is missing, with the SHA-256 of the whole', () => {
  const long = '\0ä📦'.repeat(30_000);
  const labels = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`label-${i}`, 'v'.repeat(i % 300)]));
  const intent = intentOf({
    reason: long,
    params: { command: long, ref: 'web' },
    target: { type: 'container', id: null, name: 'web', image: null, labels },
  });
  const { text, event } = intentBody(intent);
  assert.ok(Buffer.byteLength(text) <= maxBytes);
  const { cuts } = readIntent(text);
  assert.deepEqual(cuts, [
    { field: 'target.labels', bytes: Buffer.byteLength(canonicalJson(labels)), sha256: sha256(canonicalJson(labels)) },
    { field: 'params', bytes: Buffer.byteLength(canonicalJson(intent.params)), sha256: sha256(canonicalJson(intent.params)) },
    { field: 'reason', bytes: Buffer.byteLength(long), sha256: sha256(long) },
  ]);
  assert.ok(event.reason !== null && event.reason.length > 1000 && long.startsWith(event.reason));
  assert.equal(event.params['ref'], 'web');
  assert.ok(event.reason.isWellFormed() && event.params['command']?.isWellFormed());
});

test('no event, whatever is in it, is larger than 64 KiB', () => {
  const big = fc
    .integer({ min: 0, max: 90_000 })
    .chain((n) => fc.constantFrom('\0', 'x', '📦', '"', '\ud800').map((c) => c.repeat(n)));
  const bigMap = fc.dictionary(big, big, { maxKeys: 2 });
  fc.assert(
    fc.property(big, bigMap, bigMap, (text, map, other) => {
      const intent = intentOf({
        reason: text,
        params: map,
        actor: { type: 'token', id: text, name: text },
        source: { ...intentOf().source, userAgent: text, claimed: other },
        target: { type: 'container', id: null, name: text, image: text, labels: other },
        before: { state: 'running', exitCode: 0, details: map },
      });
      const outcome = outcomeOf('1', {
        error: { code: 'ENGINE_ERROR', message: text },
        after: { state: 'dead', exitCode: 1, details: other },
      });
      for (const body of [intentBody(intent).text, outcomeBody(outcome).text, startedBody('1', map)]) {
        assert.ok(Buffer.byteLength(body) <= maxBytes);
        JSON.parse(body);
      }
      readOutcome(outcomeBody(outcome).text);
    }),
    { numRuns: 15 },
  );
});
