import { quantile } from './load.ts';
import { cpuSeconds, residentMiB } from './cpu.ts';
import { round, type Row } from './report.ts';

/** One transfer, as it is done straight and as it is done through Wharfinger. */
export interface Pair {
  what: string;
  megabytes: number;
  straight: () => Promise<unknown>;
  through: () => Promise<unknown>;
}

/**
 * Does both in turn, so that what else the machine does falls on both, and gives the median speeds, their ratio, and what the process of the server took: processor
 * time, and memory beyond what it held before the transfer, at most.
 */
export async function comparePair({ what, megabytes, straight, through }: Pair, pid: number, rounds: number): Promise<Row[]> {
  const [theirs, ours, cpu, more]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let nth = 0; nth < rounds; nth += 1) {
    theirs.push(await rate(straight, megabytes));
    const before = residentMiB(pid);
    let most = before;
    const timer = setInterval(() => (most = Math.max(most, residentMiB(pid))), 20);
    const worked = cpuSeconds(pid);
    ours.push(await rate(through, megabytes).finally(() => clearInterval(timer)));
    cpu.push(((cpuSeconds(pid) - worked) * 1000) / megabytes);
    more.push(most - before);
  }
  const [direct, reached] = [quantile(theirs, 0.5), quantile(ours, 0.5)];
  return [
    { what: `${what}: straight`, figure: round(direct), unit: 'MB/s', bar: null },
    { what: `${what}: through Wharfinger`, figure: round(reached), unit: 'MB/s', bar: null },
    { what: `${what}: against straight`, figure: round(reached / direct), unit: 'times', bar: { atLeast: 0.8 } },
    { what: `${what}: CPU of Wharfinger`, figure: round(quantile(cpu, 0.5)), unit: 'ms for each MB', bar: null },
    { what: `${what}: memory more than before, at most`, figure: round(Math.max(...more)), unit: 'MiB', bar: { atMost: 30 } },
  ];
}

async function rate(work: () => Promise<unknown>, megabytes: number): Promise<number> {
  const begun = performance.now();
  await work();
  return megabytes / ((performance.now() - begun) / 1000);
}
