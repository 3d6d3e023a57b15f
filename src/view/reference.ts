import { badInput } from '../errors.ts';

type Piece = { kind: 'many' } | { kind: 'one'; matches: (character: string) => boolean };
type Segment = readonly Piece[];

/**
 * A matcher for image references by patterns as Docker has them (Go's path.Match): `*` and `?` do not cross a slash, `[a-z]` and `[^a-z]` are sets, `\`
 * takes the next character as it is. A reference matches with its tag or without. BAD_INPUT for a malformed pattern.
 *
 * Written by hand because a regular expression made of many stars takes exponential time on a name that almost matches.
 */
export function referenceMatcher(patterns: readonly string[]): (reference: string) => boolean {
  const parsed = patterns.map((pattern) => pattern.split('/').map((segment) => parse(segment, pattern)));
  return (reference) => {
    const forms = [reference, withoutTag(reference)].map((form) => form.split('/'));
    return parsed.some((pattern) => forms.some((form) => matchesAll(pattern, form)));
  };
}

function withoutTag(reference: string): string {
  const at = reference.indexOf('@');
  if (at !== -1) return reference.slice(0, at);
  // A colon before the last slash belongs to the registry's port.
  return reference.replace(/:[^/:]*$/, '');
}

function matchesAll(pattern: readonly Segment[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((pieces, index) => matches(pieces, segments[index] ?? ''));
}

/** Goes back to the last star only: what an earlier star could still take, the last one can as well. */
function matches(pieces: Segment, text: string): boolean {
  let piece = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const current = pieces[piece];
    if (current?.kind === 'many') {
      star = piece++;
      resume = at;
    } else if (current?.kind === 'one' && current.matches(text[at] ?? '')) {
      piece++;
      at++;
    } else if (star !== -1) {
      piece = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return pieces.slice(piece).every(({ kind }) => kind === 'many');
}

function parse(segment: string, whole: string): Segment {
  if (whole.length > 512) throw badInput('reference: a pattern has at most 512 characters.');
  const pieces: Piece[] = [];
  const malformed = () => badInput(`reference: the pattern "${whole}" is malformed.`);
  let at = 0;
  const take = () => {
    const character = segment[at++];
    if (character === undefined) throw malformed();
    return character;
  };
  const takeLiteral = () => {
    const character = take();
    return character === '\\' ? take() : character;
  };
  while (at < segment.length) {
    const character = take();
    if (character === '*') pieces.push({ kind: 'many' });
    else if (character === '?') pieces.push({ kind: 'one', matches: () => true });
    else if (character === '[') {
      const negated = segment[at] === '^';
      if (negated) at++;
      const ranges: [string, string][] = [];
      while (segment[at] !== ']' || ranges.length === 0) {
        if (segment[at] === ']' || segment[at] === '-') throw malformed();
        const low = takeLiteral();
        if (segment[at] === '-') at++;
        else {
          ranges.push([low, low]);
          continue;
        }
        ranges.push([low, takeLiteral()]);
      }
      at++;
      pieces.push({ kind: 'one', matches: (one) => ranges.some(([low, high]) => one >= low && one <= high) !== negated });
    } else {
      const literal = character === '\\' ? take() : character;
      pieces.push({ kind: 'one', matches: (one) => one === literal });
    }
  }
  return pieces;
}
