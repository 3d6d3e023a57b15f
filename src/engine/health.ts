import type { Reading } from './decode.ts';
import type { Health, HealthCheck, HealthStatus } from './model.ts';

const statuses = {
  none: 'none',
  starting: 'starting',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
} as const satisfies Record<HealthStatus, HealthStatus>;

function isHealthStatus(text: string): text is HealthStatus {
  return Object.hasOwn(statuses, text);
}

/** State.Health; null where the container has no health check. A status the engine left empty, or one not known here, is "none". */
export function health(reading: Reading): Health | null {
  if (reading.absent) return null;
  const status = reading.at('Status').text('none');
  return {
    status: isHealthStatus(status) ? status : 'none',
    failingStreak: reading.at('FailingStreak').number(),
    log: reading.at('Log').list((probe) => ({
      start: probe.at('Start').time(),
      end: probe.at('End').time(),
      exitCode: probe.at('ExitCode').number(),
      output: probe.at('Output').text(),
    })),
  };
}

/** Config.Healthcheck; null where none is written. A check that was switched off keeps its ["NONE"]. */
export function healthCheck(reading: Reading): HealthCheck | null {
  const test = reading.at('Test').texts();
  if (test.length === 0) return null;
  return {
    test,
    intervalNs: reading.at('Interval').number(),
    timeoutNs: reading.at('Timeout').number(),
    startPeriodNs: reading.at('StartPeriod').number(),
    retries: reading.at('Retries').number(),
  };
}
