import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databasePath } from '../../src/store/location.ts';

test('a file URL in any of its spellings gives an absolute path', () => {
  assert.equal(databasePath('file:/var/lib/w.db', '/state'), '/var/lib/w.db');
  assert.equal(databasePath('file:///var/lib/w.db', '/state'), '/var/lib/w.db');
  assert.equal(databasePath('file://localhost/var/lib/w.db', '/state'), '/var/lib/w.db');
  assert.equal(databasePath('file:w.db', '/state'), '/state/w.db');
  assert.equal(databasePath('file:./a b/100%.db', '/state'), '/state/a b/100%.db');
});

test('what is no file of ours is refused without repeating it', () => {
  for (const url of [
    'postgresql://u:secret@h/d',
    'mysql://u:secret@h/d',
    'secret',
    '',
    'file:',
    'file::memory:',
    'file://secret/w.db',
    'file:w.db?secret=1',
  ]) {
    assert.throws(
      () => databasePath(url, '/state'),
      (error: Error) => error.message.startsWith('DATABASE_URL') && !error.message.includes('secret'),
      url,
    );
  }
});
