import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A small file system of its own, which can be made full and read-only; gone with the test. Needs root on Linux. */
export function smallDisk(t: TestContext) {
  const path = mkdtempSync(join(tmpdir(), 'wharfinger-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0700', 'tmpfs', path]);
  t.after(() => {
    execFileSync('umount', ['--lazy', path]);
    rmSync(path, { recursive: true });
  });
  const filler = join(path, 'filler');
  return {
    path,
    /** Takes the last byte there is. */
    fill(): void {
      for (const size of [1 << 20, 1 << 12]) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
        }
      }
    },
    free: () => rmSync(filler, { force: true }),
    /** Fails while a file is open for writing: Linux would not have it. */
    readOnly: (on: boolean) => void execFileSync('mount', ['-o', `remount,${on ? 'ro' : 'rw'}`, path]),
  };
}
