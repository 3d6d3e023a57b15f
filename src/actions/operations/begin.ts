import { WharfingerError } from '../../errors.ts';
import type { Operations } from './operations.ts';

/** What an action on a host has come to; of an operation that was begun and not waited for: nothing yet. */
export interface Begun<T> {
  auditId: string;
  changed: boolean;
  host: string;
  value: T | null;
}

/**
 * Waits for an action, or only until it has begun: until its intent is on disk. What refuses or fails it before that rejects either way; what comes
 * later is in the operation. `act` calls `begun` with the audit id; `host` gives the name of the host, which is known by then.
 */
export function begin<T>(
  operations: Pick<Operations, 'defect'>,
  wait: boolean,
  host: () => string,
  act: (begun?: (auditId: string) => void) => Promise<Begun<T>>,
): Promise<Begun<T>> {
  if (wait) return act();
  return new Promise((resolve, reject) => {
    let left = false;
    const begun = (auditId: string) => {
      left = true;
      resolve({ auditId, changed: false, host: host(), value: null });
    };
    act(begun).then(resolve, (error: unknown) => {
      if (!left) return reject(error instanceof Error ? error : new Error(String(error)));
      if (!(error instanceof WharfingerError) || error.code === 'INTERNAL' || error.code === 'EXECUTED_NOT_RECORDED')
        operations.defect(error);
    });
  });
}
