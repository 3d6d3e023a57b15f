import type { Caller } from '../access/caller.ts';
import type { Reads } from '../view/reads.ts';
import type { Parameters } from './transports/parameters.ts';

/** Answers that are given again while everything they were made of is unchanged. */
export interface ResponseCache {
  /** What an answer is kept under: the question, and what the caller may see. */
  keyOf(caller: Caller, question: string): string;
  /** The body of an answer that is still true. */
  get(key: string): Buffer | undefined;
  /** Keeps an answer without errors, if what it was made of allows it; gives its body. */
  keep(key: string, reads: Reads, body: Buffer): void;
  /** What is kept, and how often it was good for an answer. */
  readonly figures: { answers: number; bytes: number; hits: number };
}

export interface CacheDeps {
  maxBytes: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** What the caller may see, as a text that is equal for callers who see the same. */
  fingerprint: (caller: Caller) => string;
}

/** The document, the operation in it and the variables, as one text. */
export function questionOf({ query, operationName, variables }: Parameters): string {
  return JSON.stringify([operationName, variables, query], exact);
}

/** A number too large to be one (1e999) would be written as null, which is another question; as this it is one that is never answered. */
function exact(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? { '': String(value) } : value;
}

/** Of an entry beside its key and its body: the notes of what was read. */
const overhead = 1_000;

/**
 * Bounded by bytes; the one unused for longest goes first. Nothing is ever removed because something changed: an answer is asked whether it holds
 * when it is wanted, by what the mirror is then, so that none is given that an action or an event has overtaken.
 */
export function responseCache({ maxBytes, now, fingerprint }: CacheDeps): ResponseCache {
  const answers = new Map<string, { reads: Reads; body: Buffer; bytes: number }>();
  let bytes = 0;
  let hits = 0;
  const forget = (key: string) => {
    bytes -= answers.get(key)?.bytes ?? 0;
    answers.delete(key);
  };
  return {
    keyOf: (caller, question) => fingerprint(caller) + question,
    get(key) {
      const answer = answers.get(key);
      if (answer === undefined) return undefined;
      answers.delete(key);
      if (!answer.reads.hold(now())) {
        bytes -= answer.bytes;
        return undefined;
      }
      answers.set(key, answer);
      hits += 1;
      return answer.body;
    },
    keep(key, reads, body) {
      const size = body.length + 2 * key.length + overhead;
      // One answer that takes the place of all others is worth less than they are.
      if (!reads.repeatable || size > maxBytes / 8) return;
      forget(key);
      answers.set(key, { reads, body, bytes: size });
      bytes += size;
      for (const oldest of answers.keys()) {
        if (bytes <= maxBytes) break;
        forget(oldest);
      }
    },
    get figures() {
      return { answers: answers.size, bytes, hits };
    },
  };
}
