import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { findProgram } from '../../src/demo/install.ts';
import { docker, type TestEngine } from './real-engine.ts';

/** An event as the engine itself told it. */
export interface TappedEvent {
  /** Nanoseconds since 1970, by the engine's clock. */
  time: bigint;
  type: string;
  verb: string;
  /** What follows the verb of an exec: its command line. */
  detail: string;
  /** Of a container; of a volume its id. */
  name: string;
}

/**
 * The engine's own history, by Docker's command line and nothing of ours. It outlives the engine: `resume` takes it up again after a restart. What is emitted
 * in the last moment before the engine is killed may be missing.
 */
export async function tapEngine(t: TestContext, engine: TestEngine) {
  const lines = new Set<string>();
  let last = await docker(engine, 'info', '--format', '{{.SystemTime}}');
  let child: ChildProcess | undefined;
  const resume = () => {
    const format = '{{.TimeNano}}\t{{.Type}}\t{{.Actor.ID}}\t{{.Actor.Attributes.name}}\t{{.Action}}';
    child = spawn(findProgram('docker') ?? 'docker', ['events', '--since', last, '--format', format], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], DOCKER_HOST: `unix://${engine.socketPath}` },
    });
    if (child.stdout === null) throw new Error('no output');
    createInterface(child.stdout).on('line', (line) => {
      // What is asked for again, from the last one on, comes with that one.
      lines.add(line);
      const nanos = line.split('\t')[0] ?? '';
      last = `${nanos.slice(0, -9)}.${nanos.slice(-9)}`;
    });
  };
  resume();
  t.after(() => child?.kill());
  return {
    resume(): void {
      child?.kill();
      resume();
    },
    /** In the order of the engine's clock. */
    events: (): TappedEvent[] => [...lines].map(eventOf).toSorted((a, b) => (a.time < b.time ? -1 : 1)),
  };
}

function eventOf(line: string): TappedEvent {
  const [time = '0', type = '', id = '', name = '', action = ''] = line.split('\t');
  const [verb = '', ...detail] = action.split(': ');
  return { time: BigInt(time), type, verb, detail: detail.join(': '), name: type === 'container' ? name : id };
}
