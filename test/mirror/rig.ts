import type { TestContext } from 'node:test';
import { createMirror } from '../../src/mirror/create.ts';
import type { AnyChange, Connection, Mirror } from '../../src/mirror/reader.ts';
import { fakeEngine, type Call, type FakeEngine, type FakeOptions } from '../support/fake-engine.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';

export interface Rig {
  engine: FakeEngine;
  clock: ManualClock;
  mirror: Mirror;
  /** Every change and every state of the connection so far. */
  changes: AnyChange[];
  connections: Connection[];
  /** Messages of warnings and errors so far. */
  complaints: string[];
}

/** A mirror of a fake engine, not started yet; closed after the test. */
export function rig(t: TestContext, options: FakeOptions = {}): Rig {
  const engine = fakeEngine(options);
  const clock = new ManualClock();
  const complaints: string[] = [];
  const complain = (_fields: object, message: string) => void complaints.push(message);
  const mirror = createMirror({ engine, clock, log: { info: () => {}, warn: complain, error: complain } });
  const changes: AnyChange[] = [];
  const connections: Connection[] = [];
  mirror.onChange((change) => changes.push(change));
  mirror.onConnection((connection) => connections.push(connection));
  t.after(() => mirror.close());
  return { engine, clock, mirror, changes, connections, complaints };
}

/** The same, connected and quiet; nothing of the first sync is in `changes`, `connections` or the engine's `reads`. */
export async function connectedRig(t: TestContext, options: FakeOptions = {}): Promise<Rig> {
  const made = rig(t, options);
  made.mirror.start();
  await made.mirror.synced();
  await settle();
  made.changes.length = 0;
  made.connections.length = 0;
  return made;
}

/** Holds the calls that `which` picks until they are let go, one by one in the order they came. */
export function gate(
  engine: FakeEngine,
  at: 'before' | 'after',
  which: (call: Call) => boolean,
): { held: Call[]; release: () => void; open: () => void } {
  const waiting: (() => void)[] = [];
  const held: Call[] = [];
  let closed = true;
  engine.habits[at] = async (call) => {
    if (!closed || !which(call)) return;
    held.push(call);
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const release = () => waiting.shift()?.();
  const open = () => {
    closed = false;
    while (waiting.length > 0) release();
  };
  return { held, release, open };
}
