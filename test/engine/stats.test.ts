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

/** As an engine on cgroup v1 answers, with a container of two cores on a machine of two, one second after its last sample. */
const wholeV1 = {
  read: '2026-11-24T06:40:16.500000000Z',
  preread: '2026-11-24T06:40:15.490000000Z',
  pids_stats: { current: 3 },
  blkio_stats: {
    // Once for each device, and the total of what reads and writes are, and of what is synchronous and is not.
    io_service_bytes_recursive: ['253:0', '8:0'].flatMap(() => [
      { major: 253, minor: 0, op: 'Read', value: 4_096 },
      { major: 253, minor: 0, op: 'Write', value: 8_192 },
      { major: 253, minor: 0, op: 'Sync', value: 12_288 },
      { major: 253, minor: 0, op: 'Async', value: 0 },
      { major: 253, minor: 0, op: 'Discard', value: 0 },
      { major: 253, minor: 0, op: 'Total', value: 12_288 },
    ]),
    io_serviced_recursive: [{ major: 253, minor: 0, op: 'Read', value: 1 }],
    io_queue_recursive: [],
    sectors_recursive: [],
  },
  num_procs: 0,
  storage_stats: {},
  cpu_stats: {
    cpu_usage: {
      total_usage: 900_000_000,
      percpu_usage: [500_000_000, 400_000_000],
      usage_in_kernelmode: 1,
      usage_in_usermode: 2,
    },
    system_cpu_usage: 102_000_000_000,
    online_cpus: 2,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  },
  precpu_stats: {
    cpu_usage: {
      total_usage: 400_000_000,
      percpu_usage: [200_000_000, 200_000_000],
      usage_in_kernelmode: 1,
      usage_in_usermode: 2,
    },
    system_cpu_usage: 100_000_000_000,
    online_cpus: 2,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  },
  memory_stats: {
    usage: 10_000_000,
    max_usage: 12_000_000,
    // Of the group itself, and of all below it: the latter counts.
    stats: { cache: 5_000_000, inactive_file: 1_000_000, rss: 4_000_000, total_cache: 5_000_000, total_inactive_file: 4_000_000 },
    limit: 40_000_000,
  },
  name: '/web',
  id: 'f'.repeat(64),
  networks: { eth0: { rx_bytes: 1_296, rx_packets: 16, rx_errors: 0, rx_dropped: 0, tx_bytes: 42, tx_packets: 1 } },
};

/** The same as cgroup v2 has it: no counters of single cores, no maximum, and names of its own. */
const wholeV2 = {
  ...wholeV1,
  blkio_stats: {
    io_service_bytes_recursive: ['253:0', '8:0'].flatMap(() => [
      { major: 253, minor: 0, op: 'read', value: 4_096 },
      { major: 253, minor: 0, op: 'write', value: 8_192 },
    ]),
    io_serviced_recursive: null,
    io_queue_recursive: null,
    sectors_recursive: null,
  },
  cpu_stats: {
    cpu_usage: { total_usage: 900_000_000, usage_in_kernelmode: 1, usage_in_usermode: 2 },
    system_cpu_usage: 102_000_000_000,
    online_cpus: 2,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  },
  precpu_stats: {
    cpu_usage: { total_usage: 400_000_000, usage_in_kernelmode: 1, usage_in_usermode: 2 },
    system_cpu_usage: 100_000_000_000,
    online_cpus: 2,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  },
  memory_stats: {
    usage: 10_000_000,
    stats: { active_anon: 4_000_000, active_file: 1_000_000, anon: 4_000_000, file: 5_000_000, inactive_file: 4_000_000 },
    limit: 40_000_000,
  },
};

for (const [version, whole] of [
  ['v1', wholeV1],
  ['v2', wholeV2],
] as const) {
  test(`a whole answer under cgroup ${version} is what \`docker stats\` makes of it`, () => {
    assert.deepEqual(statsSample(whole), {
      readAt: '2026-11-24T06:40:16.500000000Z',
      cpuPercent: 50,
      onlineCpus: 2,
      memoryUsage: 6_000_000,
      memoryLimit: 40_000_000,
      memoryPercent: 15,
      networkRx: 1_296,
      networkTx: 42,
      blockRead: 8_192,
      blockWrite: 16_384,
      pids: 3,
    });
  });
}

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
