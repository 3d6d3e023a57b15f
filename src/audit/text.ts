import { indexed } from './columns.ts';
import type { Intent } from './log.ts';

/**
 * Search for text, whatever its case. A character of what is asked for matches itself and the forms that `caseForms` gives. For all but a few (ς, ı, the
 * sign for kelvin) that is symmetrical, so that both sides can be folded to one form and compared exactly, which an index can do.
 */

// Between the texts of one action, so that nothing is found across two of them. In a text, or in what is asked for, it is as rare as it looks.
const separator = '\u001f';
const replacement = '\ufffd';

/** A character and its other cases. Those that are several characters (ß, SS) are none. */
export function caseForms(character: string): readonly string[] {
  const upper = character.toUpperCase();
  const others = [character.toLowerCase(), upper, upper.toLowerCase()].filter((form) => Array.from(form).length === 1);
  return [...new Set([character, ...others])].sort();
}

const folded = new Map<string, string>();

/** The form under which a character is indexed; itself where "is a case of" is not symmetrical. */
function foldOne(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const fold = isPlain(character) ? (caseForms(character).at(-1) ?? character) : character;
  folded.set(character, fold);
  return fold;
}

/** Whether the forms of each of its forms are its own. */
function isPlain(character: string): boolean {
  if (character === separator || character === replacement) return false;
  const forms = caseForms(character);
  return forms.every((form) => caseForms(form).join('') === forms.join(''));
}

// eslint-disable-next-line no-control-regex
const ascii = /^[\0-\x1e\x20-\x7f]*$/;

function fold(text: string): string {
  const whole = indexed(text);
  return ascii.test(whole) ? whole.toLowerCase() : Array.from(whole.replaceAll(separator, replacement), foldOne).join('');
}

/** What the text index holds of an action: reason, target's name and parameters, folded. Empty where there is none of them. */
export function searchText({ reason, target, params }: Pick<Intent, 'reason' | 'target' | 'params'>): string {
  const texts = [reason, target?.name, ...Object.values(params)].filter((text) => typeof text === 'string');
  return texts.map((text) => `${separator}${fold(text)}`).join('');
}

/** What is asked for, as searchText would show it; null where only a comparison character by character tells. */
export function needleOf(text: string): string | null {
  // Everything that has a text at all contains the empty one.
  if (text === '') return separator;
  return Array.from(indexed(text)).every(isPlain) ? fold(text) : null;
}

/** The expression of FTS5 for exactly this text; null for one too short for an index of three letters. */
export function matchOf(needle: string): string | null {
  return Array.from(needle).length < 3 ? null : `"${needle.replaceAll('"', '""')}"`;
}
