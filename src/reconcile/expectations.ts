import type { Answer, Claim, Effects, Told } from './claims.ts';
import { isDoubtful, mayClaim } from './doubt.ts';
import { beforeDeath, endings, fits, forget, isIdle, waits, type Open, type Seen } from './open-call.ts';
import type { Sighting } from './sighting.ts';

/** One call of an engine that is under way, or was a moment ago. */
export interface Expectation {
  auditId: string;
  /** A line of its output; null: more is asked for, so that all that was sent has been read. Gives whether it expects more for that. */
  told: (line: Told | null) => boolean;
  /** The call is over, and how; `unknown`: nobody knows what became of it; `lost`: nor does this process, for it was called before it. */
  answered: (how: 'done' | 'failed' | 'unknown' | 'lost', answer: unknown) => void;
}

/**
 * How long it must have been quiet around a call before it is closed, in milliseconds. The engine's events come within 2 ms of its answers. With what a
 * process called that was killed, it goes on for as long as a stop usually takes.
 */
const quietMs = { done: 5_000, failed: 1_000, unknown: 600_000, lost: 15_000 } as const;

/** Of these it is the id of a network. */
const keptDetails = new Set(['connect', 'disconnect']);

/** Everything our own calls are expected to bring about. */
export class Expectations {
  #open: Open[] = [];
  #listening = true;
  #seen = 0;
  #past = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The actions whose events may still come, and those that have been claimed for them. */
  get awaited(): { auditId: string; seen: Seen[] }[] {
    const ids = [...new Set(this.#open.map(({ auditId }) => auditId).filter((auditId) => auditId !== ''))];
    return ids.map((auditId) => ({
      auditId,
      seen: this.#open.flatMap((open) => (open.auditId === auditId ? open.seen : [])),
    }));
  }

  /** Events of before this process, which will not come again. */
  seenBefore(auditId: string, seen: readonly Seen[]): void {
    for (const event of seen) {
      for (const open of this.#open.filter((one) => one.auditId === auditId)) {
        const claim = open.claims.find((one) => fits(open, one, event, 0));
        if (claim === undefined) continue;
        this.#take(open, claim, event);
        break;
      }
    }
  }

  /**
   * What the engine has sent again, none of which is dealt with. Its clock and ours may differ, but where an event that closes a call of before this process
   * came after that call by both, a like one from before it was somebody else's.
   */
  heardAgain(events: readonly Sighting[]): void {
    for (const open of this.#open) {
      const { calledNano, claims } = open;
      if (calledNano === null) continue;
      const later = events.filter(({ timeNano }) => BigInt(timeNano) >= calledNano);
      const closes = ({ terminal }: Claim) => terminal === true;
      if (claims.some((claim) => closes(claim) && later.some((event) => fits(open, claim, event, 0))))
        open.notBefore = calledNano;
    }
  }

  /** The engine that was heard until now has ended: what it has not answered, it will not carry out any more. */
  restarted(): void {
    this.#open = this.#open.filter(({ cutOff, state }) => !cutOff || state !== 'unknown');
  }

  /**
   * To be called before the engine is. `past`: when, in nanoseconds since 1970, if it was before this process began. `away`: the copy had lost the engine by
   * then, though not yet when the action was decided on: the call is from before the engine could be called again.
   */
  add(
    auditId: string,
    effects: Effects,
    { past = null, away = false }: { past?: bigint | null; away?: boolean } = {},
  ): Expectation {
    const open: Open = {
      auditId,
      effects,
      claims: effects.claims.map((claim) => ({ ...claim })),
      state: 'asked',
      heardAt: this.#now(),
      after: past !== null ? -1 : away && !this.#listening ? this.#past - 1 : this.#seen,
      firstNano: null,
      calledNano: past,
      notBefore: 0n,
      cutOff: false,
      seen: [],
      behindSince: null,
    };
    this.#open.push(open);
    return {
      auditId,
      told: (line) => {
        open.behindSince = line === null ? null : this.#now();
        const more = line === null ? [] : (open.effects.told?.(line) ?? []);
        open.claims.push(...more);
        return more.length > 0;
      },
      answered: (how, answer) => {
        // Of work that is told as it goes on, little is left to come once that breaks off.
        open.state = how === 'unknown' && effects.told !== undefined ? 'lost' : how;
        open.heardAt = this.#now();
        if (how === 'done' && isIdle(answer))
          forget(open, (claim) => claim.terminal === true && claim.object.startsWith('container '));
        const told: Answer = { ok: how === 'done', answer };
        open.claims.push(...(open.effects.answered?.(told) ?? []));
      },
    };
  }

  /** Whether events come at all. While they do not, nothing is closed, and then all that is open is listened for anew. */
  listen(listening: boolean): void {
    const cutOff = this.#listening && !listening;
    // Not once more when an attempt to listen has failed: what was called meanwhile is from after the engine could be called again.
    if (cutOff) {
      this.#seen += 1;
      this.#past = this.#seen;
    }
    this.#listening = listening;
    for (const open of this.#open) {
      open.heardAt = this.#now();
      if (cutOff) open.cutOff = true;
    }
  }

  /** The place of an event of before the engine could be called again: only calls from before the events stopped coming can have brought it about. */
  get past(): number {
    return this.#past;
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
    return this.#open.some((open) => isDoubtful(open, event, this.#now()));
  }

  /** Whether a call that has no answer yet may turn out to have brought it about. */
  holds(event: Sighting): boolean {
    return this.#open.some((open) => mayClaim(open, event, this.#now()));
  }

  /** Closes what has been quiet for long enough. */
  expire(): void {
    if (!this.#listening) return;
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

  #take(open: Open, claim: Claim, event: Seen): void {
    const { object, verb, detail, timeNano } = event;
    // It is stored: no names, and no command lines, which may hold secrets.
    open.seen.push({ object, verb, detail: keptDetails.has(verb) ? detail : '', timeNano });
    claim.left -= 1;
    open.heardAt = this.#now();
    open.firstNano ??= BigInt(event.timeNano);
    if (event.verb === 'die') forget(open, ({ verb }) => beforeDeath.has(verb));
    if (claim.terminal !== true || waits(open)) return;
    forget(open, ({ before }) => before === true);
    // A late link has been made; from here on it is as any other.
    if (open.state === 'unknown' || open.state === 'lost') open.state = 'done';
  }
}
