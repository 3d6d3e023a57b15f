import { createHash } from 'node:crypto';
import { byCodeUnits, canonicalBytes, canonicalJson } from './canonical.ts';
import type { Cut, Intent, ObjectState, Outcome } from './log.ts';

type Texts = Readonly<Record<string, string>>;

export interface CutEvent<T> {
  event: T;
  cuts: readonly Cut[];
}

// Budgets in bytes of canonical JSON. Those of one event add up to less than 48 KiB, which leaves a quarter of the 64 KiB for the names, the fields that
// we make ourselves and the list of cuts (12 entries of about 130 bytes).
const kib = 1024;
const valueBudget = 2 * kib;

/** An intent whose open-ended parts are within their budgets. */
export function cutIntent(intent: Intent): CutEvent<Intent> {
  const cut = cutter();
  const { actor, source, target } = intent;
  const event = {
    ...intent,
    actor: { ...actor, id: cut.text('actor.id', actor.id, kib), name: cut.text('actor.name', actor.name, kib) },
    source: {
      ...source,
      userAgent: cut.maybe('source.userAgent', source.userAgent, kib),
      claimed: cut.texts('source.claimed', source.claimed, 2 * kib),
    },
    target: target && {
      ...target,
      name: cut.maybe('target.name', target.name, 2 * kib),
      image: cut.maybe('target.image', target.image, 2 * kib),
      labels: cut.texts('target.labels', target.labels, 10 * kib),
    },
    params: cut.texts('params', intent.params, 16 * kib),
    reason: cut.maybe('reason', intent.reason, 8 * kib),
    before: cut.state('before.details', intent.before, 5 * kib),
  };
  return { event, cuts: cut.cuts };
}

export function cutOutcome(outcome: Outcome): CutEvent<Outcome> {
  const cut = cutter();
  const { error } = outcome;
  const event = {
    ...outcome,
    error: error && { ...error, message: cut.text('error.message', error.message, 16 * kib) },
    after: cut.state('after.details', outcome.after, 16 * kib),
  };
  return { event, cuts: cut.cuts };
}

export function cutFacts(facts: Texts): CutEvent<Texts> {
  const cut = cutter();
  return { event: cut.texts('facts', facts, 32 * kib), cuts: cut.cuts };
}

function cutter() {
  const cuts: Cut[] = [];
  const note = (field: string, full: string) => {
    cuts.push({ field, bytes: Buffer.byteLength(full), sha256: createHash('sha256').update(full, 'utf8').digest('hex') });
  };

  const text = (field: string, value: string, budget: number): string => {
    if (canonicalBytes(value) <= budget) return value;
    note(field, value.toWellFormed());
    return beginning(value, budget);
  };

  const texts = (field: string, value: Texts, budget: number): Texts => {
    if (canonicalBytes(value) <= budget) return value;
    note(field, canonicalJson(value));
    const kept: [string, string][] = [];
    let room = budget;
    for (const [key, whole] of Object.entries(value).sort(byCodeUnits)) {
      const shown = beginning(whole, valueBudget);
      const cost = canonicalBytes(key) + canonicalBytes(shown) + 2;
      if (cost > room) continue;
      kept.push([key, shown]);
      room -= cost;
    }
    return Object.fromEntries(kept);
  };

  return {
    cuts,
    text,
    texts,
    maybe: (field: string, value: string | null, budget: number) => (value === null ? null : text(field, value, budget)),
    state: (field: string, value: ObjectState | null, budget: number) =>
      value && { ...value, details: texts(field, value.details, budget) },
  };
}

/** As many whole characters from the start as fit into `budget` bytes of canonical JSON, quotes included. */
function beginning(value: string, budget: number): string {
  let cost = 2;
  let end = 0;
  for (const character of value) {
    cost += canonicalBytes(character) - 2;
    if (cost > budget) break;
    end += character.length;
  }
  return value.slice(0, end);
}
