import { Reading } from './decode.ts';
import type { StatsSample } from './model.ts';

/**
 * One line of GET /containers/{id}/stats in the numbers `docker stats` shows; null for the blank samples the engine sends while the container does
 * not run. ENGINE_ERROR when its shape is not understood.
 */
export function statsSample(answer: unknown): StatsSample | null {
  const root = new Reading(answer, 'Stats');
  const readAt = root.at('read').time();
  if (readAt === null) return null;
  const memory = root.at('memory_stats');
  const memoryUsage = usedMemory(memory);
  const memoryLimit = memory.at('limit').number();
  return {
    readAt,
    ...cpu(root.at('cpu_stats'), root.at('precpu_stats')),
    memoryUsage,
    memoryLimit,
    memoryPercent: memoryLimit > 0 ? (memoryUsage / memoryLimit) * 100 : 0,
    ...network(root.at('networks')),
    ...blockIo(root.at('blkio_stats').at('io_service_bytes_recursive')),
    pids: root.at('pids_stats').at('current').number(),
  };
}

/** The container's share of what all cores did since the sample before, times the number of cores. The first sample has none before it. */
function cpu(now: Reading, before: Reading): Pick<StatsSample, 'cpuPercent' | 'onlineCpus'> {
  const usage = now.at('cpu_usage');
  const onlineCpus = now.at('online_cpus').number() || usage.at('percpu_usage').list(() => 0).length;
  const systemBefore = before.at('system_cpu_usage').number();
  if (systemBefore === 0) return { cpuPercent: null, onlineCpus };
  const used = usage.at('total_usage').number() - before.at('cpu_usage').at('total_usage').number();
  const total = now.at('system_cpu_usage').number() - systemBefore;
  return { cpuPercent: used > 0 && total > 0 ? (used / total) * onlineCpus * 100 : 0, onlineCpus };
}

/** Usage less inactive file pages, which the kernel gives back on demand: total_inactive_file under cgroup v1, inactive_file under v2. */
function usedMemory(memory: Reading): number {
  const usage = memory.at('usage').number();
  const stats = memory.at('stats');
  const v1 = stats.at('total_inactive_file');
  const inactive = !v1.absent && v1.number() < usage ? v1.number() : stats.at('inactive_file').number();
  return inactive < usage ? usage - inactive : usage;
}

function network(networks: Reading): Pick<StatsSample, 'networkRx' | 'networkTx'> {
  const interfaces = networks.entries().map(([, counters]) => counters);
  const sum = (key: string) => interfaces.reduce((total, counters) => total + counters.at(key).number(), 0);
  return { networkRx: sum('rx_bytes'), networkTx: sum('tx_bytes') };
}

function blockIo(entries: Reading): Pick<StatsSample, 'blockRead' | 'blockWrite'> {
  const counters = entries.list((entry) => ({
    operation: entry.at('op').text().toLowerCase(),
    bytes: entry.at('value').number(),
  }));
  const sum = (first: string) =>
    counters.reduce((total, { operation, bytes }) => total + (operation.startsWith(first) ? bytes : 0), 0);
  return { blockRead: sum('r'), blockWrite: sum('w') };
}
