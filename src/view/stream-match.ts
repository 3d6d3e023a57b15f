import { setFlagsFromString } from 'node:v8';
import { badInput } from '../errors.ts';
import type { LineFilter } from './stream-logs.ts';

// A pattern from outside can hold the event loop for minutes in V8's backtracking engine. V8 has a second one, which runs in linear time but is some
// hundred times slower on ordinary patterns. These switch on: the flag "l" (linear or refused), used to see whether a pattern can run there at all; and,
// for all expressions, going over to it after this many steps back (about a millisecond). Measured: 0.1 microseconds for an ordinary line.
setFlagsFromString('--enable-experimental-regexp-engine');
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
setFlagsFromString('--regexp-backtracks-before-fallback=10000');

/** The flag by which V8 is asked for the linear engine. */
const linear = 'l';

const maxTextCharacters = 1000;

/** Linear still means pattern times line: at 100 times 4,096 characters the worst line found takes 70 ms. */
const maxPatternCharacters = 100;
const maxLineCharacters = 4096;

/** So the time an expression takes in all is bounded as well: this much at once, and this share of the time that passes. */
const burstMs = 500;
const share = 0.05;

/**
 * Lines that have a text in them, in which a regular expression is found, or all. Throws BAD_INPUT for what is too long or cannot run in linear time;
 * the filter itself does when the expression turns out to take too long on these lines. `now` is a steady clock in milliseconds.
 */
export function lineFilter(text: string | null, pattern: string | null, now: () => number): LineFilter {
  if (text !== null && pattern !== null) throw badInput('match and matchRegex: one of them, not both.');
  if (text !== null) {
    if (text.length > maxTextCharacters) throw badInput(`match: at most ${maxTextCharacters} characters.`);
    return (line) => line.includes(text);
  }
  if (pattern === null) return () => true;
  if (pattern.length > maxPatternCharacters) throw badInput(`matchRegex: at most ${maxPatternCharacters} characters.`);
  const expression = compiled(pattern);
  let spent = 0;
  let before = now();
  return (line) => {
    const begun = now();
    const found = expression.test(line.length > maxLineCharacters ? line.slice(0, maxLineCharacters) : line);
    const ended = now();
    spent = Math.max(0, spent - (begun - before) * share) + (ended - begun);
    before = ended;
    if (spent > burstMs)
      throw badInput('matchRegex: this expression takes too much time on these lines; use a simpler one, or match.');
    return found;
  };
}

function compiled(pattern: string): RegExp {
  try {
    // Some of what the linear engine cannot do shows at the first use only.
    new RegExp(pattern, linear).test('');
    return new RegExp(pattern);
  } catch (cause) {
    const isForm = cause instanceof SyntaxError && !cause.message.includes('linear time');
    const what = isForm
      ? 'not a regular expression'
      : 'a regular expression that cannot run in linear time (back-references, look-ahead, large counts)';
    throw badInput(`matchRegex: ${what}.`, { cause });
  }
}
