import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { importBusybox } from '../../src/demo/busybox.ts';
import { callEngine, type EngineAddress } from '../../src/demo/engine-http.ts';
import { ensureDockerd, findProgram } from '../../src/demo/install.ts';
import { engineDirectory, startPrivateEngine, type PrivateEngine } from '../../src/demo/private-engine.ts';

const execute = promisify(execFile);

/** The image that every test engine has. */
export const image = 'busybox:test';

/** An engine that a test may speak to. */
export interface TestEngine {
  readonly socketPath: string;
}

/** The variable by which run-real.ts tells the test files of one run where the engine is that they share. */
export const sharedSocket = 'WHARFINGER_TEST_SOCKET';

let shared: Promise<PrivateEngine> | undefined;

/**
 * The engine that all test files of a run share; started here, and stopped after the last test of the file, when the file is run alone.
 * For tests that make objects under names of their own (`uniqueName`), remove those, and neither prune nor count what else is there.
 */
export async function sharedEngine(): Promise<TestEngine> {
  const socketPath = process.env[sharedSocket];
  if (socketPath !== undefined) return { socketPath };
  if (shared === undefined) {
    shared = startEngine();
    // A hook of node:test would belong to the test that happened to be the first to ask.
    process.once('beforeExit', () => void shared?.then((engine) => engine.stop()));
  }
  return shared;
}

/** An engine for one test alone, gone after it: it may be killed, restarted, pruned, and compared as a whole. Takes one or two seconds. */
export async function ownEngine(t: TestContext): Promise<PrivateEngine> {
  const engine = await startEngine();
  t.after(() => engine.stop());
  return engine;
}

/** A private engine with the test image in it. Never one that was found on the machine: tests prune, and they kill. */
export async function startEngine(): Promise<PrivateEngine> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error(
      'The tests against a real engine start a private one, which needs root on Linux; `npm run test:unit` needs neither.',
    );
  }
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  await ensureDockerd(log, { cli: true });
  const engine = await startPrivateEngine({ dir: await engineDirectory(log), log });
  await importBusybox(addressOf(engine), image).catch(async (failure: unknown) => {
    await engine.stop();
    throw failure;
  });
  return engine;
}

/** The engine's address, in the form that `src/engine` takes. */
export function addressOf(engine: TestEngine): EngineAddress & { kind: 'unix' } {
  return { kind: 'unix', path: engine.socketPath };
}

/**
 * Runs the Docker command line against the engine and gives what it printed on standard output, without the final newline.
 * Rejects, with what it printed on standard error in the message, when it fails. The user's own configuration is not read.
 */
export async function docker(engine: TestEngine, ...args: string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    DOCKER_HOST: `unix://${engine.socketPath}`,
    DOCKER_CONFIG: join(dirname(engine.socketPath), 'cli'),
  };
  const { stdout } = await execute(findProgram('docker') ?? 'docker', args, { env, maxBuffer: 256 * 1024 * 1024 });
  return stdout.replace(/\n$/, '');
}

export interface RunOptions {
  /** A unique one when not given. */
  name?: string;
  /** A shell script; without one the container sleeps, and ends at once when it is stopped. */
  script?: string;
  labels?: Record<string, string>;
  /** Further fields of the engine's request to create a container, and of its HostConfig. */
  config?: Record<string, unknown>;
  host?: Record<string, unknown>;
  /** False leaves it in the state `created`. */
  start?: boolean;
}

/** Makes a container of the test image and starts it. Gives its full id and its name. `runFor` also removes it. */
export async function run(engine: TestEngine, options: RunOptions = {}): Promise<{ id: string; name: string }> {
  const {
    name = uniqueName(),
    script = "trap 'exit 0' TERM; while :; do sleep 0.1; done",
    labels,
    config,
    host,
    start = true,
  } = options;
  const body = { Image: image, Cmd: ['sh', '-c', script], Labels: labels, HostConfig: host, ...config };
  const created: unknown = JSON.parse(
    (await callEngine(addressOf(engine), 'POST', '/containers/create', { query: { name }, body })).text,
  );
  if (typeof created !== 'object' || created === null || !('Id' in created)) throw new Error('the engine gave no id');
  const id = String(created.Id);
  if (start) await callEngine(addressOf(engine), 'POST', `/containers/${id}/start`);
  return { id, name };
}

/** `run`, and the container removed by force, with its anonymous volumes, when the test is over. */
export async function runFor(
  t: TestContext,
  engine: TestEngine,
  options: RunOptions = {},
): Promise<{ id: string; name: string }> {
  const container = await run(engine, options);
  const query = { force: 'true', v: 'true' };
  t.after(() => callEngine(addressOf(engine), 'DELETE', `/containers/${container.id}`, { query, allow: [404, 409] }));
  return container;
}

/** A name that no other test uses. */
export function uniqueName(prefix = 't'): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}
