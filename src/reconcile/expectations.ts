import type { Answer, Claim, Effects } from './claims.ts';
import { beforeDeath, endings, fits, forget, isIdle, waits, type Open } from './open-call.ts';
import type { Sighting } from './sighting.ts';

/** One call of an engine that is under way, or was a moment ago. */
export interface Expectation {
  auditId: string;
  /** The call is over, and how; `unknown`: nobody knows what became of it. */
  answered: (how: 'done' | 'failed' | 'unknown', answer: unknown) => void;
}

/** How long it must have been quiet around a call before it is closed, in milliseconds. The engine's events come within 2 ms of its answers. */
const quietMs = { done: 5_000, failed: 1_000, unknown: 600_000 } as const;

/** Everything our own calls are expected to bring about. */
export class Expectations {
  #open: Open[] = [];
  #seen = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Audit ids of the actions whose events may still come. */
  get auditIds(): string[] {
    return [...new Set(this.#open.map(({ auditId }) => auditId).filter((auditId) => auditId !== ''))];
  }

  /** To be called before the engine is. `past`: it was called before this process began. */
  add(auditId: string, effects: Effects, past = false): Expectation {
    const open: Open = {
      auditId,
      effects,
      claims: effects.claims.map((claim) => ({ ...claim })),
      state: 'asked',
      heardAt: this.#now(),
      after: past ? -1 : this.#seen,
      firstNano: null,
    };
    this.#open.push(open);
    return {
      auditId,
      answered: (how, answer) => {
        open.state = how;
        open.heardAt = this.#now();
        if (how === 'done' && isIdle(answer))
          forget(open, (claim) => claim.terminal === true && claim.object.startsWith('container '));
        const told: Answer = { ok: how === 'done', answer };
        open.claims.push(...(open.effects.answered?.(told) ?? []));
      },
    };
  }

  /** The place of an event that has just been seen. */
  see(): number {
    this.#seen += 1;
    return this.#seen;
  }

  /** An event that was somebody else's: once a container has been started again, what ended it before is over. */
  passed({ object, verb }: Sighting, place: number): void {
    if (verb !== 'start') return;
    for (const open of this.#open.filter((one) => place > one.after && !waits(one))) {
      forget(open, (claim) => claim.object === object && endings.has(claim.verb));
    }
  }

  /** Takes the event at a place for a call of ours, if one has brought it about. */
  claim(event: Sighting, place: number): boolean {
    const alone =
      this.#find(event, place, (claim) => claim.terminal === true) ?? this.#find(event, place, (claim) => claim.alone === true);
    if (alone !== null) {
      this.#take(alone.open, alone.claim, event);
      return true;
    }
    let shared = this.#open.some(({ after, effects }) => place > after && effects.accompanies?.(event) === true);
    for (const open of this.#open) {
      const claim = open.claims.find((one) => one.terminal !== true && one.alone !== true && fits(open, one, event, place));
      if (claim === undefined) continue;
      this.#take(open, claim, event);
      shared = true;
    }
    return shared;
  }

  /** Whether a call of ours asked for the very same at about the same time, so that which event was whose cannot be known. */
  met(event: Sighting): boolean {
    return this.#open.some(({ claims }) =>
      claims.some(
        (claim) =>
          (claim.terminal === true || claim.alone === true) && claim.object === event.object && claim.verb === event.verb,
      ),
    );
  }

  /** Whether a call that has no answer yet may turn out to have brought it about. */
  holds({ type, verb }: Sighting): boolean {
    return this.#open.some(({ state, effects }) => state === 'asked' && effects.holds?.includes(`${type} ${verb}`) === true);
  }

  /** Closes what has been quiet for long enough. */
  expire(): void {
    const now = this.#now();
    this.#open = this.#open.filter(({ state, heardAt }) => state === 'asked' || now - heardAt < quietMs[state]);
  }

  #find(event: Sighting, place: number, which: (claim: Claim) => boolean): { open: Open; claim: Claim } | null {
    for (const open of this.#open) {
      const claim = open.claims.find((one) => which(one) && fits(open, one, event, place));
      if (claim !== undefined) return { open, claim };
    }
    return null;
  }

  #take(open: Open, claim: Claim, event: Sighting): void {
    claim.left -= 1;
    open.heardAt = this.#now();
    open.firstNano ??= BigInt(event.timeNano);
    if (event.verb === 'die') forget(open, ({ verb }) => beforeDeath.has(verb));
    if (claim.terminal !== true || waits(open)) return;
    forget(open, ({ before }) => before === true);
    // A late link has been made; from here on it is as any other.
    if (open.state === 'unknown') open.state = 'done';
  }
}
