import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { extname, join } from 'node:path';
import { forbidden } from '../errors.ts';
import { makeBridge } from './bridge.ts';
import { end, startContainerd, startDaemon, tail, type Daemon } from './daemons.ts';
import { filesIn, writeConfig } from './engine-files.ts';
import { identityOf } from './processes.ts';
import { sweep, tearDown } from './tear-down.ts';

/** A Docker Engine of our own, which shares nothing with another one on the machine but the kernel. */
export interface PrivateEngine {
  readonly socketPath: string;
  /** Of dockerd; another after each restart. */
  readonly pid: number;
  readonly version: string;
  /** Ends dockerd with SIGKILL, as a crash would. Containers and containerd live on until `restart`, which ends and reports them. */
  kill(): Promise<void>;
  /** Ends dockerd in good order where it runs, and starts it again on the same data. */
  restart(): Promise<void>;
  /** Ends and removes everything: daemons, containers, interfaces, control groups, files. May be called twice. */
  stop(): Promise<void>;
}

export interface PrivateEngineOptions {
  /** From `engineDirectory`. */
  dir: string;
  log: (line: string) => void;
  /** Gives up the start, and removes what there is of it. */
  signal?: AbortSignal;
}

const parent = '/tmp';
const prefix = 'whf-';
/** A new directory for one private engine, after whatever dead runs left behind has been removed. */
export async function engineDirectory(log: (line: string) => void): Promise<string> {
  await sweep(parent, prefix, log);
  return mkdtempSync(join(parent, prefix));
}

/**
 * Starts dockerd with a containerd of its own in `dir` and resolves once it answers. Needs root on Linux, and `dockerd`, `containerd` and a static
 * busybox installed (`ensureDockerd`). Should our process die without calling `stop`, a guardian beside it removes everything.
 * Throws FORBIDDEN without root, ENGINE_UNAVAILABLE with the end of the daemon's log when it does not come up.
 */
export async function startPrivateEngine({ dir, log, signal }: PrivateEngineOptions): Promise<PrivateEngine> {
  if (process.getuid?.() !== 0) throw forbidden('a private Docker Engine can only be started by root, on Linux');
  const files = filesIn(dir);
  writeFileSync(files.owner, identityOf(process.pid) ?? '');
  const guardian = startGuardian(dir);
  const stop = async (): Promise<void> => {
    try {
      await tearDown(dir);
    } finally {
      await end(guardian, 'SIGKILL');
    }
  };
  try {
    const bridge = await makeBridge(dir);
    writeConfig(files, bridge, 'overlay2');
    const containerd = await startContainerd(files, signal);
    const start = (): Promise<Daemon> => startDaemon(files, containerd, signal);
    let daemon = await start().catch(async (failure: unknown) => {
      // Overlay does not work on every file system, and not on itself: inside a container, for instance.
      if (signal?.aborted === true || !/overlay|graphdriver/.test(tail(files.daemonLog))) throw failure;
      log('the overlay2 storage driver does not work here: using vfs');
      writeConfig(files, bridge, 'vfs');
      return start();
    });
    return {
      socketPath: files.socket,
      get pid() {
        return daemon.pid;
      },
      version: daemon.version,
      kill: () => end(daemon.child, 'SIGKILL'),
      restart: async () => {
        await end(daemon.child, 'SIGTERM');
        daemon = await start();
      },
      stop,
    };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

function startGuardian(dir: string): ChildProcess {
  const program = join(import.meta.dirname, `guardian${extname(import.meta.filename)}`);
  const child = spawn(process.execPath, [program, dir], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' });
  child.unref();
  // Holding the pipe must not keep our process from ending; its end is the signal, after all.
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child;
}
