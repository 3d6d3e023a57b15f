import { each, given, matching, refuse, whole } from './check.ts';
import type { LimitsInput } from './input.ts';

const mib = 1024 * 1024;
/** The engine's own least. */
const leastMemory = 6 * mib;
const cpuList = /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/;
const ulimitNames = /^(?:core|cpu|data|fsize|locks|memlock|msgqueue|nice|nofile|nproc|rss|rtprio|rttime|sigpending|stack)$/;

/** Limits as fields of the engine's HostConfig. */
export function limitsOf(limits: LimitsInput | null | undefined): Record<string, unknown> {
  if (limits === null || limits === undefined) return {};
  const path = 'limits';
  const { cpus, cpuShares, cpusetCpus, cpusetMems, pidsLimit, shmSize } = limits;
  if (typeof cpus === 'number' && !(cpus >= 0.01 && cpus <= 4096))
    refuse(`${path}.cpus`, `from 0.01 to 4096 cores; this is ${cpus}.`);
  if (typeof cpuShares === 'number') whole(`${path}.cpuShares`, cpuShares, 2, 262_144);
  for (const [field, list] of Object.entries({ cpusetCpus, cpusetMems }))
    if (typeof list === 'string') matching(`${path}.${field}`, list, cpuList, 'numbers and ranges, such as "0-2,7".');
  if (typeof pidsLimit === 'number') whole(`${path}.pidsLimit`, pidsLimit, 1, 2_147_483_647);
  if (typeof shmSize === 'number' && shmSize < 1) refuse(`${path}.shmSize`, 'must be more than 0 bytes.');
  return given({
    NanoCpus: typeof cpus === 'number' ? Math.round(cpus * 1e9) : null,
    CpuShares: cpuShares,
    CpusetCpus: cpusetCpus,
    CpusetMems: cpusetMems,
    ...memoryOf(path, limits),
    PidsLimit: pidsLimit,
    ShmSize: shmSize,
    Ulimits: ulimitsOf(path, limits),
  });
}

function memoryOf(path: string, { memory, memoryReservation, memorySwap, unlimitedSwap }: LimitsInput): Record<string, unknown> {
  const limit = memory ?? null;
  const swap = memorySwap ?? null;
  if (limit !== null && limit < leastMemory) refuse(`${path}.memory`, `at least ${leastMemory} bytes (6 MiB).`);
  if (typeof memoryReservation === 'number') {
    if (memoryReservation < leastMemory) refuse(`${path}.memoryReservation`, `at least ${leastMemory} bytes (6 MiB).`);
    if (limit !== null && memoryReservation > limit) refuse(`${path}.memoryReservation`, 'must not be more than memory.');
  }
  if (swap !== null) {
    if (unlimitedSwap === true) refuse(`${path}.memorySwap`, 'not together with unlimitedSwap.');
    if (limit === null) refuse(`${path}.memorySwap`, 'needs memory: it is the sum of memory and swap.');
    if (swap < limit) refuse(`${path}.memorySwap`, 'must not be less than memory: it is the sum of memory and swap.');
  }
  return { Memory: limit, MemoryReservation: memoryReservation, MemorySwap: unlimitedSwap === true ? -1 : swap };
}

function ulimitsOf(path: string, limits: LimitsInput): object[] {
  const names = new Set<string>();
  return each(`${path}.ulimits`, limits.ulimits, (at, { name, soft, hard }) => {
    matching(`${at}.name`, name, ulimitNames, 'a limit as "ulimit" and "docker run --ulimit" name it, such as nofile.');
    if (names.has(name)) refuse(`${at}.name`, 'given twice.');
    names.add(name);
    whole(`${at}.soft`, soft, -1, 2_147_483_647);
    const upper = whole(`${at}.hard`, hard ?? soft, -1, 2_147_483_647);
    if (upper !== -1 && (soft === -1 || soft > upper)) refuse(`${at}.soft`, 'must not be more than hard.');
    return { Name: name, Soft: soft, Hard: upper };
  });
}
