import type { ContainerUpdate } from '../engine/update.ts';
import { badInput } from '../errors.ts';

/** What is to be changed, as the caller writes it; what is absent stays as it is. */
export interface UpdateSettings {
  blkioWeight?: number | null;
  cpuPeriodMicros?: number | null;
  cpuQuotaMicros?: number | null;
  cpuRealtimePeriodMicros?: number | null;
  cpuRealtimeRuntimeMicros?: number | null;
  cpuShares?: number | null;
  /** Cores, with decimals. */
  cpus?: number | null;
  cpusetCpus?: string | null;
  cpusetMems?: string | null;
  /** Bytes. */
  memory?: number | null;
  memoryReservation?: number | null;
  memorySwap?: number | null;
  unlimitedSwap?: boolean | null;
  pidsLimit?: number | null;
  /** As the Docker CLI writes it. */
  restartPolicy?: string | null;
}

/** The engine takes 0 for "leave it", so a limit that is 0 would silently do nothing: each has its least value. */
const ranges = {
  blkioWeight: [10, 1000],
  cpuPeriodMicros: [1_000, 1_000_000],
  cpuRealtimePeriodMicros: [1, 1_000_000],
  cpuRealtimeRuntimeMicros: [1, 1_000_000],
  cpuShares: [2, 262_144],
} as const;

/** The engine's least memory for a container. */
const leastMemory = 6 * 1024 * 1024;
const cpuSet = /^[0-9]{1,5}(?:-[0-9]{1,5})?(?:,[0-9]{1,5}(?:-[0-9]{1,5})?)*$/;

/** The settings as the engine is told them. BAD_INPUT, with the path of the field, for what Docker would refuse or silently ignore. */
export function checkedUpdate(settings: UpdateSettings): ContainerUpdate {
  for (const [field, [least, most]] of Object.entries(ranges)) {
    const value = Object.entries(settings).find(([key]) => key === field)?.[1] ?? null;
    if (typeof value === 'number' && (value < least || value > most)) refuse(field, `from ${least} to ${most}`, value);
  }
  const update = compact({
    blkioWeight: settings.blkioWeight ?? undefined,
    cpuPeriodMicros: settings.cpuPeriodMicros ?? undefined,
    cpuQuotaMicros: quota(settings.cpuQuotaMicros ?? undefined),
    cpuRealtimePeriodMicros: settings.cpuRealtimePeriodMicros ?? undefined,
    cpuRealtimeRuntimeMicros: settings.cpuRealtimeRuntimeMicros ?? undefined,
    cpuShares: settings.cpuShares ?? undefined,
    nanoCpus: cores(settings),
    cpusetCpus: list('cpusetCpus', settings.cpusetCpus ?? undefined),
    cpusetMems: list('cpusetMems', settings.cpusetMems ?? undefined),
    memory: memory('memory', settings.memory ?? undefined),
    memoryReservation: memory('memoryReservation', settings.memoryReservation ?? undefined),
    memorySwap: swap(settings),
    pidsLimit: pids(settings.pidsLimit ?? undefined),
    restartPolicy: policy(settings.restartPolicy ?? undefined),
  });
  if (Object.keys(update).length === 0) throw badInput('input: says nothing that is to be changed.');
  const { memory: limit, memoryReservation: reservation } = update;
  if (limit !== undefined && reservation !== undefined && reservation > limit)
    refuse('memoryReservation', 'at most as much as input.memory', reservation);
  return update;
}

function refuse(field: string, expected: string, value: unknown): never {
  throw badInput(`input.${field}: ${expected}; not ${JSON.stringify(value)?.slice(0, 80)}.`);
}

function compact(update: ContainerUpdate): ContainerUpdate {
  return Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined));
}

function quota(micros: number | undefined): number | undefined {
  if (micros !== undefined && micros !== -1 && micros < 1_000)
    refuse('cpuQuotaMicros', '1000 or more, or -1 for no quota', micros);
  return micros;
}

function cores(settings: UpdateSettings): number | undefined {
  const cpus = settings.cpus ?? undefined;
  if (cpus === undefined) return undefined;
  if (cpus < 0.01 || cpus > 65_536) refuse('cpus', 'from 0.01 up, and no more than the machine has', cpus);
  for (const field of ['cpuPeriodMicros', 'cpuQuotaMicros'] as const) {
    if ((settings[field] ?? null) !== null) throw badInput(`input.${field}: cannot be given together with input.cpus.`);
  }
  return Math.round(cpus * 1e9);
}

function list(field: string, text: string | undefined): string | undefined {
  if (text !== undefined && (text.length > 1_000 || !cpuSet.test(text)))
    refuse(field, 'numbers and ranges such as "0-2,7"', text);
  return text;
}

function memory(field: string, bytes: number | undefined): number | undefined {
  if (bytes !== undefined && bytes < leastMemory) refuse(field, `${leastMemory} bytes (6 MiB) or more`, bytes);
  return bytes;
}

function swap(settings: UpdateSettings): number | undefined {
  const bytes = settings.memorySwap ?? undefined;
  if (settings.unlimitedSwap === true) {
    if (bytes !== undefined) throw badInput('input.unlimitedSwap: cannot be given together with input.memorySwap.');
    return -1;
  }
  if (bytes === undefined) return undefined;
  // It is the sum of both, so less than the memory alone makes no sense; and 0 would change nothing.
  const least = settings.memory ?? leastMemory;
  if (bytes < least) refuse('memorySwap', `memory and swap together, so at least ${least} bytes`, bytes);
  return bytes;
}

function pids(limit: number | undefined): number | undefined {
  if (limit !== undefined && limit !== -1 && limit < 1) refuse('pidsLimit', '1 or more, or -1 for no limit', limit);
  return limit;
}

function policy(text: string | undefined): ContainerUpdate['restartPolicy'] {
  if (text === undefined) return undefined;
  const [, name, count] = /^(no|always|unless-stopped|on-failure)(?::([0-9]{1,9}))?$/.exec(text) ?? [];
  if (name === undefined || (count !== undefined && name !== 'on-failure'))
    refuse('restartPolicy', 'no, always, unless-stopped, on-failure, or on-failure:<most restarts>', text);
  return { name, maximumRetryCount: count === undefined ? 0 : Number(count) };
}
