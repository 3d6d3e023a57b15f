import { engineError } from '../errors.ts';
import type { Labels, PortProtocol } from './model.ts';

/**
 * A reader over what the engine sent, which stays `unknown` until it has passed through here. Absent and null are the same and give the default;
 * a value of another type is ENGINE_ERROR with the path at which it stood. Keys nobody asks for are ignored: newer engines add some.
 */
export class Reading {
  readonly #value: unknown;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    this.#value = value ?? undefined;
    this.#path = path;
  }

  get absent(): boolean {
    return this.#value === undefined;
  }

  at(key: string): Reading {
    const object = this.#object();
    return new Reading(object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined, `${this.#path}.${key}`);
  }

  text(otherwise = ''): string {
    if (this.#value === undefined) return otherwise;
    return typeof this.#value === 'string' ? this.#value : this.#unexpected();
  }

  /** The text; null when absent or empty, which the engine uses alike. */
  textOrNull(): string | null {
    return this.text() || null;
  }

  /** A text that must be there. */
  required(): string {
    const text = this.text();
    return text === '' ? this.#unexpected() : text;
  }

  number(otherwise = 0): number {
    if (this.#value === undefined) return otherwise;
    return typeof this.#value === 'number' ? this.#value : this.#unexpected();
  }

  /** The number; null when absent or 0, which is how the engine writes "no limit". */
  limit(): number | null {
    return this.number() || null;
  }

  flag(): boolean {
    if (this.#value === undefined) return false;
    return typeof this.#value === 'boolean' ? this.#value : this.#unexpected();
  }

  /** RFC 3339 as given; null for none and for Go's zero time. */
  time(): string | null {
    const text = this.text();
    return text === '' || text.startsWith('0001-01-01T') ? null : text;
  }

  list<T>(each: (item: Reading) => T): T[] {
    if (this.#value === undefined) return [];
    if (!Array.isArray(this.#value)) return this.#unexpected();
    return this.#value.map((item: unknown, index) => each(new Reading(item, `${this.#path}[${index}]`)));
  }

  texts(): string[] {
    return this.list((item) => item.text());
  }

  /** A command: a list, or one word written as a plain text by old images. */
  words(): string[] {
    return typeof this.#value === 'string' ? [this.#value] : this.texts();
  }

  entries(): [key: string, value: Reading][] {
    return Object.entries(this.#object() ?? {}).map(([key, value]) => [key, new Reading(value, `${this.#path}.${key}`)]);
  }

  keys(): string[] {
    return Object.keys(this.#object() ?? {});
  }

  /** A map of texts. Plugins put other values into theirs: those are shown as JSON. */
  labels(): Labels {
    return Object.fromEntries(Object.entries(this.#object() ?? {}).map(([key, value]) => [key, asText(value)]));
  }

  #object(): Record<string, unknown> | undefined {
    if (this.#value === undefined) return undefined;
    return isRecord(this.#value) ? this.#value : this.#unexpected();
  }

  #unexpected(): never {
    throw engineError(`the engine's answer has an unexpected shape at ${this.#path}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** "KEY=value" as Docker writes environments; a key alone has an empty value. */
export function environment(reading: Reading): { key: string; value: string }[] {
  return reading.texts().map((entry) => {
    const cut = entry.indexOf('=');
    return cut < 0 ? { key: entry, value: '' } : { key: entry.slice(0, cut), value: entry.slice(cut + 1) };
  });
}

const protocols = { tcp: 'tcp', udp: 'udp', sctp: 'sctp' } as const satisfies Record<PortProtocol, PortProtocol>;

function isProtocol(text: string): text is PortProtocol {
  return Object.hasOwn(protocols, text);
}

/** "80/tcp" and "80". Null for what is not one port. */
export function portOf(key: string): { port: number; protocol: PortProtocol } | null {
  const [number = '', protocol = 'tcp'] = key.split('/');
  return /^\d{1,5}$/.test(number) && isProtocol(protocol) ? { port: Number(number), protocol } : null;
}

/** The keys of an ExposedPorts map, in order of number and protocol. */
export function exposedPorts(reading: Reading): { port: number; protocol: PortProtocol }[] {
  return reading
    .keys()
    .map(portOf)
    .filter((port) => port !== null)
    .sort((a, b) => a.port - b.port || byText(a.protocol, b.protocol));
}

/** For sorting, by code units: an order that is the same wherever the program runs. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
