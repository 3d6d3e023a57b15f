import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { conflict, internal } from '../errors.ts';
import { findProgram } from './install.ts';

/** Wharfinger itself, as a process of its own whose output is ours. */
export interface Server {
  /** True once it answers under `url`, false when it has ended or the wait was aborted first. */
  ready(url: string, signal: AbortSignal): Promise<boolean>;
  /** Its exit code once it has ended by itself; 0 once `signal` is aborted. */
  ended(signal: AbortSignal): Promise<number>;
  /** Ends it in good order; by force after ten seconds. */
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');

/**
 * Starts the server as `npm start` does. In a session of its own, so that an interrupt from the terminal does not reach it twice, once from
 * the terminal and once from us; where the system can do that, it is ended when we die without a chance to do so.
 */
export function startServer(env: NodeJS.ProcessEnv): Server {
  const setpriv = findProgram('setpriv');
  const program = [process.execPath, join(root, `cli/main${extname(import.meta.filename)}`), 'serve'];
  const [command = '', ...args] = setpriv === undefined ? program : [setpriv, '--pdeathsig', 'TERM', ...program];
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const exit = new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', (cause) => reject(internal(`Wharfinger cannot be started: ${cause.message}`, { cause })));
  });
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    ready: async (url, signal) => {
      while (running() && !signal.aborted) {
        if (await answers(`${url}/livez`)) return true;
        await delay(50);
      }
      return false;
    },
    ended: (signal) => Promise.race([exit, aborted(signal)]),
    stop: async () => {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exit;
      clearTimeout(force);
    },
  };
}

/**
 * The port itself when nothing listens on it, a free one for 0. Asked before anything is started: the server's own complaint would come after
 * half a minute of preparations. Throws CONFLICT with a sentence when it is in use.
 */
export async function freePort(host: string, port: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
    const address = probe.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  } catch (cause) {
    throw conflict(
      `The demo cannot listen on ${host}:${port}: ${describe(cause)}. Set another address: WHARFINGER_LISTEN=127.0.0.1:4501.`,
      { cause },
    );
  } finally {
    probe.close();
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && cause.code === 'EADDRINUSE' ? 'something else does already' : cause.message;
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

function aborted(signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(0);
    else signal.addEventListener('abort', () => resolve(0), { once: true });
  });
}
