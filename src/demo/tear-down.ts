import { existsSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { internal } from '../errors.ts';
import { bridgesOf, removeBridge } from './bridge.ts';
import { filesIn } from './engine-files.ts';
import { identityOf, processesOf } from './processes.ts';

/**
 * Ends the engine in `dir` and removes every trace: daemons, shims, containers, interfaces, control groups, files. Nothing is asked of the
 * engine, so this works as well on one that hangs or whose daemon is dead, and twice at once. Mounts end with the last process: they are
 * in a mount namespace of the engine's own. Throws INTERNAL when something would not go within ten seconds.
 */
export async function tearDown(dir: string): Promise<void> {
  const files = filesIn(dir);
  const bridges = bridgesOf(dir, files.networkDatabase);
  await insist(`the processes of ${dir} do not end`, () => {
    const groups = cgroupsOf(files.cgroupParent);
    groups.forEach(thaw);
    const left = processesOf(dir, groups);
    for (const pid of left) kill(pid);
    return left.length === 0;
  });
  await Promise.all(bridges.map(removeBridge));
  await insist(`the control groups ${files.cgroupParent} cannot be removed`, () =>
    cgroupsOf(files.cgroupParent).every(removeGroup),
  );
  // A mount seen from here would mean that removing files reaches through it, into somebody's home directory at worst.
  if (readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${dir}/`))
    throw internal(`something is still mounted under ${dir}: it is left as it is`);
  await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** Tears down what earlier runs left in `parent` under the prefix when they died without a chance to do it themselves. Never throws for one of them. */
export async function sweep(parent: string, prefix: string, log: (line: string) => void): Promise<void> {
  const names = readdirSync(parent).filter((name) => name.startsWith(prefix));
  for (const dir of names.map((name) => join(parent, name)).filter(isAbandoned)) {
    await tearDown(dir).then(
      () => log(`removed what an earlier run left in ${dir}`),
      (failure: unknown) => log(`what an earlier run left in ${dir} cannot be removed: ${String(failure)}`),
    );
  }
}

/** True for a directory whose owner was written, is ours, and no longer runs. One without an owner is being made at this moment, or not ours. */
function isAbandoned(dir: string): boolean {
  const owner = readOwner(dir);
  if (owner === undefined) return false;
  return identityOf(Number(owner.split(' ')[0])) !== owner;
}

function readOwner(dir: string): string | undefined {
  try {
    const file = filesIn(dir).owner;
    return statSync(file).uid === process.getuid?.() ? readFileSync(file, 'utf8').trim() : undefined;
  } catch {
    return undefined;
  }
}

/** Version 1 has one hierarchy a controller, version 2 a single one at the root; a machine may have both. */
function cgroupsOf(parent: string): string[] {
  const root = '/sys/fs/cgroup';
  if (!existsSync(root)) return [];
  const tops = [root, ...readdirSync(root).map((name) => join(root, name))].map((hierarchy) => join(hierarchy, basename(parent)));
  return tops.filter((top) => existsSync(top)).flatMap(withDescendants);
}

/** Innermost first: a control group with children cannot be removed. */
function withDescendants(group: string): string[] {
  const children = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...children.flatMap((child) => withDescendants(join(group, child.name))), group];
}

/** Under version 1 a frozen process, which is what a paused container consists of, is not even ended by SIGKILL. */
function thaw(group: string): void {
  const state = join(group, 'freezer.state');
  try {
    if (existsSync(state)) writeFileSync(state, 'THAWED');
  } catch {
    // The group has ended in the meantime.
  }
}

function removeGroup(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch {
    return !existsSync(group);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

async function insist(failure: string, attempt: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!attempt()) {
    if (performance.now() > deadline) throw internal(failure);
    await delay(20);
  }
}
