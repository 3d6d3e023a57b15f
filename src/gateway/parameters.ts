import { badInput } from '../errors.ts';
import { parseJson } from './json.ts';

const longest = 64 * 1024;

/**
 * What clients send and no engine reads: fields of the body once more, as dockerode sends them (no parameter of the Engine API begins with a capital letter, and
 * the engine goes by case) and its own `hijack`, and two that docker-py, and so compose, has kept from the first versions of the API.
 */
const passedOver = /^(?:[A-Z].*|trunc_cmd|only_ids|hijack)$/s;

/** The parameters of a query, read strictly: each is known, and given once unless it is a list. BAD_INPUT otherwise. */
export class Parameters {
  readonly #given = new Map<string, string[]>();

  constructor(query: string) {
    if (query.length > longest) throw badInput('The query is too long.', { http: 414 });
    if (query.includes(';') || query.includes('#')) throw badInput('The query has a character in it that is to be encoded.');
    for (const pair of query.split('&')) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
      const value = decoded(equals < 0 ? '' : pair.slice(equals + 1));
      if (passedOver.test(name)) continue;
      this.#given.set(name, [...(this.#given.get(name) ?? []), value]);
    }
  }

  /** Refuses what is not named here, and what is given more than once without being a list. */
  check(known: readonly string[], lists: readonly string[]): void {
    for (const [name, values] of this.#given) {
      if (lists.includes(name)) continue;
      if (!known.includes(name))
        throw badInput(`Not offered through Wharfinger: the parameter ${JSON.stringify(name.slice(0, 60))}.`);
      if (values.length > 1) throw badInput(`The parameter ${name} is given more than once.`);
    }
  }

  /** Whether a body only says once more what these parameters say, as dockerode sends it where engines read none. */
  repeatedIn(body: unknown, known: readonly string[]): boolean {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
    return Object.entries(body).every(([name, value]: [string, unknown]) => {
      if (name === 'hijack') return true;
      if (!known.includes(name)) return false;
      const texts = [value].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
      return texts.join('\n') === (this.#given.get(name) ?? []).join('\n');
    });
  }

  /** Null where it is not given, or empty. */
  text(name: string): string | null {
    return this.#given.get(name)?.[0] || null;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === null) throw badInput(`The parameter ${name} is needed.`);
    return value;
  }

  texts(name: string): readonly string[] {
    return (this.#given.get(name) ?? []).filter((value) => value !== '');
  }

  /** As the engine reads it: "", "0", "no", "false" and "none" are no. */
  flag(name: string): boolean | null {
    const value = this.#given.get(name)?.[0]?.trim().toLowerCase();
    if (value === undefined) return null;
    if (['', '0', 'no', 'false', 'none'].includes(value)) return false;
    if (['1', 'yes', 'true', 't'].includes(value)) return true;
    throw badInput(`The parameter ${name} is true or false.`);
  }

  whole(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (!/^-?\d{1,15}$/.test(value)) throw badInput(`The parameter ${name} is a whole number.`);
    return Number(value);
  }

  /** Refuses what is given and means anything, of parameters that are known and not offered. */
  none(names: readonly string[]): void {
    for (const name of names) {
      const value = this.text(name);
      if (value !== null && !/^(?:0|false|null|\{\}|\[\])$/.test(value))
        throw badInput(`Not offered through Wharfinger: the parameter ${name}.`);
    }
  }

  /** JSON in a parameter; null where it is not given. */
  json(name: string): unknown {
    const value = this.text(name);
    return value === null ? null : parseJson(value, `the parameter ${name}`);
  }

  /** The engine's filters: values by key, of these keys alone. */
  filters(known: readonly string[]): Readonly<Record<string, readonly string[]>> {
    const given = this.json('filters');
    if (given === null) return {};
    const wrong = () => badInput('The parameter filters is a JSON object of lists of texts.');
    if (typeof given !== 'object' || Array.isArray(given)) throw wrong();
    const filters: [string, string[]][] = [];
    for (const [key, values] of Object.entries(given)) {
      if (!known.includes(key)) throw badInput(`invalid filter '${key.slice(0, 60)}'`);
      filters.push([key, valuesOf(values, wrong)]);
    }
    return Object.fromEntries(filters);
  }

  /** For the engine: those of these that are given, as they were. */
  picked(names: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(names.flatMap((name) => this.#given.get(name)?.map((value) => [name, value] as const) ?? []));
  }
}

/** A list, or as older clients have it an object of values that are true. */
function valuesOf(values: unknown, wrong: () => Error): string[] {
  if (typeof values !== 'object' || values === null) throw wrong();
  if (!Array.isArray(values)) {
    if (Object.values(values).some((one) => one !== true)) throw wrong();
    return Object.keys(values);
  }
  const texts = values.filter((one) => typeof one === 'string');
  if (texts.length !== values.length) throw wrong();
  return texts;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badInput('The query is not encoded as it has to be.');
  }
}
