import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment, ConfigError, loadConfig, type Config } from '../config.ts';
import { findEngine } from '../engine/discover.ts';
import { WharfingerError } from '../errors.ts';
import { callEngine, type EngineAddress } from './engine-http.ts';
import { ensureDockerd } from './install.ts';
import { invitation } from './invitation.ts';
import { engineDirectory, startPrivateEngine } from './private-engine.ts';
import { freePort, startServer } from './server.ts';
import { putUpSamples, removeSamples } from './stage.ts';

/** An engine to show, and how to leave it behind. */
interface Stage {
  engine: EngineAddress;
  /** For DOCKER_HOST. */
  address: string;
  close: () => Promise<void>;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

// A terminal that has been closed takes no output any more; clearing up goes on without it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

// The first signal ends whatever is going on and lets the clean-up begin; later ones do not disturb it.
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    say(interrupted.signal.aborted ? 'still clearing up' : '\nclearing up');
    interrupted.abort();
  });
}

/** What was started, in order; it is ended in the opposite order. */
const opened: (() => Promise<void> | void)[] = [];

process.exitCode = await demo().catch((failure: unknown) => {
  if (interrupted.signal.aborted && failure === interrupted.signal.reason) return 0;
  process.stderr.write(`${textOf(failure)}\n`);
  return 1;
});
for (const close of opened.toReversed()) {
  try {
    await close();
  } catch (failure) {
    process.stderr.write(`${textOf(failure)}\n`);
    process.exitCode = 1;
  }
}
if (interrupted.signal.aborted) say('everything that the demo started is gone');
process.exit();

async function demo(): Promise<number> {
  const config = loadConfig();
  const { host } = config.listen;
  const port = await freePort(host, config.listen.port);
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const stage = (await findStage(config)) ?? (await buildStage());
  opened.push(stage.close);
  interrupted.signal.throwIfAborted();
  say('starting sample containers');
  const samples = await putUpSamples(stage.engine, say);
  interrupted.signal.throwIfAborted();
  say('starting Wharfinger');
  const server = startServer(
    childEnvironment({ DOCKER_HOST: stage.address, WHARFINGER_LISTEN: authority, WHARFINGER_STATE_DIR: stateDir() }),
  );
  opened.push(() => server.stop());
  const url = `http://${authority}`;
  if (await server.ready(url, interrupted.signal)) say(invitation({ url, ...samples }));
  return server.ended(interrupted.signal);
}

/** The engine that is here already, where one answers. Nothing on it is touched but our own samples. */
async function findStage(config: Config): Promise<Stage | undefined> {
  const found = await findEngine({ ...config.docker, uid: process.getuid?.() ?? null });
  if ('problem' in found) {
    say(config.docker.dockerHost === null ? 'no Docker Engine is running here that can be used' : found.problem);
    return undefined;
  }
  const { address: engine } = found;
  const answers = await callEngine(engine, 'GET', '/_ping').then(
    () => true,
    () => false,
  );
  if (!answers) {
    say(`${engine.address} does not answer`);
    return undefined;
  }
  say(`using the Docker Engine at ${engine.address}; nothing on it is touched but the demo's own sample containers`);
  return { engine, address: engine.address, close: () => removeSamples(engine, say) };
}

/** A throwaway engine, with everything on it. */
async function buildStage(): Promise<Stage> {
  await ensureDockerd(say);
  interrupted.signal.throwIfAborted();
  say('starting a private Docker Engine, for this demo only');
  const engine = await startPrivateEngine({ dir: await engineDirectory(say), log: say, signal: interrupted.signal });
  say(`Docker ${engine.version} listens on ${engine.socketPath}`);
  return {
    engine: { kind: 'unix', path: engine.socketPath },
    address: `unix://${engine.socketPath}`,
    close: () => engine.stop(),
  };
}

/** The state directory that was asked for, or one that ends with the demo. */
function stateDir(): string {
  const given = childEnvironment({})['WHARFINGER_STATE_DIR'];
  if (given !== undefined && given !== '') return given;
  const dir = mkdtempSync(join(tmpdir(), 'wharfinger-demo-'));
  opened.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Errors that we foresaw are sentences for the reader; of others the place is wanted too. */
function textOf(failure: unknown): string {
  if (failure instanceof WharfingerError || failure instanceof ConfigError) return failure.message;
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
