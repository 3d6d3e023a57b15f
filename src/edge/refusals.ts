import { randomUUID } from 'node:crypto';
import { policyHash } from '../access/authorize.ts';
import type { Caller, Decision, Source } from '../access/caller.ts';
import type { Refusal } from '../access/identify.ts';
import type { AuditWriter, Intent, Outcome } from '../audit/log.ts';
import type { Action } from '../catalogue.ts';
import type { ErrorCode } from '../errors.ts';

export interface RefusalsDeps {
  audit: Pick<AuditWriter, 'refused'>;
  /** The rules in force; those built in when left out. */
  rules?: { readonly current: { readonly hash: string } };
  /** Told when a refusal could not be recorded; the client was refused all the same. */
  onLost: (error: unknown) => void;
}

/** A request that was refused before it came to an action. `caller`: null for whoever has not said who they are. */
export interface RefusedRequest {
  reason: 'malformed' | 'rate-limited';
  caller: Caller | null;
  /** What it was about, in words or names of our own; never what the client wrote. */
  what: string;
}

/** A plain read that its caller may not do: what is read otherwise leaves no record. */
export interface DeniedRead {
  caller: Caller;
  action: Action;
  decision: Decision;
}

/** Puts on record what came to no action, counted. */
export interface Refusals {
  note(refusal: Refusal, source: Source): void;
  noteRequest(request: RefusedRequest, source: Source): void;
  noteDenied(read: DeniedRead, source: Source): void;
  /** Records what is still being counted. */
  close(): Promise<void>;
}

/** What is counted together: those of one client, of one reason. */
interface Counted {
  who: string;
  why: string;
  event: (source: Source, attempts: number) => [Intent, Outcome];
}

interface Window {
  counted: Counted;
  source: Source;
  /** Refusals since the last that was recorded. */
  more: number;
  timer: NodeJS.Timeout;
}

const windowMs = 60_000;
const apart = 200;

/**
 * The first refusal of a client and a reason is recorded at once; those that follow within a minute together, as one event with their number. Beyond
 * 200 at a time the rest share one count for each reason: guessing from many addresses costs about 200 events a minute, never a full disk. Clients
 * without a valid credential do not take the places of those who have one.
 */
export function refusalRecorder({ audit, onLost, rules }: RefusalsDeps): Refusals {
  const writing = new Set<Promise<void>>();

  const underRules = ([intent, outcome]: [Intent, Outcome]): [Intent, Outcome] => {
    const hash = rules?.current.hash ?? policyHash;
    return [{ ...intent, decision: { ...intent.decision, policyHash: hash } }, outcome];
  };
  const record = ({ event }: Counted, source: Source, attempts: number) => {
    const written: Promise<void> = audit
      .refused(...underRules(event(source, attempts)))
      .then(() => undefined, onLost)
      .finally(() => writing.delete(written));
    writing.add(written);
  };

  const strangers = counter(record);
  const callers = counter(record);
  return {
    note: (refusal, source) =>
      strangers.note(
        { who: source.address ?? '', why: refusal.reason, event: (from, n) => credentialEvent(refusal, from, n) },
        source,
      ),
    noteRequest(request, source) {
      const { caller, reason, what } = request;
      const counted = { why: `${reason} ${what}`, event: (from: Source, n: number) => requestEvent(request, from, n) };
      if (caller === null) strangers.note({ ...counted, who: source.address ?? '' }, source);
      else callers.note({ ...counted, who: caller.id }, source);
    },
    noteDenied: (read, source) =>
      callers.note({ who: read.caller.id, why: read.action, event: (from, n) => deniedEvent(read, from, n) }, source),
    async close() {
      strangers.close();
      callers.close();
      await Promise.all(writing);
    },
  };
}

function counter(record: (counted: Counted, source: Source, attempts: number) => void) {
  const windows = new Map<string, Window>();

  const turn = (key: string, window: Window) => {
    if (window.more === 0) {
      windows.delete(key);
      return;
    }
    record(window.counted, window.source, window.more);
    window.more = 0;
    window.timer = setTimeout(turn, windowMs, key, window).unref();
  };

  return {
    note(counted: Counted, source: Source) {
      const own = `${counted.who} ${counted.why}`;
      const crowded = !windows.has(own) && windows.size >= apart;
      const key = crowded ? `many ${counted.why}` : own;
      const window = windows.get(key);
      if (window !== undefined) {
        window.more += 1;
        return;
      }
      const seen: Source = crowded ? { ...source, address: null, port: null, userAgent: null, claimed: {} } : source;
      const opened: Window = { counted, source: seen, more: 0, timer: setTimeout(() => turn(key, opened), windowMs).unref() };
      windows.set(key, opened);
      record(counted, seen, 1);
    },
    close() {
      for (const { counted, source, more, timer } of windows.values()) {
        clearTimeout(timer);
        if (more > 0) record(counted, source, more);
      }
      windows.clear();
    },
  };
}

type Actor = Pick<Intent, 'actor' | 'authMethod' | 'tokenId' | 'breakGlass'>;

const anonymous: Actor = {
  actor: { type: 'anonymous', id: 'anonymous', name: 'anonymous' },
  authMethod: 'none',
  tokenId: null,
};

function actorOf({ type, id, name, authMethod, tokenId, breakGlass }: Caller): Actor {
  return { actor: { type, id, name }, authMethod, tokenId, ...(breakGlass === true ? { breakGlass } : {}) };
}

function holderOf(token: Refusal['token'], who: NonNullable<Refusal['who']> | null): Actor {
  if (token !== null)
    return { actor: { type: 'token', id: token.id, name: token.name }, authMethod: 'bearer', tokenId: token.id };
  if (who === null) return anonymous;
  return { actor: { type: who.type, id: who.id, name: who.name }, authMethod: who.authMethod, tokenId: null };
}

function credentialEvent({ reason, message, token, who }: Refusal, source: Source, attempts: number): [Intent, Outcome] {
  const actor = holderOf(token, who ?? null);
  const decision = { allow: false, rule: 'credential', policyHash };
  return event('auth.refused', actor, source, { reason, attempts: String(attempts) }, decision, ['UNAUTHENTICATED', message]);
}

const requestErrors: Record<RefusedRequest['reason'], [ErrorCode, string]> = {
  malformed: ['BAD_INPUT', 'The request was malformed; nothing was done.'],
  'rate-limited': ['RATE_LIMITED', 'There were too many; nothing was done.'],
};

function requestEvent({ reason, caller, what }: RefusedRequest, source: Source, attempts: number): [Intent, Outcome] {
  const actor = caller === null ? anonymous : actorOf(caller);
  const params = { reason, what, attempts: String(attempts) };
  return event('request.refused', actor, source, params, { allow: false, rule: reason, policyHash }, requestErrors[reason]);
}

function deniedEvent({ caller, action, decision }: DeniedRead, source: Source, attempts: number): [Intent, Outcome] {
  const { allow, rule, policyHash: hash } = decision;
  const params = { attempts: String(attempts) };
  return event(action, actorOf(caller), source, params, { allow, rule, policyHash: hash }, ['FORBIDDEN', decision.reason]);
}

function event(
  action: Action,
  actor: Actor,
  source: Source,
  params: Record<string, string>,
  decision: Intent['decision'],
  [code, message]: readonly [ErrorCode, string],
): [Intent, Outcome] {
  const auditId = randomUUID();
  return [
    {
      auditId,
      action,
      ...actor,
      source,
      host: null,
      target: null,
      params,
      reason: null,
      decision,
      before: null,
      origin: 'own',
      parent: null,
    },
    {
      auditId,
      result: 'denied',
      engineStatus: null,
      error: { code, message },
      durationMs: 0,
      after: null,
      targetId: null,
      origin: 'own',
    },
  ];
}
