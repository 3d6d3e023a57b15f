import { each, given, noNul, plain, refuse, whole } from './check.ts';
import type { CreateInput } from './input.ts';

/** The engine refuses shorter times. */
const leastMs = 1;

/** The health check as the engine takes it; null leaves the image's own. */
export function healthOf({ healthCheck, noHealthCheck }: CreateInput): object | null {
  if (noHealthCheck === true) {
    if (healthCheck) refuse('noHealthCheck', 'not together with healthCheck.');
    return { Test: ['NONE'] };
  }
  if (!healthCheck) return null;
  const { command, shell, interval, timeout, startPeriod, retries } = healthCheck;
  if (command && shell) refuse('healthCheck.shell', 'not together with command.');
  if (command?.length === 0) refuse('healthCheck.command', 'needs at least the program.');
  if (typeof shell === 'string') plain('healthCheck.shell', shell);
  const words = each('healthCheck.command', command, noNul);
  const times = { interval, timeout, startPeriod };
  for (const [field, ms] of Object.entries(times))
    if (typeof ms === 'number' && ms !== 0 && ms < leastMs)
      refuse(`healthCheck.${field}`, 'at least 1 ms, or 0 for the default.');
  if (typeof retries === 'number') whole('healthCheck.retries', retries, 0, 1_000_000);
  return given({
    Test: shell ? ['CMD-SHELL', shell] : words.length > 0 ? ['CMD', ...words] : null,
    Interval: nanoseconds(interval),
    Timeout: nanoseconds(timeout),
    StartPeriod: nanoseconds(startPeriod),
    Retries: retries,
  });
}

function nanoseconds(ms: number | null | undefined): number | null {
  return typeof ms === 'number' ? Math.round(ms * 1e6) : null;
}
