import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { engineUnavailable } from '../errors.ts';
import { callEngine } from './engine-http.ts';
import type { EngineFiles } from './engine-files.ts';

// The daemons look for one another and for runc here. Nothing else of our environment concerns them.
const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin' };
// These would be written to whatever the configuration says. Inside the engine's mount namespace they are empty and end with it.
const hidden = ['/run/containerd', '/run/docker', '/etc/docker'];

/** A dockerd that answers. */
export interface Daemon {
  child: ChildProcess;
  pid: number;
  version: string;
}

/** containerd is the first process of the engine's mount namespace; mounts made outside are seen inside, not the other way round.
 * Gives its pid. */
export async function startContainerd(files: EngineFiles, signal: AbortSignal | undefined): Promise<number> {
  const script = `set -e; for d in ${hidden.join(' ')}; do busybox mkdir -p $d; busybox mount -t tmpfs none $d; done; exec containerd --config "$1"`;
  const command = ['unshare', '--mount', '--propagation', 'slave', 'busybox', 'sh', '-c', script, 'sh', files.containerdConfig];
  const child = startDetached(command, files.containerdLog);
  await ready(child, files.containerdLog, signal, () => connects(files.containerdSocket));
  return child.pid ?? 0;
}

/** `nsenter` turns into dockerd without a fork, so that its pid is the daemon's. */
export async function startDaemon(files: EngineFiles, containerd: number, signal: AbortSignal | undefined): Promise<Daemon> {
  const child = startDetached(
    ['nsenter', `--mount=/proc/${containerd}/ns/mnt`, 'dockerd', '--config-file', files.daemonConfig],
    files.daemonLog,
  );
  const answers = (): Promise<boolean> =>
    callEngine({ kind: 'unix', path: files.socket }, 'GET', '/_ping').then(
      () => true,
      () => false,
    );
  await ready(child, files.daemonLog, signal, answers);
  const parsed: unknown = JSON.parse((await callEngine({ kind: 'unix', path: files.socket }, 'GET', '/version')).text);
  const version = typeof parsed === 'object' && parsed !== null && 'Version' in parsed ? String(parsed.Version) : 'unknown';
  return { child, pid: child.pid ?? 0, version };
}

/** In a session of its own: an interrupt from the terminal is for us, and we decide in which order things end. */
function startDetached(command: string[], log: string): ChildProcess {
  const output = openSync(log, 'a');
  const child = spawn('busybox', command, { env, detached: true, stdio: ['ignore', output, output], cwd: '/' });
  closeSync(output);
  child.unref();
  return child;
}

async function ready(
  child: ChildProcess,
  log: string,
  signal: AbortSignal | undefined,
  probe: () => Promise<boolean>,
): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  const deadline = performance.now() + 30_000;
  while (!(await probe())) {
    signal?.throwIfAborted();
    if (failure !== undefined)
      throw engineUnavailable(`the private engine cannot be started: ${failure.message}`, { cause: failure });
    if (child.exitCode !== null || child.signalCode !== null)
      throw engineUnavailable(`the private engine ended while starting:\n${tail(log)}`);
    if (performance.now() > deadline) throw engineUnavailable(`the private engine does not answer:\n${tail(log)}`);
    await delay(10);
  }
}

function connects(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true)).once('error', settle(false));
  });
}

/** Sends the signal, and resolves once the process is gone; at once where it is. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** The last lines of a log. */
export function tail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
}
