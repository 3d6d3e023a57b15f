import { badInput } from '../errors.ts';

/** The parameters of a query, each of which is known and, unless it is one of `lists`, given at most once. BAD_INPUT otherwise. */
export class Query {
  readonly #given: ReadonlyMap<string, string>;
  readonly #lists = new Map<string, readonly string[]>();

  constructor(query: unknown, known: readonly string[], lists: readonly string[] = []) {
    const given = new Map<string, string>();
    for (const [name, value] of Object.entries(typeof query === 'object' && query !== null ? query : {})) {
      if (lists.includes(name)) {
        this.#lists.set(
          name,
          [value].flat().filter((one) => typeof one === 'string'),
        );
        continue;
      }
      if (!known.includes(name))
        throw badInput(`${name.slice(0, 60)}: there is no such parameter; known are ${[...lists, ...known].join(', ')}.`);
      if (typeof value !== 'string') throw badInput(`${name}: given more than once.`);
      given.set(name, value);
    }
    this.#given = given;
  }

  text(name: string): string | null {
    return this.#given.get(name) ?? null;
  }

  /** Of one of the lists. */
  texts(name: string): readonly string[] {
    return this.#lists.get(name) ?? [];
  }

  required(name: string): string {
    return this.#given.get(name) ?? missing(name);
  }

  flag(name: string): boolean | null {
    const value = this.text(name);
    if (value === null) return null;
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw badInput(`${name}: true or false.`);
  }

  whole(name: string): number | null {
    const value = this.text(name);
    if (value !== null && !/^\d{1,15}$/.test(value)) throw badInput(`${name}: a whole number.`);
    return value === null ? null : Number(value);
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | null {
    const value = this.text(name);
    if (value === null) return null;
    const found = values.find((one) => one === value);
    if (found === undefined) throw badInput(`${name}: ${values.join(' or ')}.`);
    return found;
  }
}

function missing(name: string): never {
  throw badInput(`${name}: this parameter is needed.`);
}
