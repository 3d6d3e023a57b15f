import { Reading } from './decode.ts';

/** What can be changed of a container while it lives. What is absent stays as it is. */
export interface ContainerUpdate {
  blkioWeight?: number;
  cpuPeriodMicros?: number;
  /** -1: no quota. */
  cpuQuotaMicros?: number;
  cpuRealtimePeriodMicros?: number;
  cpuRealtimeRuntimeMicros?: number;
  cpuShares?: number;
  nanoCpus?: number;
  cpusetCpus?: string;
  cpusetMems?: string;
  memory?: number;
  memoryReservation?: number;
  /** -1: unlimited swap. */
  memorySwap?: number;
  /** -1: no limit. */
  pidsLimit?: number;
  restartPolicy?: { name: string; maximumRetryCount: number };
}

/** The body of POST /containers/{id}/update. To the engine 0 and absent are the same: "leave it". */
export function updateBody(update: ContainerUpdate): object {
  const policy = update.restartPolicy;
  return {
    BlkioWeight: update.blkioWeight,
    CpuPeriod: update.cpuPeriodMicros,
    CpuQuota: update.cpuQuotaMicros,
    CpuRealtimePeriod: update.cpuRealtimePeriodMicros,
    CpuRealtimeRuntime: update.cpuRealtimeRuntimeMicros,
    CpuShares: update.cpuShares,
    NanoCpus: update.nanoCpus,
    CpusetCpus: update.cpusetCpus,
    CpusetMems: update.cpusetMems,
    Memory: update.memory,
    MemoryReservation: update.memoryReservation,
    MemorySwap: update.memorySwap,
    PidsLimit: update.pidsLimit,
    RestartPolicy: policy && { Name: policy.name, MaximumRetryCount: policy.maximumRetryCount },
  };
}

/** What the engine remarks while it accepts: a limit this kernel does not have, for example. */
export function warnings(answer: unknown): string[] {
  return new Reading(answer, 'Answer').at('Warnings').texts();
}
