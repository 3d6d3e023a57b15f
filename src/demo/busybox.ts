import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { pack } from 'tar-stream';
import { engineError } from '../errors.ts';
import { callEngine, type EngineAddress } from './engine-http.ts';

const run = promisify(execFile);
const places = ['/bin/busybox', '/usr/bin/busybox'];
// The same files with the same times give the same image id, on whatever day they are imported.
const mtime = new Date('2024-01-01T00:00:00Z');

const texts: Record<string, string> = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
  'etc/group': 'root:x:0:\nnogroup:x:65534:\n',
};
const folders: Record<string, number> = {
  bin: 0o755,
  dev: 0o755,
  etc: 0o755,
  proc: 0o755,
  root: 0o700,
  sys: 0o755,
  tmp: 0o1777,
  var: 0o755,
  www: 0o755,
};

/** The path of a busybox that needs no library, and so can be the only program of an image; undefined where there is none. */
export function findBusybox(): string | undefined {
  return places.find((path) => {
    try {
      // A dynamically linked program names its loader at the front.
      return !readFileSync(path).subarray(0, 4096).includes('/ld-');
    } catch {
      return false;
    }
  });
}

/**
 * Makes the image `repo:tag` out of the machine's static busybox: two megabytes, one layer, nothing pulled. `changes` are Dockerfile
 * instructions (`CMD`, `LABEL`, ...). Gives the image's id. Throws ENGINE_ERROR where the engine refuses it.
 */
export async function importBusybox(engine: EngineAddress, ref: string, changes: readonly string[] = []): Promise<string> {
  const path = findBusybox();
  if (path === undefined) throw engineError('there is no static busybox on this machine to make an image of');
  const colon = ref.lastIndexOf(':');
  const { stdout } = await run(path, ['--list']);
  const applets = stdout.split('\n').filter((name) => name !== '' && name !== 'busybox');

  const stream = pack();
  for (const [name, mode] of Object.entries(folders)) stream.entry({ name, mode, mtime, type: 'directory' });
  for (const [name, text] of Object.entries(texts)) stream.entry({ name, mode: 0o644, mtime }, text);
  stream.entry({ name: 'bin/busybox', mode: 0o755, mtime }, readFileSync(path));
  for (const applet of applets) stream.entry({ name: `bin/${applet}`, mtime, type: 'symlink', linkname: 'busybox' });
  stream.finalize();

  const { text } = await callEngine(engine, 'POST', '/images/create', {
    query: [
      ['fromSrc', '-'],
      ['repo', ref.slice(0, colon)],
      ['tag', ref.slice(colon + 1)],
      ...['ENV PATH=/bin', 'CMD ["sh"]', ...changes].map((change): [string, string] => ['changes', change]),
    ],
    upload: { stream: Readable.from(stream), type: 'application/x-tar' },
  });
  // The status is sent before the work is done; a failure after that is in the text.
  const id = /"status":"(sha256:[0-9a-f]{64})"/.exec(text)?.[1];
  if (id === undefined) throw engineError(`the engine did not import the busybox image: ${text.trim()}`);
  return id;
}
