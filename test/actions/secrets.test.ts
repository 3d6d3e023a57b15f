import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scrubber, scrubError, secretsIn } from '../../src/actions/secrets.ts';
import { redactor } from '../../src/audit/redact.ts';
import { badInput } from '../../src/errors.ts';

const redact = redactor(Buffer.alloc(32, 1));
const found = (input: unknown) => [...secretsIn(input)].sort();

test('the same secret gives the same hash under one key, and another under another', () => {
  assert.match(redact('s3cret'), /^hmac-sha256:[0-9a-f]{64}$/);
  assert.equal(redact('s3cret'), redactor(Buffer.alloc(32, 1))('s3cret'));
  assert.notEqual(redact('s3cret'), redactor(Buffer.alloc(32, 2))('s3cret'));
  assert.notEqual(redact('s3cret'), redact('s3cret '));
});

test('secrets are found where they stand in an input, in the right form or a wrong one', () => {
  assert.deepEqual(found({ env: [{ key: 'A', value: 'one' }] }), ['one']);
  assert.deepEqual(found({ env: 'A=one' }), ['A=one']);
  assert.deepEqual(found({ env: { A: ['one', 2] } }), ['2', 'one']);
  assert.deepEqual(found({ buildArgs: [{ key: 'A', value: 'one' }], tag: 'app' }), ['one']);
  assert.deepEqual(found({ registryAuth: { registry: 'r:5000', username: 'bob', password: 'one' } }), ['one']);
  assert.deepEqual(found({ identityToken: 'one', tokenId: 'two' }), ['one']);
  assert.deepEqual(found({ labels: [{ key: 'db.password', value: 'one' }, { key: 'team', value: 'two' }] }), ['one']); // prettier-ignore
  assert.deepEqual(found({ driverOptions: [{ key: 'o', value: 'username=bob,password=one' }] }), ['one']);
  assert.deepEqual(found({ command: ['app', '--password', 'one', 'two'] }), ['one']);
  assert.deepEqual(found({ healthCheck: { shell: 'curl -u bob:one x' }, stdin: 'two' }), ['one', 'two']);
  assert.deepEqual(found({ a: { b: { c: null } }, d: undefined, e: new Date() }), []);
});

test('what an input says in clear as well is no secret', () => {
  assert.deepEqual(found({ name: 'frontend', env: [{ key: 'APP', value: 'frontend' }] }), []);
});

test('texts that repeat what was sent are clean: as it was, escaped, encoded, cut off, or short and in the place of a value', () => {
  const clean = (secret: string, text: string) => scrubber(new Set([secret]), redact)?.(text) ?? '';
  assert.equal(clean('hunter2', 'bad: A=hunter2!'), `bad: A=${redact('hunter2')}!`);
  assert.equal(clean('a"b\nc d', 'bad: "a\\"b\\nc d"'), `bad: "${redact('a"b\nc d')}"`);
  assert.equal(clean('a/b&c=d e', 'GET /x?y=a%2Fb%26c%3Dd%20e'), `GET /x?y=${redact('a/b&c=d e')}`);
  assert.equal(clean('a-long-secret', 'it says a-long-sec'), `it says ${redact('a-long-secret')}`);
  assert.equal(clean('1', 'exit code 1, A=1, "1"'), `exit code 1, A=${redact('1')}, "${redact('1')}"`);
  assert.equal(clean('(.*', 'A=(.* b'), `A=${redact('(.*')} b`);
  assert.equal(clean('$&$1xyz', 'A=$&$1xyz'), `A=${redact('$&$1xyz')}`);
});

test('of an error also what gets into logs is clean: its stack and its causes', () => {
  const error = badInput('no hunter2', { cause: new AggregateError([new Error('hunter2 a')], 'hunter2 b') });
  scrubError(error, (text) => text.replaceAll('hunter2', '-'));
  const { cause } = error;
  assert.ok(cause instanceof AggregateError);
  const texts = [error.message, error.stack, cause.message, cause.stack, ...cause.errors.map(String)];
  assert.doesNotMatch(texts.join(), /hunter2/);
  assert.equal(error.message, 'no -');
});
