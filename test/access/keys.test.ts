import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadOrMakeKey } from '../../src/access/keys.ts';
import { scratch } from '../support/scratch.ts';

test('a key is made once, readable by its owner only, and found again', (t) => {
  const folder = join(scratch(t), 'new');
  const made = loadOrMakeKey(join(folder, 'key'), randomBytes);
  assert.equal(made.made, true);
  assert.equal(made.bytes.length, 32);
  assert.equal(statSync(join(folder, 'key')).mode & 0o777, 0o600);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.deepEqual(loadOrMakeKey(join(folder, 'key'), randomBytes), { bytes: made.bytes, made: false });
  assert.deepEqual(readdirSync(folder), ['key']);
});

test('a key that another process makes at the same moment is the key of both', (t) => {
  const path = join(scratch(t), 'key');
  const theirs = randomBytes(32);
  const ours = loadOrMakeKey(path, (size) => {
    writeFileSync(path, theirs, { mode: 0o600 });
    return randomBytes(size);
  });
  assert.deepEqual(ours, { bytes: theirs, made: false });
});

test('a key that others can read is refused, with the command that mends it', (t) => {
  const path = join(scratch(t), 'key');
  loadOrMakeKey(path, randomBytes);
  for (const mode of [0o640, 0o604, 0o620]) {
    chmodSync(path, mode);
    assert.throws(() => loadOrMakeKey(path, randomBytes), { message: new RegExp(`chmod 600 ${path}`) });
  }
});

test('a key of the wrong size, a folder and a symbolic link are refused', (t) => {
  const folder = scratch(t);
  const path = (name: string) => join(folder, name);
  for (const size of [0, 31, 33]) {
    writeFileSync(path('key'), randomBytes(size), { mode: 0o600 });
    assert.throws(() => loadOrMakeKey(path('key'), randomBytes), /is damaged/);
  }
  mkdirSync(path('folder'));
  assert.throws(() => loadOrMakeKey(path('folder'), randomBytes), /not an ordinary file/);
  symlinkSync(path('key'), path('link'));
  assert.throws(() => loadOrMakeKey(path('link'), randomBytes), /symbolic link/);
});
