import type { Container, StatsSample } from '../engine/model.ts';
import { followMembers, type Members } from './stream-members.ts';
import type { HostView } from './view.ts';

/** One sample of one container. `missed`: samples of it that this listener was too slow for, just before. */
export interface MemberSample {
  host: HostView;
  it: Container;
  sample: StatsSample;
  missed: number;
}

/** The engine takes a sample about every second, never exactly: one that comes up to this early counts as due. */
const slackMs = 300;

/** Samples of a changing set of containers, of each at most one per `intervalMs`. */
export function followStats(members: Members, intervalMs: number, signal: AbortSignal): AsyncIterable<MemberSample> {
  const open = async function* (host: HostView, it: Container, until: AbortSignal): AsyncGenerator<MemberSample> {
    let missed = 0;
    let due = Number.NEGATIVE_INFINITY;
    for await (const sample of host.stats(it, until)) {
      if ('missed' in sample) {
        missed += sample.missed;
        continue;
      }
      const at = Date.parse(sample.readAt);
      // The first of an upstream stream has no CPU figure, as there is nothing to compare it with.
      if (sample.cpuPercent === null || at < due) continue;
      due = at + intervalMs - slackMs;
      yield { host, it, sample, missed };
      missed = 0;
    }
  };
  return followMembers(members, { open, whileStopped: false }, signal);
}
