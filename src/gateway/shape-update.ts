import { resources, restartPolicy } from '../actions/verbatim/create-shape.ts';
import { bodyReader, fields } from '../actions/verbatim/shape.ts';
import type { UpdateSettings } from '../actions/update-input.ts';
import { badInput } from '../errors.ts';

const read = bodyReader(fields({ ...resources, RestartPolicy: restartPolicy }));

/** Fields of an update that mean something when they are neither absent nor empty, and that nobody can set. */
const notOffered = [
  'CgroupParent',
  'BlkioWeightDevice',
  'BlkioDeviceReadBps',
  'BlkioDeviceWriteBps',
  'BlkioDeviceReadIOps',
  'BlkioDeviceWriteIOps',
  'Devices',
  'DeviceCgroupRules',
  'DeviceRequests',
  'KernelMemory',
  'KernelMemoryTCP',
  'MemorySwappiness',
  'OomKillDisable',
  'Ulimits',
  'CpuCount',
  'CpuPercent',
  'IOMaximumIOps',
  'IOMaximumBandwidth',
] as const;

/** What `POST /containers/{id}/update` takes, as the settings they are. 0 and "" mean "leave it", as the engine reads them. */
export function readUpdate(body: unknown): UpdateSettings {
  const given = read(body ?? {});
  for (const field of notOffered) {
    const value = given[field] ?? null;
    const empty =
      value === null || value === 0 || value === '' || value === false || (Array.isArray(value) && value.length === 0);
    if (!empty) throw badInput(`Not offered through Wharfinger: ${field} in an update.`);
  }
  const { RestartPolicy } = given;
  const often = RestartPolicy?.MaximumRetryCount ? `:${RestartPolicy.MaximumRetryCount}` : '';
  return {
    blkioWeight: given.BlkioWeight || null,
    cpuPeriodMicros: given.CpuPeriod || null,
    cpuQuotaMicros: given.CpuQuota || null,
    cpuRealtimePeriodMicros: given.CpuRealtimePeriod || null,
    cpuRealtimeRuntimeMicros: given.CpuRealtimeRuntime || null,
    cpuShares: given.CpuShares || null,
    cpus: given.NanoCpus ? given.NanoCpus / 1e9 : null,
    cpusetCpus: given.CpusetCpus || null,
    cpusetMems: given.CpusetMems || null,
    memory: given.Memory || null,
    memoryReservation: given.MemoryReservation || null,
    ...(given.MemorySwap === -1 ? { unlimitedSwap: true } : { memorySwap: given.MemorySwap || null }),
    pidsLimit: given.PidsLimit ?? null,
    restartPolicy: RestartPolicy?.Name ? `${RestartPolicy.Name}${often}` : null,
  };
}
