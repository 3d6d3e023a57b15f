import type { Failure } from '../../store/failure.ts';
import type { SqlRow } from '../../store/operations.ts';
import type { AuditQuery, AuditSummary, Grouping } from '../log.ts';

/** What is asked of the search thread. The query is one that `conditions` has accepted. */
export type Question =
  | { kind: 'page'; query: AuditQuery; page: { limit: number; beyond: number | null; oldestFirst: boolean } }
  | { kind: 'count'; query: AuditQuery; limit: number }
  | { kind: 'summary'; query: AuditQuery; by: readonly Grouping[]; limit: number };

export type Answer =
  | { kind: 'page'; rows: readonly SqlRow[]; hasMore: boolean }
  | { kind: 'count'; count: number }
  | { kind: 'summary'; summary: AuditSummary }
  /** BAD_INPUT that shows only when the question is answered. */
  | { kind: 'refused'; message: string };

/** To the thread: a question, or the word to end. */
export type Request = { id: number; question: Question } | 'close';

/** From the thread: one for each question. */
export type Reply = { id: number; answer: Answer } | { id: number; failure: Failure };
