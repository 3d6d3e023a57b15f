import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { forbidden, internal } from '../errors.ts';
import { findBusybox } from './busybox.ts';

const run = promisify(execFile);
const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin'];
const policy = '/usr/sbin/policy-rc.d';

/** Where a program is, on the path that daemons get; undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * Sees to it that everything a private engine consists of is installed (and the Docker command line, with `cli`): does nothing where it is,
 * installs Debian's or Ubuntu's packages where it is not and we may. No service is started by it.
 * Throws FORBIDDEN with a sentence that says what to do where we may not install, INTERNAL with apt's last lines where that fails.
 */
export async function ensureDockerd(log: (line: string) => void, { cli = false } = {}): Promise<void> {
  const engine = ['dockerd', 'containerd', 'runc'].every((name) => findProgram(name) !== undefined);
  const commandLine = !cli || findProgram('docker') !== undefined;
  if (engine && commandLine && findBusybox() !== undefined) return;

  const apt = findProgram('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) {
    throw forbidden(
      `A Docker Engine and a static busybox are needed and not all installed. ${
        apt === undefined
          ? 'Install them with the package manager of your system (they can only be installed automatically on Debian and Ubuntu), or start Docker.'
          : 'Run this as root to have them installed, or run: apt-get install docker.io busybox-static'
      }`,
    );
  }
  log('installing a Docker Engine from the packages of this system (once; half a minute)');
  await withoutStarting(async () => {
    await aptGet(apt, ['update'], log);
    const packages = ['busybox-static', ...(engine ? [] : ['docker.io', 'iptables'])];
    // Debian has put the command line into a package of its own; before that it was in docker.io.
    if (!commandLine) packages.push((await isPackage('docker-cli')) ? 'docker-cli' : 'docker.io');
    await aptGet(apt, ['install', '-y', '--no-install-recommends', ...packages], log);
  });
}

/**
 * Sees to it that one program is installed, from the package of its own name, and gives its path. Throws FORBIDDEN where we may not install, INTERNAL with apt's
 * last lines where that fails.
 */
export async function ensureProgram(name: string, log: (line: string) => void): Promise<string> {
  const there = findProgram(name);
  if (there !== undefined) return there;
  const apt = findProgram('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) throw forbidden(`${name} is needed and not installed.`);
  log(`installing ${name} from the packages of this system (once)`);
  await withoutStarting(async () => {
    await aptGet(apt, ['update'], log);
    await aptGet(apt, ['install', '-y', '--no-install-recommends', name], log);
  });
  return findProgram(name) ?? name;
}

/** Packages ask policy-rc.d whether they may start the services they bring; 101 means no. One that is there already is left alone. */
async function withoutStarting(install: () => Promise<void>): Promise<void> {
  if (existsSync(policy)) return install();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
  try {
    await install();
  } finally {
    rmSync(policy, { force: true });
  }
}

/** In a session of its own, so that an interrupt from the terminal does not leave packages half installed. */
async function aptGet(apt: string, command: string[], log: (line: string) => void): Promise<void> {
  const child = spawn('env', ['DEBIAN_FRONTEND=noninteractive', apt, '-q', ...command], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last: string[] = [];
  const keep = (line: string): void => {
    last.push(line);
    if (last.length > 10) last.shift();
    if (line.startsWith('Setting up ')) log(`  ${line.replace(/ \.\.\.$/, '')}`);
  };
  createInterface({ input: child.stdout }).on('line', keep);
  createInterface({ input: child.stderr }).on('line', keep);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw internal(`apt-get ${command.join(' ')} failed:\n${last.join('\n')}`);
}

function isPackage(name: string): Promise<boolean> {
  return run('apt-cache', ['show', name]).then(
    () => true,
    () => false,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
