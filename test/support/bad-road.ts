import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** What happens to a connection once so many bytes of answers have passed on it since the fault was set. */
export interface Fault {
  afterBytes: number;
  /** Both sides are cut off; the answer ends as if it were whole; nothing comes any more; everything comes, but later and in small pieces. */
  how: 'cut' | 'end' | 'silence' | 'crumbs';
  /** Only of connections whose latest request has this line: all when left out. */
  of?: RegExp;
}

export interface BadRoad {
  /** The unix socket to connect to. */
  path: string;
  /** From now on, on all connections; null: all is well. */
  fault: Fault | null;
  /** Bytes of answers that have passed since the fault was last set, over all connections. */
  readonly passed: number;
  /** Connections made so far. */
  readonly made: number;
  readonly open: number;
}

/** A way to a unix socket on which things go wrong. */
export async function badRoad(t: TestContext, to: string): Promise<BadRoad> {
  const folder = mkdtempSync(join(tmpdir(), 'wf-road-'));
  const path = join(folder, 's');
  const sockets = new Set<Socket>();
  let fault: Fault | null = null;
  let season = {};
  const figures = { passed: 0, made: 0 };

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: to, allowHalfOpen: true });
    figures.made += 1;
    const cut = () => [near, far].forEach((socket) => socket.destroy());
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', cut).once('close', () => sockets.delete(socket));
    }
    near.once('close', () => far.destroy());
    near.pipe(far);

    let asked = '';
    near.on('data', (bytes: Buffer) => (asked = /^[A-Z]+ .*/.exec(bytes.toString('latin1'))?.[0] ?? asked));
    let passed = 0;
    let counted = season;
    const stretch = new Transform({
      transform(bytes: Buffer, _encoding, done) {
        if (counted !== season) [passed, counted] = [0, season];
        const now = fault?.of === undefined || fault.of.test(asked) ? fault : null;
        const kept = now === null || now.how === 'crumbs' ? bytes : bytes.subarray(0, Math.max(0, now.afterBytes - passed));
        passed += kept.length;
        figures.passed += kept.length;
        const failed = now !== null && passed >= now.afterBytes ? now.how : null;
        if (failed === 'crumbs') crumble(kept, (piece) => this.push(piece), done);
        else this.push(kept);
        if (failed === 'cut') setImmediate(cut);
        else if (failed === 'end') this.push(null);
        else if (failed === null) done();
        else if (failed === 'crumbs') return;
        else if (near.readableEnded) cut();
        else near.once('end', cut);
      },
    });
    far.pipe(stretch).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    path,
    get fault() {
      return fault;
    },
    set fault(next) {
      fault = next;
      season = {};
      figures.passed = 0;
    },
    get passed() {
      return figures.passed;
    },
    get made() {
      return figures.made;
    },
    get open() {
      return sockets.size / 2;
    },
  };
}

/** Each piece in a turn of its own, so that the reader sees every cut. */
function crumble(bytes: Buffer, push: (piece: Buffer) => void, done: () => void): void {
  push(bytes.subarray(0, 7));
  if (bytes.length <= 7) done();
  else setImmediate(crumble, bytes.subarray(7), push, done);
}
