import type { Container } from '../engine/model.ts';
import type { Project } from '../mirror/reader.ts';

/** The state in the words of `docker ps`, as of `now` (milliseconds since 1970). */
export function statusText(container: Container, now: number): string {
  const since = (time: string | null) => humanDuration(now - Date.parse(time ?? ''));
  switch (container.state) {
    case 'created':
      return 'Created';
    case 'running':
      return `Up ${since(container.startedAt)}${healthText(container)}`;
    case 'paused':
      return `Up ${since(container.startedAt)} (Paused)`;
    case 'restarting':
      return `Restarting (${container.exitCode ?? 0}) ${since(container.finishedAt)} ago`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
    default:
      return container.finishedAt === null ? '' : `Exited (${container.exitCode ?? 0}) ${since(container.finishedAt)} ago`;
  }
}

/**
 * When the text may become another if the container stays as it is, in milliseconds since 1970. Never late; early for what is older than an hour, whose
 * texts change at most every half hour.
 */
export function textChangesAt(container: Container, now: number): number {
  const since = Date.parse(
    (container.state === 'running' || container.state === 'paused' ? container.startedAt : container.finishedAt) ?? '',
  );
  if (Number.isNaN(since) || container.state === 'created') return Number.POSITIVE_INFINITY;
  const elapsed = now - since;
  const step = elapsed < 60_000 ? 1000 : elapsed < 3_600_000 ? 60_000 : 1_800_000;
  return elapsed < 1000 ? since + 1000 : since + (Math.floor(elapsed / step) + 1) * step;
}

function healthText({ health }: Container): string {
  if (health === null || health.status === 'none') return '';
  return health.status === 'starting' ? ' (health: starting)' : ` (${health.status})`;
}

/** A length of time in milliseconds in the words of the Docker CLI, boundaries and rounding included: hours are rounded, all else is cut. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  // Also what is not yet, by clocks that differ, and what is not known.
  if (!(seconds >= 1)) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(milliseconds / 3_600_000 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(milliseconds / 3_600_000 / 24 / 365)} years`;
}

/** A project's states in the words of `docker compose ls`: "exited(1), running(2)". */
export function projectStatus({ containers }: Project): string {
  const counts = new Map<string, number>();
  for (const { state } of containers) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, count]) => `${state}(${count})`)
    .join(', ');
}
