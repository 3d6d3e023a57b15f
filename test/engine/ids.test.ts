import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { containerName, pathSegment, psArguments, signalName } from '../../src/engine/ids.ts';
import { WharfingerError } from '../../src/errors.ts';

const hostile = [
  '',
  '.',
  '..',
  '../x',
  'a/../b',
  'a/b',
  'a%2fb',
  '%2e%2e',
  'a?force=1',
  'a#b',
  'a b',
  'a\0b',
  'a\nb',
  'a;b',
  '\\',
  '-x',
  'é',
  '//x',
  'x'.repeat(10_240),
];

function code(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof WharfingerError) return error.code;
    throw error;
  }
  return 'ok';
}

for (const kind of ['container', 'network', 'volume'] as const) {
  test(`a hostile ${kind} ref is NOT_FOUND`, () => {
    for (const ref of hostile)
      assert.equal(
        code(() => pathSegment(kind, ref)),
        'NOT_FOUND',
        JSON.stringify(ref.slice(0, 40)),
      );
  });
}

test('a hostile image ref is NOT_FOUND', () => {
  const refs = hostile.filter((ref) => ref !== 'a/b');
  for (const ref of [...refs, 'a//b', 'a/.', 'a/B', 'a:', 'a:b:c', 'a@b', 'a@sha256:xyz', '/a', 'a/']) {
    assert.equal(
      code(() => pathSegment('image', ref)),
      'NOT_FOUND',
      JSON.stringify(ref.slice(0, 40)),
    );
  }
});

test('image refs of every ordinary form are one encoded segment', () => {
  const hex = 'a'.repeat(64);
  const refs = [
    'busybox',
    'busybox:1.36',
    'library/busybox',
    'localhost:5000/a/b_c/d--e:v1.0-rc_2',
    'ghcr.io/org',
    `repo@sha256:${hex}`,
    `reg.example.com:443/x/y:t@sha256:${hex}`,
    `sha256:${hex}`,
    hex.slice(0, 12),
    '[::1]:5000/x',
  ];
  for (const ref of refs) assert.equal(pathSegment('image', ref), encodeURIComponent(ref));
});

test("a container's leading slash is understood, and its id", () => {
  assert.equal(pathSegment('container', '/web_1.x-y'), 'web_1.x-y');
  assert.equal(pathSegment('container', 'f'.repeat(64)), 'f'.repeat(64));
});

test('whatever passes is one path segment without a character that means something in a URL', () => {
  fc.assert(
    fc.property(fc.constantFrom('container', 'image', 'network', 'volume'), fc.string({ unit: 'binary-ascii' }), (kind, ref) => {
      if (code(() => pathSegment(kind, ref)) === 'ok') assert.match(pathSegment(kind, ref), /^(?!\.\.?$)[a-zA-Z0-9._~!'()*%-]+$/);
    }),
  );
});

test('the names of new containers, signals and arguments of ps are checked', () => {
  assert.equal(containerName('/web'), 'web');
  for (const name of ['', 'w', '../x', 'a b', '_a', 'x'.repeat(300)])
    assert.equal(
      code(() => containerName(name)),
      'BAD_INPUT',
      name,
    );
  for (const signal of ['SIGTERM', 'term', '9', 'RTMIN+3', 'SIGRTMAX-14']) assert.equal(signalName(signal), signal);
  for (const signal of ['', 'TERM&x=1', 'a b', '../', 'T'.repeat(40)])
    assert.equal(
      code(() => signalName(signal)),
      'BAD_INPUT',
      signal,
    );
  for (const args of ['aux', '-o pid,args', '-eo pid=,user:32']) assert.equal(psArguments(args), args);
  for (const args of ['', 'aux; id', '$(id)', '-o /etc', 'a\nb'])
    assert.equal(
      code(() => psArguments(args)),
      'BAD_INPUT',
      args,
    );
});
