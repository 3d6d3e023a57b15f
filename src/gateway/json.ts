import { badInput } from '../errors.ts';

const deepest = 64;

/**
 * Parses JSON so that whoever reads it in Go reads the same. BAD_INPUT for keys of one object that are the same or differ in case only, for texts that are not
 * Unicode, and for whole numbers that JavaScript would round: all of them things that the two understand differently.
 */
export function parseJson(text: string, what = 'the body'): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text, (_key, one: unknown) => {
      if (typeof one === 'string' && !one.isWellFormed()) throw badInput(`${what} has a text in it that is not Unicode.`);
      if (typeof one === 'number' && (!Number.isFinite(one) || (Number.isInteger(one) && !Number.isSafeInteger(one))))
        throw badInput(`${what} has a number in it that is too large.`);
      return one;
    });
  } catch (error) {
    throw error instanceof SyntaxError || error instanceof RangeError ? badInput(`${what} is not JSON.`) : error;
  }
  checkKeys(text, what);
  return value;
}

/** A body as it came. The engine would put a sign in the place of bytes that are no UTF-8. */
export function parseBody(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw badInput('The body is not UTF-8.');
  }
  return parseJson(text);
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs;

/** Goes through a text that is known to be JSON. */
function checkKeys(text: string, what: string): void {
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const [part] of text.matchAll(token)) {
    if (part === '{' || part === '[') {
      open.push(part === '{' ? new Set() : null);
      if (open.length > deepest) throw badInput(`${what} is nested too deeply.`);
    } else if (part === '}' || part === ']') open.pop();
    else if (part === ':') take(open.at(-1), last, what);
    last = part;
  }
}

function take(keys: Set<string> | null | undefined, quoted: string, what: string): void {
  const key: unknown = JSON.parse(quoted);
  if (typeof key !== 'string') return;
  if (!key.isWellFormed()) throw badInput(`${what} has a key in it that is not Unicode.`);
  const folded = fold(key);
  if (keys?.has(folded) === true)
    throw badInput(`${what} has the key ${JSON.stringify(key.slice(0, 60))} twice, or once more in other case.`);
  keys?.add(folded);
}

/** As Go compares keys: the long s and the sign for kelvin are an s and a k. */
function fold(key: string): string {
  return key.toLowerCase().replaceAll('\u017f', 's').replaceAll('\u212a', 'k');
}
