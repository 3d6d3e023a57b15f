import { image } from '../../../support/real-engine.ts';
import type { Change } from '../table.ts';

const mib = 1024 * 1024;

function updating(flags: string, input: object, more: Partial<Change> = {}): Change {
  return {
    command: 'docker container update',
    about: flags,
    given: [`create --name % ${image} sleep 600`],
    cli: `update ${flags} %`,
    act: ['updateContainer', { ref: '%', ...input }],
    ...more,
  };
}

/** `docker update`, argument by argument. */
export const updateRows: readonly Change[] = [
  updating('--blkio-weight 300', { blkioWeight: 300 }),
  updating('--cpu-period 50000 --cpu-quota 25000', { cpuPeriodMicros: 50_000, cpuQuotaMicros: 25_000 }),
  updating('--cpu-rt-period 900000 --cpu-rt-runtime 90000', {
    cpuRealtimePeriodMicros: 900_000,
    cpuRealtimeRuntimeMicros: 90_000,
  }),
  updating('--cpu-shares 512', { cpuShares: 512 }),
  updating('--cpus 0.5', { cpus: 0.5 }),
  updating('--cpuset-cpus 0 --cpuset-mems 0', { cpusetCpus: '0', cpusetMems: '0' }),
  updating('--memory 64m --memory-swap 128m --memory-reservation 32m', {
    memory: 64 * mib,
    memorySwap: 128 * mib,
    memoryReservation: 32 * mib,
  }),
  updating('--memory 64m --memory-swap -1', { memory: 64 * mib, unlimitedSwap: true }),
  updating('--pids-limit 50', { pidsLimit: 50 }),
  updating('--restart on-failure:3', { restartPolicy: 'on-failure:3' }),
  updating('--restart always', { restartPolicy: 'always' }),
  updating(
    '--cpus 0.5 --memory 64m',
    { cpus: 0.5, memory: 64 * mib },
    { given: [`run -d --init --name % --memory 32m --memory-swap 128m ${image} sleep 600`] },
  ),
  updating('--restart always', { restartPolicy: 'always' }, { given: [`create --rm --name % ${image}`], refused: 'CONFLICT' }),
];
