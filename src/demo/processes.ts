import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Process {
  pid: number;
  parent: number;
  zombie: boolean;
  /** Clock ticks since boot; with the pid it names a process for good, since pids are used again. */
  started: string;
  argv: string[];
}

// What an engine consists of. A pager or an editor that has one of the engine's files open is none of ours.
const programs = new Set([
  'dockerd',
  'containerd',
  'containerd-shim',
  'containerd-shim-runc-v2',
  'runc',
  'docker-proxy',
  'busybox',
]);

/**
 * The living processes of the engine in `dir`: its daemons and shims, known by the directory in their arguments, everything they started,
 * and whatever is in its control groups. Shims adopt the orphans of their containers, so descent finds those too.
 */
export function processesOf(dir: string, cgroups: readonly string[]): number[] {
  const all = listProcesses();
  const found = new Set(all.filter((one) => isPartOf(one, dir)).map((one) => one.pid));
  for (const cgroup of cgroups) for (const pid of numbersIn(join(cgroup, 'cgroup.procs'))) found.add(pid);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const one of all) if (found.has(one.parent)) found.add(one.pid);
  }
  const zombies = new Set(all.filter((one) => one.zombie).map((one) => one.pid));
  return [...found].filter((pid) => pid !== process.pid && !zombies.has(pid));
}

/** A text that names this process among all that ever ran since boot; undefined when there is no such process. */
export function identityOf(pid: number): string | undefined {
  const found = readProcess(pid);
  return found === undefined || found.zombie ? undefined : `${pid} ${found.started}`;
}

function isPartOf(one: Process, dir: string): boolean {
  return programs.has(basename(one.argv[0] ?? '')) && one.argv.some((argument) => argument.includes(`${dir}/`));
}

function listProcesses(): Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => readProcess(Number(pid))).filter((one) => one !== undefined);
}

function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in parentheses and may contain both spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return { pid, parent: Number(fields[1]), zombie: fields[0] === 'Z' || fields[0] === 'X', started: fields[19] ?? '', argv };
  } catch {
    return undefined;
  }
}

function numbersIn(file: string): number[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
