import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statsSample } from '../../src/engine/stats.ts';

const cgroup2 = {
  read: '2026-11-24T06:40:16.5Z',
  pids_stats: { current: 3 },
  networks: { eth0: { rx_bytes: 100, tx_bytes: 10 }, eth1: { rx_bytes: 5, tx_bytes: 1 } },
  memory_stats: { usage: 1000, limit: 4000, stats: { inactive_file: 200 } },
  blkio_stats: {
    io_service_bytes_recursive: [
      { op: 'read', value: 7 },
      { op: 'write', value: 8 },
      { op: 'Read', value: 1 },
      { op: 'Total', value: 99 },
    ],
  },
  cpu_stats: { cpu_usage: { total_usage: 3_000 }, system_cpu_usage: 20_000, online_cpus: 4 },
  precpu_stats: { cpu_usage: { total_usage: 1_000 }, system_cpu_usage: 16_000, online_cpus: 4 },
};

test('the numbers are those of `docker stats`', () => {
  assert.deepEqual(statsSample(cgroup2), {
    readAt: '2026-11-24T06:40:16.5Z',
    cpuPercent: 200,
    onlineCpus: 4,
    memoryUsage: 800,
    memoryLimit: 4000,
    memoryPercent: 20,
    networkRx: 105,
    networkTx: 11,
    blockRead: 8,
    blockWrite: 8,
    pids: 3,
  });
});

test('cgroup v1: total_inactive_file, and the cores by their counters', () => {
  const sample = statsSample({
    ...cgroup2,
    memory_stats: { usage: 1000, limit: 4000, stats: { total_inactive_file: 300, inactive_file: 200 } },
    cpu_stats: { cpu_usage: { total_usage: 3_000, percpu_usage: [1, 2] }, system_cpu_usage: 20_000 },
  });
  assert.equal(sample?.memoryUsage, 700);
  assert.equal(sample?.onlineCpus, 2);
  assert.equal(sample?.cpuPercent, 100);
});

test('more inactive pages than usage are not taken off', () => {
  const memory_stats = { usage: 100, limit: 0, stats: { inactive_file: 200 } };
  const sample = statsSample({ ...cgroup2, memory_stats });
  assert.equal(sample?.memoryUsage, 100);
  assert.equal(sample?.memoryPercent, 0);
});

test('the first sample of a stream has no CPU share, and a counter that went back none either', () => {
  assert.equal(statsSample({ ...cgroup2, precpu_stats: { cpu_usage: { total_usage: 0 } } })?.cpuPercent, null);
  assert.equal(
    statsSample({ ...cgroup2, precpu_stats: { cpu_usage: { total_usage: 9_000 }, system_cpu_usage: 1 } })?.cpuPercent,
    0,
  );
});

test('the blank samples of a container that does not run are none', () => {
  assert.equal(
    statsSample({ read: '0001-01-01T00:00:00Z', memory_stats: {}, blkio_stats: { io_service_bytes_recursive: null } }),
    null,
  );
});
