import type { Caller, Source, Target } from '../access/caller.ts';
import type { Checkpoints } from '../audit/open-checkpoints.ts';
import type { Action } from '../catalogue.ts';
import { conflict } from '../errors.ts';
import { checkReason } from './perform.ts';
import { recorded, type Recorded, type RecorderDeps } from './recorded.ts';

export interface AuditLogDeps extends RecorderDeps {
  checkpoints: Pick<Checkpoints, 'found' | 'rotateKey' | 'accept'>;
}

export interface AuditLogActions {
  /** Makes a new key for the checkpoints; the old one vouches for it. */
  rotateKey(caller: Caller, source: Source, reason: string | null): Promise<Recorded<{ keyId: string; before: string }>>;
  /** Goes on with a log that does not fit its checkpoints; gives what did not fit. CONFLICT where it fits. */
  accept(caller: Caller, source: Source, reason: string | null): Promise<Recorded<{ found: string }>>;
}

/** The use cases on the audit log itself: authorised and on record like everything else. */
export function auditLogActions(deps: AuditLogDeps): AuditLogActions {
  const { checkpoints } = deps;
  const attempt = <T>(
    asked: { caller: Caller; source: Source; action: Action; reason: string | null; params: Record<string, string> },
    check: () => void,
    act: () => Promise<{ value: T; after: Record<string, string> }>,
  ) =>
    recorded(
      deps,
      { ...asked, host: null, idempotencyKey: null },
      () => {
        checkReason(asked.reason);
        check();
        return { target, before: null };
      },
      async () => {
        const { value, after } = await act();
        return {
          changed: true,
          engineStatus: null,
          targetId: null,
          value,
          after: { state: 'in force', exitCode: null, details: after },
        };
      },
    );

  return {
    rotateKey: (caller, source, reason) =>
      attempt(
        { caller, source, action: 'audit.rotate-key', reason, params: {} },
        () => undefined,
        async () => {
          const value = await checkpoints.rotateKey();
          return { value, after: { keyId: value.keyId, before: value.before } };
        },
      ),
    accept: (caller, source, reason) => {
      const { found } = checkpoints;
      return attempt(
        { caller, source, action: 'audit.accept', reason, params: found === null ? {} : { found } },
        () => {
          if (found === null) throw conflict('The audit log fits its checkpoints: there is nothing to accept.');
        },
        async () => {
          await checkpoints.accept();
          return { value: { found: found ?? '' }, after: {} };
        },
      );
    },
  };
}

const target: Target = { type: 'audit', id: null, name: 'audit log', image: null, labels: {} };
