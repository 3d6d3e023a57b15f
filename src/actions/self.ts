import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * What this process knows of the container it runs in. Docker mounts /etc/hostname from /var/lib/docker/containers/<id>/, which names it whatever its
 * host name is; the host name, by default the id's first 12 digits, serves where that cannot be read. `isSelf` says whether a full id is ours.
 */
export function selfContainer(mountinfo: string = readMountinfo(), host: string = hostname()): (id: string) => boolean {
  const mounted = /\/containers\/([0-9a-f]{64})\//.exec(mountinfo)?.[1];
  const byName = /^[0-9a-f]{12}$/.test(host) ? host : null;
  return (id) => id === mounted || (mounted === undefined && byName !== null && id.startsWith(byName));
}

function readMountinfo(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    // No /proc: not Linux, so not in a container of Docker's.
    return '';
  }
}
