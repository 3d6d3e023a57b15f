import type { TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import type { Engine } from '../../src/engine/ports.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { runFor, sharedEngine, uniqueName } from '../support/real-engine.ts';

/** An engine, and a way to put containers on it that is not the engine's own port. */
export interface World {
  engine: Engine;
  /** A container that runs until it is stopped; it is gone after the test. */
  run(): Promise<{ id: string; name: string }>;
  /** One that has never been started. */
  create(): Promise<{ id: string; name: string }>;
}

/** The fake of the other tests: whatever holds for the real engine has to hold for it. */
export async function fakeWorld(): Promise<World> {
  const engine = fakeEngine();
  return {
    engine,
    run: async () => engine.docker.run({ name: uniqueName() }),
    create: async () => engine.docker.create({ name: uniqueName() }),
  };
}

// Asked for here and not inside a test, with the end of which it would be stopped.
const shared = sharedEngine();

export async function realWorld(t: TestContext): Promise<World> {
  const real = await shared;
  return {
    engine: engineAt(real.socketPath),
    run: () => runFor(t, real),
    create: () => runFor(t, real, { start: false }),
  };
}

export function engineAt(path: string): Engine {
  return connectEngine({ host: 'local', locate: async () => ({ kind: 'unix', address: `unix://${path}`, path }) });
}
