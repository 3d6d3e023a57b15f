import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { badInput } from '../../errors.ts';
import { Judge, type Limits } from '../files/judge.ts';
import { repack } from '../files/repack.ts';

const mostBytes = 1024 * 1024;

/**
 * A build's context with another Dockerfile in the place of each that the engine could take for it, which is held until it has been judged: nobody gets
 * any of one that is refused. Written anew entry by entry, and nothing in it may lead to that path by another.
 */
export function withDockerfile(
  context: AsyncIterable<Uint8Array>,
  path: string | null,
  limits: Limits,
  rewrite: (dockerfile: Buffer) => Buffer,
): AsyncGenerator<Uint8Array> {
  const plain = plainPath(path ?? 'Dockerfile');
  // Where there is no file of the usual name the engine looks for this.
  const paths = plain === 'Dockerfile' ? [plain, 'dockerfile'] : [plain];
  return repack(unpacked(context), new Judge(limits, 'any'), async ({ name, type }, content) => {
    if (type !== 'directory' && paths.some((one) => one.startsWith(`${name}/`)))
      throw badInput(`The Dockerfile lies beneath ${JSON.stringify(name)}, which is a ${type}.`);
    if (!paths.includes(name)) return null;
    if (type !== 'file')
      throw badInput(`The Dockerfile is a ${type}: where the policy has a list of registries it has to be a file.`);
    return rewrite(await whole(content));
  });
}

function plainPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

async function whole(content: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > mostBytes) throw badInput(`The Dockerfile has more than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The tar itself where it is packed with gzip. */
async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  async function* all(beginning: Uint8Array) {
    yield beginning;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  const isPacked = first.value[0] === 0x1f && first.value[1] === 0x8b;
  const whole = all(first.value);
  // Whoever reads gets the error of either.
  yield* isPacked ? pipeline(Readable.from(whole, { objectMode: false }), createGunzip(), () => undefined) : whole;
}
