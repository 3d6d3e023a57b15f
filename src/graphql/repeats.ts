import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../access/caller.ts';
import type { ResponseCache } from './response-cache.ts';

/** Requests by the bytes they came as, so that one that comes again needs neither be parsed nor be understood to find its answer. */
export interface Repeats {
  /** The answer to a request that was learnt, if one is kept for callers who see the same, and is true still. */
  find(caller: Caller, accept: string | undefined, body: Buffer): { headers: readonly string[]; body: Buffer } | undefined;
  /** Notes what a request was understood as, and the headers its answer had. */
  learn(request: { headers: IncomingHttpHeaders; bodyText: string }, question: string, answered: AnsweredHeaders): void;
}

type AnsweredHeaders = Readonly<Record<string, string | number | string[] | undefined>>;

interface Learnt {
  question: string;
  headers: readonly string[];
}

const mostCharacters = 2 * 1024 * 1024;
const longestText = 16_384;

/** Each request's own, or told with the body. */
const own = new Set(['x-request-id', 'content-length']);

/** Bounded by what it keeps: when the younger half is full the older is forgotten. */
export function repeats(answers: Pick<ResponseCache, 'keyOf' | 'get'>): Repeats {
  let younger = new Map<string, Learnt>();
  let older = new Map<string, Learnt>();
  let characters = 0;
  const keep = (text: string, learnt: Learnt) => {
    characters += text.length + learnt.question.length;
    if (characters > mostCharacters) {
      older = younger;
      younger = new Map();
      characters = text.length + learnt.question.length;
    }
    younger.set(text, learnt);
  };
  return {
    find(caller, accept, body) {
      const text = textOf(accept, body.toString());
      const learnt = younger.get(text) ?? older.get(text);
      if (learnt === undefined) return undefined;
      const answer = answers.get(answers.keyOf(caller, learnt.question));
      if (answer === undefined) return undefined;
      if (!younger.has(text)) keep(text, learnt);
      return { headers: learnt.headers, body: answer };
    },
    learn({ headers, bodyText }, question, answered) {
      // What is sent to a page of another origin says so; what is long is rare.
      if (headers.origin !== undefined || bodyText === '') return;
      const text = textOf(headers.accept, bodyText);
      if (text.length + question.length > longestText || younger.has(text)) return;
      keep(text, { question, headers: flat(answered) });
    },
  };
}

function textOf(accept: string | undefined, body: string): string {
  return `${accept ?? ''}\n${body}`;
}

function flat(headers: AnsweredHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || own.has(name) ? [] : [value].flat().flatMap((one) => [name, String(one)]),
  );
}
