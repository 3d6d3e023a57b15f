import { randomUUID } from 'node:crypto';
import { policyHash } from '../access/authorize.ts';
import type { Source } from '../access/caller.ts';
import type { Refusal } from '../access/identify.ts';
import type { AuditWriter, Intent, Outcome } from '../audit/log.ts';

export interface RefusalsDeps {
  audit: Pick<AuditWriter, 'refused'>;
  /** Told when a refusal could not be recorded; the client was refused all the same. */
  onLost: (error: unknown) => void;
}

/** Puts refused credentials on record. */
export interface Refusals {
  note(refusal: Refusal, source: Source): void;
  /** Records what is still being counted. */
  close(): Promise<void>;
}

interface Window {
  refusal: Refusal;
  source: Source;
  /** Refusals since the last that was recorded. */
  more: number;
  timer: NodeJS.Timeout;
}

const windowMs = 60_000;
const addressesApart = 200;

/**
 * The first refusal of an address and a reason is recorded at once; those that follow within a minute together, as one event with their number. Beyond
 * 200 addresses at a time the rest share one count for each reason: guessing from many addresses costs about 200 events a minute, never a full disk.
 */
export function refusalRecorder({ audit, onLost }: RefusalsDeps): Refusals {
  const windows = new Map<string, Window>();
  const writing = new Set<Promise<void>>();

  const record = (refusal: Refusal, source: Source, attempts: number) => {
    const [intent, outcome] = eventOf(refusal, source, attempts);
    const written: Promise<void> = audit
      .refused(intent, outcome)
      .then(() => undefined, onLost)
      .finally(() => writing.delete(written));
    writing.add(written);
  };

  const turn = (key: string, window: Window) => {
    if (window.more === 0) {
      windows.delete(key);
      return;
    }
    record(window.refusal, window.source, window.more);
    window.more = 0;
    window.timer = setTimeout(turn, windowMs, key, window).unref();
  };

  return {
    note(refusal, source) {
      const own = `${source.address ?? ''} ${refusal.reason}`;
      const crowded = !windows.has(own) && windows.size >= addressesApart;
      const key = crowded ? `many ${refusal.reason}` : own;
      const window = windows.get(key);
      if (window !== undefined) {
        window.more += 1;
        return;
      }
      const seen: Source = crowded ? { ...source, address: null, port: null, userAgent: null, claimed: {} } : source;
      const opened: Window = { refusal, source: seen, more: 0, timer: setTimeout(() => turn(key, opened), windowMs).unref() };
      windows.set(key, opened);
      record(refusal, seen, 1);
    },
    async close() {
      for (const { refusal, source, more, timer } of windows.values()) {
        clearTimeout(timer);
        if (more > 0) record(refusal, source, more);
      }
      windows.clear();
      await Promise.all(writing);
    },
  };
}

function eventOf({ reason, message, token }: Refusal, source: Source, attempts: number): [Intent, Outcome] {
  const auditId = randomUUID();
  return [
    {
      auditId,
      action: 'auth.refused',
      actor:
        token === null
          ? { type: 'anonymous', id: 'anonymous', name: 'anonymous' }
          : { type: 'token', id: token.id, name: token.name },
      authMethod: token === null ? 'none' : 'bearer',
      tokenId: token?.id ?? null,
      source,
      host: null,
      target: null,
      params: { reason, attempts: String(attempts) },
      reason: null,
      decision: { allow: false, rule: 'credential', policyHash },
      before: null,
      origin: 'own',
      parent: null,
    },
    {
      auditId,
      result: 'denied',
      engineStatus: null,
      error: { code: 'UNAUTHENTICATED', message },
      durationMs: 0,
      after: null,
      targetId: null,
      origin: 'own',
    },
  ];
}
