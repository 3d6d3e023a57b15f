import { badInput } from '../errors.ts';

/** Which part of a list, as Relay has it. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export interface Page<T> {
  edges: readonly { cursor: string; node: T }[];
  nodes: readonly T[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: number;
}

/** An item's place: what it is sorted by, and what tells it from others that are equal in that. */
export interface Place {
  value: string | number;
  id: string;
}

/** How a list is sorted. `name` is written into its cursors, so that a cursor of one order is not taken for a place in another. */
export interface Order<T> {
  name: string;
  descending: boolean;
  place: (item: T) => Place;
}

const defaultSize = 100;
const largestSize = 1000;

/**
 * Sorts the items and cuts out a page. A cursor is a place, not an index or an item: it stays good when items come and go, its own among them.
 * BAD_INPUT for sizes out of range, `first` together with `last`, and cursors that are not of this list's order.
 */
export function pageOf<T>(items: readonly T[], order: Order<T>, args: PageArgs): Page<T> {
  const size = sizes(args);
  const after = args.after == null ? null : readCursor(order, 'after', args.after);
  const before = args.before == null ? null : readCursor(order, 'before', args.before);

  const placed = items.map((node) => ({ node, place: order.place(node) }));
  const direction = order.descending ? -1 : 1;
  placed.sort((a, b) => compare(a.place, b.place, direction));

  let start = after === null ? 0 : countWhile(placed, ({ place }) => compare(place, after, direction) <= 0);
  let end = before === null ? placed.length : countWhile(placed, ({ place }) => compare(place, before, direction) < 0);
  end = Math.max(start, end);
  if (size.from === 'start') end = Math.min(end, start + size.count);
  else start = Math.max(start, end - size.count);

  const cut = placed.slice(start, end);
  const cursor = (at: number) => {
    const one = cut.at(at);
    return one === undefined ? null : cursorOf(order, one.place);
  };
  return {
    // A cursor costs more than sorting its item in; most who ask for a list want the nodes alone.
    get edges() {
      return cut.map(({ node, place }) => ({ cursor: cursorOf(order, place), node }));
    },
    nodes: cut.map(({ node }) => node),
    get pageInfo() {
      return {
        hasNextPage: end < placed.length,
        hasPreviousPage: start > 0,
        startCursor: cursor(0),
        endCursor: cursor(-1),
      };
    },
    totalCount: placed.length,
  };
}

function sizes({ first, last }: PageArgs): { from: 'start' | 'end'; count: number } {
  if (first != null && last != null) throw badInput('first and last: one of them, not both.');
  for (const [name, size] of Object.entries({ first, last })) {
    if (size != null && (size < 0 || size > largestSize)) throw badInput(`${name}: from 0 to ${largestSize}, this is ${size}.`);
  }
  return last == null ? { from: 'start', count: first ?? defaultSize } : { from: 'end', count: last };
}

function compare(a: Place, b: Place, direction: 1 | -1): number {
  if (a.value !== b.value) return a.value < b.value ? -direction : direction;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}

/** How many at the beginning hold; they are sorted, so that those which hold come first. */
function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  const index = items.findIndex((item) => !holds(item));
  return index === -1 ? items.length : index;
}

function cursorOf<T>(order: Order<T>, place: Place): string {
  return Buffer.from(JSON.stringify([order.name, place.value, place.id])).toString('base64url');
}

function readCursor<T>(order: Order<T>, argument: string, cursor: string): Place {
  const [name, value, id] = decoded(cursor);
  if (name !== order.name || (typeof value !== 'string' && typeof value !== 'number') || typeof id !== 'string') {
    throw badInput(`${argument}: not a cursor of this list in this order.`);
  }
  return { value, id };
}

function decoded(cursor: string): unknown[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(content) ? content : [];
  } catch {
    return [];
  }
}
