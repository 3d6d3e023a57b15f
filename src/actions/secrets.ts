import type { Redact } from '../audit/redact.ts';
import { concealed, isTelling, shownCommand } from './command-line.ts';

/** Fields of inputs all below which is secret, beside those that are by the look of their names. */
const wholly = /^(?:env|environment|stdin|buildArg(?:s|uments)?|registryAuth|registryAuths)$/;
/** What stands beside a secret and is none. */
const beside = new Set(['key', 'name', 'username', 'user', 'registry', 'server', 'serverAddress', 'host']);
/** Names that look as if they named a secret and do not. */
const plainNames = new Set(['tokenId', 'token.read']);

const deepest = 16;

/**
 * The secrets in what was asked for, whatever its form: it is looked at before it is checked. Values of the environment and of build arguments, what
 * a command is given to read, credentials, pairs whose key or value looks like a secret, and what looks like one in any text.
 *
 * What the same input says in clear as well, such as a name, is none.
 */
export function secretsIn(input: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const clear = new Set<string>();
  look(input, false, 0);
  return new Set([...found].filter((one) => one !== '' && !clear.has(one)));

  function look(value: unknown, secret: boolean, depth: number): void {
    if (depth > deepest) return;
    if (typeof value === 'number' || typeof value === 'boolean') return secret ? void found.add(String(value)) : undefined;
    if (typeof value === 'string') return secret ? void found.add(value) : text(value);
    if (Array.isArray(value)) {
      if (!secret && value.every((one) => typeof one === 'string')) return words(value);
      for (const one of value) look(one, secret, depth + 1);
      return;
    }
    if (typeof value !== 'object' || value === null || !isPlain(value)) return;
    const fields = new Map<string, unknown>(Object.entries(value));
    const key = fields.get('key');
    const telling = typeof key === 'string' && isTelling(key);
    for (const [name, one] of fields) {
      if (secret && beside.has(name)) continue;
      const named = wholly.test(name) || (isTelling(name) && !plainNames.has(name)) || (name === 'value' && telling);
      look(one, secret || named, depth + 1);
    }
  }

  function text(value: string): void {
    const before = found.size;
    concealed(value, take);
    if (found.size === before) clear.add(value);
  }

  function words(command: readonly string[]): void {
    shownCommand(command, take);
  }

  function take(secret: string): string {
    found.add(secret);
    return '';
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Shorter ones are part of half the words there are: they are looked for where a value stands, and nowhere else. */
const shortest = 6;

/** Takes secrets out of texts that may repeat what was sent, such as an engine's error. Gives null where there are none. */
export function scrubber(secrets: ReadonlySet<string>, redact: Redact): ((text: string) => string) | null {
  if (secrets.size === 0) return null;
  // The longest first: one may be part of another.
  const sorted = [...secrets].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of sorted) {
      for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encoded(secret)])) {
        if (form.length >= shortest) clean = clean.replaceAll(form, () => redact(secret));
        else if (clean.includes(form)) clean = clean.replace(asValue(form), () => redact(secret));
      }
      clean = withoutTail(clean, secret, redact);
    }
    return clean;
  };
}

function encoded(secret: string): string {
  return encodeURIComponent(secret.toWellFormed());
}

function asValue(secret: string): RegExp {
  return new RegExp(`(?<=[=:"'\`]\\s?)${RegExp.escape(secret)}(?=$|[\\s"'\`,;.)\\]}])`, 'g');
}

/** Long texts are cut off, perhaps in the middle of a secret. */
function withoutTail(text: string, secret: string, redact: Redact): string {
  for (let size = Math.min(secret.length - 1, text.length); size >= shortest; size -= 1)
    if (text.endsWith(secret.slice(0, size))) return `${text.slice(0, -size)}${redact(secret)}`;
  return text;
}

/** What else of an error gets into logs: its stack, and what it was caused by. Changed in place, since it is on its way to a caller. */
export function scrubError(error: unknown, scrub: (text: string) => string, depth = 0): void {
  if (!(error instanceof Error) || depth > 8) return;
  error.message = scrub(error.message);
  if (error.stack !== undefined) error.stack = scrub(error.stack);
  if (error instanceof AggregateError) for (const one of error.errors) scrubError(one, scrub, depth + 1);
  scrubError(error.cause, scrub, depth + 1);
}

/** Takes the secrets of a request out of what is told of it before anything is on record. */
export function blotter(input: unknown): (text: string) => string {
  return scrubber(secretsIn(input), () => '***') ?? ((text) => text);
}
