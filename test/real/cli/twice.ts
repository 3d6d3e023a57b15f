import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { findProgram } from '../../../src/demo/install.ts';
import { image, uniqueName } from '../../support/real-engine.ts';
import { plain } from './plain.ts';

/** The Docker CLI that is looked at: that of the machine, or another one by its path. */
export const cli = process.env['DOCKER_CLI'] ?? findProgram('docker') ?? 'docker';

/** Commands of the Docker CLI, or lines of a shell where they begin with "sh"; NAME, NET, IMAGE and DIR stand for what is a side's own. */
export type Stories = Readonly<Record<string, string>>;

/** One of the ways to the engine: an address, and a part of the network that no other side has. */
export interface Side {
  host: string;
  net: string;
}

/** A story as it went on two sides: of each command how it ended, and what it said. */
export interface Told {
  title: string;
  straight: readonly string[];
  through: readonly string[];
}

/** Tells each story on both sides, four at a time. `dir`: a folder with the CLI's configuration, and the files that stories are about. */
export function toldTwice(stories: Stories, dir: string, sides: { straight: Side; through: Side }): Promise<Told[]> {
  const free = limit(4);
  const pruning = limit(1);
  const tell = (story: string, side: Side) => free(() => told(story, dir, side, pruning));
  return Promise.all(
    Object.entries(stories).map(async ([title, story]) => {
      const [straight, through] = await Promise.all([tell(story, sides.straight), tell(story, sides.through)]);
      return { title, straight, through };
    }),
  );
}

/** What is refused before the engine is asked, in words of its own. */
const ownWords = [/^load -i DIR\/file$/, /^network create --subnet 10\.0\.0\.0\/99 /, /^push none-NAME$/];

async function told(story: string, dir: string, { host, net }: Side, pruning: Limit): Promise<string[]> {
  const name = uniqueName();
  const env = {
    PATH: `${dirname(cli)}:${process.env['PATH'] ?? ''}`,
    DOCKER_HOST: host,
    DOCKER_CONFIG: dir,
    DOCKER_BUILDKIT: '0',
    HERE: 'from here',
  };
  const said: string[] = [];
  for (const line of story.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const own = line.replaceAll('NAME', name).replaceAll('NET.', `${net}.`).replaceAll('IMAGE', image).replaceAll('DIR', dir);
    const run = () => shell(own.startsWith('sh ') ? own.slice(3) : `docker ${own}`, env);
    // The engine prunes for one at a time.
    const { code, out, err } = await (/ prune /.test(line) ? pruning(run) : run());
    const words = ownWords.some((one) => one.test(line)) ? [] : [plain(out, name, net), plain(err, name, net)];
    said.push([`${line} => ${code}`, ...words].join('\n'));
  }
  return said;
}

export async function shell(command: string, env: Readonly<Record<string, string>>) {
  const child = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}

type Limit = <T>(run: () => Promise<T>) => Promise<T>;

/** Runs at most so many at a time. */
function limit(most: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
