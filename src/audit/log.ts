import type { Action } from '../catalogue.ts';
import type { Operation, Recorder } from '../store/operations.ts';

/** Facts of an attempt, stored before it is carried out. Everything here is final and already redacted. */
export interface Intent {
  /** Made by us, never taken from a client. */
  auditId: string;
  action: Action;
  actor: { type: string; id: string; name: string };
  authMethod: string;
  tokenId: string | null;
  source: {
    transport: Transport;
    address: string | null;
    port: number | null;
    userAgent: string | null;
    requestId: string | null;
    claimed: Readonly<Record<string, string>>;
  };
  host: string | null;
  target: {
    type: string;
    id: string | null;
    name: string | null;
    image: string | null;
    labels: Readonly<Record<string, string>>;
  } | null;
  /** Parameters as text, keys in a stable order. */
  params: Readonly<Record<string, string>>;
  reason: string | null;
  decision: { allow: boolean; rule: string; policyHash: string };
  /** State of the target before, where known. */
  before: ObjectState | null;
  origin: Origin;
  /** auditId of the event this one is part of. */
  parent: string | null;
  /** True where the admin token of the first start was used after setup. */
  breakGlass?: true;
}

export interface ObjectState {
  state: string;
  exitCode: number | null;
  /** Other facts an action changes, for example the name. */
  details: Readonly<Record<string, string>>;
}

export const transports = ['graphql', 'rest', 'gateway', 'engine', 'system'] as const;
export type Transport = (typeof transports)[number];

export const origins = ['own', 'external', 'recovered'] as const;
export type Origin = (typeof origins)[number];

export const results = ['success', 'noop', 'failure', 'denied', 'timeout', 'cancelled', 'unknown', 'not_executed'] as const;
export type Result = (typeof results)[number];

/**
 * A part of an event that was too large to be stored whole (an event has at most 64 KiB). Of a text its beginning is stored; of a map the entries that
 * found room, each with the beginning of its value.
 */
export interface Cut {
  /** "reason", "params", "target.labels" and so on. */
  field: string;
  /** Size of the whole in bytes: of a text as UTF-8, of a map as canonical JSON. */
  bytes: number;
  /** SHA-256 of those bytes, hexadecimal. */
  sha256: string;
}

export interface Outcome {
  auditId: string;
  result: Result;
  /** The engine's HTTP status, where it answered. */
  engineStatus: number | null;
  error: { code: string; message: string } | null;
  durationMs: number;
  after: ObjectState | null;
  /** The object's full id where only the action made it known (creations). */
  targetId: string | null;
  origin: Origin;
}

/** One stage as it was stored. */
export interface StoredStage {
  seq: number;
  time: string;
  hash: string;
}

/**
 * The append-only log, for writing. Each call resolves once the stage is on disk (fsynced). Rejects with AUDIT_UNAVAILABLE when it could not be
 * stored; then nothing of it is in the log.
 */
export interface AuditWriter {
  intent(intent: Intent): Promise<StoredStage>;
  started(auditId: string, facts: Readonly<Record<string, string>>): Promise<StoredStage>;
  outcome(outcome: Outcome): Promise<StoredStage>;
  /** Both stages at once, for an attempt that is refused before anything could be done. */
  refused(intent: Intent, outcome: Outcome): Promise<StoredStage>;
}

/** What happened without us, for whoever watches the engines. */
export interface ExternalWriter {
  /**
   * Both stages at once, and in the same transaction what `also` gives. Rejects with AUDIT_UNAVAILABLE, and with INTERNAL when a row of `also` is there
   * already: then nothing of it is stored.
   */
  external(intent: Intent, outcome: Outcome, also: Also): Promise<StoredStage>;
}

/** Further operations of a transaction. */
export type Also = (db: Pick<Recorder, 'execute'>) => Operation<number>[];

/** One action as the log shows it: intent and, once there, outcome. */
export interface AuditEntry {
  auditId: string;
  seq: number;
  outcomeSeq: number | null;
  at: string;
  finishedAt: string | null;
  intent: Intent;
  outcome: Outcome | null;
  result: Result | 'pending';
  /** The outcome's once there, else the intent's. */
  origin: Origin;
  /** Hash of the record of the outcome once there, else of the intent's. */
  hash: string;
  /** What was too large to be stored whole; absent when nothing was. */
  cuts?: readonly Cut[];
}

/** Filters; all given ones must hold. An empty list is no restriction. */
export interface AuditQuery {
  /** Name or id of the actor. */
  actor?: string | null;
  /** "container.stop", "container.*". */
  action?: readonly string[] | null;
  /** Name, id or id prefix (at least 4 hexadecimal digits) of the target. */
  target?: string | null;
  targetType?: readonly string[] | null;
  image?: string | null;
  label?: { key: string; value?: string | null } | null;
  host?: string | null;
  result?: readonly (Result | 'pending')[] | null;
  origin?: readonly Origin[] | null;
  /** RFC 3339, exclusive. */
  after?: string | null;
  before?: string | null;
  /** Case-insensitive text in the reason, the target's name or the parameters. */
  text?: string | null;
}

export const groupings = ['actor', 'action', 'target', 'result', 'day', 'host', 'origin'] as const;
export type Grouping = (typeof groupings)[number];

/** Actions that have the same actor, day and so on. What is not grouped by is null; so is what the actions have none of. */
export interface AuditGroup {
  actor: string | null;
  actorId: string | null;
  action: string | null;
  targetType: string | null;
  /** Its name; its id where it had none. */
  target: string | null;
  result: Result | 'pending' | null;
  /** In UTC: 2026-11-24. */
  day: string | null;
  host: string | null;
  origin: Origin | null;
  count: number;
  /** RFC 3339: the earliest and the latest begin of one of them. */
  firstAt: string;
  lastAt: string;
  /** How many had which result, the most frequent first. */
  results: readonly { result: Result | 'pending'; count: number }[];
}

export interface AuditSummary {
  /** All actions that match, and in how many groups they are. */
  total: number;
  groupCount: number;
  /** The largest ones; equally large ones in the order of their keys. */
  groups: readonly AuditGroup[];
}

export interface AuditPage {
  entries: readonly AuditEntry[];
  hasMore: boolean;
}

/** The log, for reading. */
export interface AuditReader {
  /** `beyond`: only entries after (in the asked order) this seq. Newest first unless `oldestFirst`. */
  search(query: AuditQuery, page: { limit: number; beyond: number | null; oldestFirst: boolean }): Promise<AuditPage>;
  /** Exact up to 10,000; `atLeast` says the count stopped there. */
  count(query: AuditQuery): Promise<{ count: number; atLeast: boolean }>;
  /** Counts in groups; gives the `limit` largest. BAD_INPUT when there would be more than 200,000 groups in all. */
  summarize(query: AuditQuery, by: readonly Grouping[], limit: number): Promise<AuditSummary>;
  get(auditId: string): Promise<AuditEntry | null>;
  /** Latest entry about each of these target ids, in one read. */
  lastFor(targetIds: readonly string[]): Promise<ReadonlyMap<string, AuditEntry>>;
  /**
   * Entries from `afterSeq` on (null: from now), each once when its intent is stored and again when its outcome is, in order, for ever.
   * `afterSeq` is compared with the seq of the stage that caused the delivery, so that a client resumes without loss.
   */
  follow(query: AuditQuery, afterSeq: number | null, signal: AbortSignal): AsyncIterable<AuditEntry>;
  /** Intents that have no outcome. */
  open(): Promise<readonly AuditEntry[]>;
}

/** What the log remembers of idempotency keys. */
export interface KeyMemory {
  /**
   * The latest action that this actor asked for under this key, later than `since` (RFC 3339), unless it was refused before anything could happen.
   */
  keyUse(actorId: string, key: string, since: string): Promise<{ auditId: string; result: string } | null>;
}

export interface AuditLog extends AuditWriter, ExternalWriter, AuditReader, KeyMemory {
  /** Whether the last write succeeded; the reason when not. */
  readonly health: { writable: boolean; problem: string | null; lastSeq: number; headHash: string };
  close(): Promise<void>;
}
