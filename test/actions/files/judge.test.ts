import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Judge } from '../../../src/actions/files/judge.ts';
import { WharfingerError } from '../../../src/errors.ts';
import { header } from './tar.ts';

const limits = { bytes: 1000, entries: 50 };
const judge = (...entries: readonly Parameters<typeof header>[0][]) => {
  const one = new Judge(limits);
  return entries.map((entry) => one.pass(header(entry)));
};
const refused = (pattern: RegExp, ...entries: readonly Parameters<typeof header>[0][]) => {
  const wrong = entries.at(-1);
  judge(...entries.slice(0, -1));
  assert.throws(() => judge(...entries), { code: 'BAD_INPUT', message: pattern }, JSON.stringify(wrong));
};

test('what climbs out, is absolute, or is no file is refused, with the entry and the reason', () => {
  refused(/^Entry 1 \("\.\.\/x"\) climbs/, { name: '../x' });
  refused(/climbs/, { name: 'a/../../x' });
  refused(/^Entry 2 \("a\/\.\."\)/, { name: 'a', type: 'directory' }, { name: 'a/..' });
  refused(/absolute name/, { name: '/etc/passwd' });
  refused(/character-device/, { name: 'null', type: 'character-device' });
  refused(/block-device/, { name: 'sda', type: 'block-device' });
  refused(/fifo/, { name: 'p', type: 'fifo' });
  refused(/contiguous-file/, { name: 'c', type: 'contiguous-file' });
  refused(/NUL/, { name: 'a\0b' });
  refused(/UTF-8/, { name: 'a\uFFFD' });
  refused(/4096/, { name: 'x'.repeat(5000) });
  refused(/no name/, { name: './' });
  refused(/file.* with content|with content/, { name: 'd', type: 'directory', size: 5 });
  refused(/size that is none/, { name: 'f', size: -1 });
  refused(/size that is none/, { name: 'f', size: Number.NaN });
  refused(/uid that is none/, { name: 'f', uid: -1 });
  refused(/not understood: "GNU.sparse.major"/, { name: 'f', pax: { 'GNU.sparse.major': '1' } });
  refused(/size that is none/, { name: 'f', pax: { size: '-5' } });
});

test('links that lead out are refused, also by way of each other', () => {
  refused(/absolute path "\/etc"/, { name: 'l', type: 'symlink', linkname: '/etc' });
  refused(/leads out/, { name: 'l', type: 'symlink', linkname: '..' });
  refused(/leads out/, { name: 'a/l', type: 'symlink', linkname: '../../x' });
  refused(/down and up/, { name: 'a/l', type: 'symlink', linkname: 'b/../../..' });
  refused(/hard link to "\/etc\/shadow"/, { name: 'h', type: 'link', linkname: '/etc/shadow' });
  refused(/hard link to "\.\.\/x"/, { name: 'h', type: 'link', linkname: '../x' });
  refused(/beneath "l"/, { name: 'l', type: 'symlink', linkname: 'a' }, { name: 'l/x' });
  refused(/beneath "a\/l"/, { name: 'a/l', type: 'symlink', linkname: '.' }, { name: 'a/l/b/c' });
  refused(
    /hard link to "l\/x".*beneath/,
    { name: 'l', type: 'symlink', linkname: 'a' },
    { name: 'h', type: 'link', linkname: 'l/x' },
  );
  refused(
    /hard link to a symbolic link/,
    { name: 'a/b/l', type: 'symlink', linkname: '../../x' },
    { name: 'm', type: 'link', linkname: 'a/b/l' },
  );
  assert.deepEqual(
    judge(
      { name: 'a/l', type: 'symlink', linkname: '../b' },
      { name: 'here', type: 'symlink', linkname: './b/c' },
      { name: 'a/up', type: 'symlink', linkname: '..' },
      { name: 'h', type: 'link', linkname: './b/c' },
    ).map(({ name, linkname }) => [name, linkname]),
    [
      ['a/l', '../b'],
      ['here', './b/c'],
      ['a/up', '..'],
      ['h', 'b/c'],
    ],
  );
});

test('too many bytes and too many entries are refused at the entry that is too much, by its header', () => {
  refused(/has 1001 bytes: .* 1000 \(WHARFINGER_UPLOAD_LIMIT\)/, { name: 'f', size: 1001 });
  refused(/has 1 bytes/, { name: 'f', size: 600 }, { name: 'g', size: 400 }, { name: 'h', size: 1 });
  refused(/at most 50 entries/, ...Array.from({ length: 51 }, (_, n) => ({ name: `f${n}` })));
});

test('what passes is plain', () => {
  const [dir, file, large] = judge(
    { name: './a//b/./', type: 'directory', mode: 0o40755 },
    { name: 'BZh9', size: 3, mode: 0o4755, uid: 5, gid: 6, mtime: new Date(-1) },
    { name: 'big', uid: 300_000, pax: { mtime: '1700000000.5', 'SCHILY.xattr.user.x': 'gone', gid: '400000' } },
  );
  assert.deepEqual([dir?.name, dir?.mode], ['a/b', 0o755]);
  assert.deepEqual([file?.name, file?.mode, file?.mtime.getTime(), file?.pax], ['./BZh9', 0o4755, 0, null]);
  assert.deepEqual(large?.pax, { mtime: '1700000000.5', uid: '300000', gid: '400000' });
});

/** A directory tree in which what has passed is extracted, as an engine would. */
class Tree {
  readonly links = new Map<string, string>();

  /** Where a path ends, link by link; null where it leaves the directory. What is not there counts as a directory. */
  walk(from: readonly string[], steps: readonly string[], followLast: boolean, left = { links: 40 }): string[] | null {
    let here = [...from];
    for (const [index, step] of steps.entries()) {
      if (step === '' || step === '.') continue;
      if (step === '..') {
        if (here.length === 0) return null;
        here = here.slice(0, -1);
        continue;
      }
      const next = [...here, step];
      const link = this.links.get(next.join('/'));
      if (link === undefined || (index === steps.length - 1 && !followLast)) here = next;
      else {
        if (link.startsWith('/')) return null;
        // A circle leads nowhere, as the kernel has it.
        if ((left.links -= 1) < 0) return here;
        const led = this.walk(here, link.split('/'), true, left);
        if (led === null) return null;
        here = led;
      }
    }
    return here;
  }
}

const step = fc.constantFrom('a', 'b', 'c', '..', '.', '');
const path = fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => steps.join('/'));
const entry = fc.record({ name: path, linkname: path, type: fc.constantFrom('file', 'directory', 'symlink', 'link') });

test('whatever passes stays in its directory, and so does every link, however they are combined', () => {
  let passed = 0;
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 12 }), (entries) => {
      const one = new Judge(limits);
      const tree = new Tree();
      for (const given of entries) {
        let good;
        try {
          good = one.pass(header({ ...given, ...(given.type === 'file' || given.type === 'directory' ? { linkname: '' } : {}) }));
        } catch (error) {
          assert.ok(error instanceof WharfingerError && error.code === 'BAD_INPUT', String(error));
          continue;
        }
        passed += 1;
        const at = tree.walk([], good.name.split('/'), false);
        assert.ok(at !== null, `${good.name} left the directory`);
        tree.links.delete(at.join('/'));
        if (good.type === 'symlink') tree.links.set(at.join('/'), good.linkname ?? '');
        if (good.type === 'link') {
          const from = tree.walk([], (good.linkname ?? '').split('/'), false);
          assert.ok(from !== null, `${good.linkname} left the directory`);
          const copied = tree.links.get(from.join('/'));
          if (copied !== undefined) tree.links.set(at.join('/'), copied);
        }
        for (const link of tree.links.keys()) assert.ok(tree.walk([], link.split('/'), true) !== null, `${link} leads out`);
      }
    }),
    { numRuns: 3000 },
  );
  assert.ok(passed > 1000, `only ${passed} entries passed: the test tests nothing`);
});
