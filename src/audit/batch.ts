import { recordHash } from './chain.ts';
import type { Stage } from './event.ts';
import type { Intent, Outcome } from './log.ts';

/** One stage that waits to be stored. */
export type Pending = { auditId: string; time: Date; body: string } & (
  { stage: 'intent'; event: Intent } | { stage: 'outcome'; event: Outcome } | { stage: 'started' }
);

/** Where the chain ends, and what is open: which stages of each action without an outcome are on record. */
export interface ChainEnd {
  seq: number;
  hash: string;
  open: Map<string, Set<Stage>>;
}

/** Why a stage cannot follow what is on record, as a sentence; null when it can. */
export function objection({ open }: ChainEnd, { auditId, stage }: Pending): string | null {
  const known = open.get(auditId);
  if (stage === 'intent') return known === undefined ? null : `audit event ${auditId} has an intent already`;
  if (known === undefined) return `audit event ${auditId} has no intent that waits for an outcome`;
  return known.has(stage) ? `audit event ${auditId} has its stage "${stage}" already` : null;
}

/** A stage with its place in the chain. */
export interface Placed {
  stage: Pending;
  seq: number;
  prevHash: string;
  hash: string;
}

/** Puts stages into the chain, in their order, and moves its end. The caller must forget `end` when they could not be stored. */
export function place(end: ChainEnd, stages: readonly Pending[]): Placed[] {
  return stages.map((stage) => {
    const seq = end.seq + 1;
    const prevHash = end.hash;
    const hash = recordHash({ seq, time: stage.time.getTime(), prevHash, body: stage.body });
    end.seq = seq;
    end.hash = hash;
    if (stage.stage === 'outcome') end.open.delete(stage.auditId);
    else end.open.set(stage.auditId, new Set([...(end.open.get(stage.auditId) ?? []), stage.stage]));
    return { stage, seq, prevHash, hash };
  });
}
