import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayShowEnvironment } from '../../src/view/ps-options.ts';

test('the usual options show no environment', () => {
  for (const options of [
    '-ef',
    'aux',
    'auxww',
    '-e',
    '-A',
    '-eo pid,args',
    '-o pid,user,time',
    '-e -o pid',
    'axo pid,comm',
    '-eF',
    '',
  ]) {
    assert.equal(mayShowEnvironment(options), false, options);
  }
});

test('options that show environments, or may where ps is lenient, are known for it', () => {
  for (const options of ['axe', 'auxe', 'e', '-efe', '-auxe', 'axeww', '-eo pid,environ', '-o env', '-ef -o pid', 'eww 1']) {
    assert.equal(mayShowEnvironment(options), true, options);
  }
});

test('control characters and long options are BAD_INPUT', () => {
  for (const options of ['-e\nf', 'a\u0000', 'x'.repeat(201)])
    assert.throws(() => mayShowEnvironment(options), { code: 'BAD_INPUT' });
});
