import type { WharfingerError } from '../errors.ts';

/** One row of the table: a method and path, and the field of the GraphQL schema that it is. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below /api/v1. `{name}` is the argument of the root field of that name, or the field of its input. */
  path: string;
  kind: 'query' | 'mutation' | 'subscription';
  /** The field of Query, Mutation or Subscription. */
  field: string;
  /** A field of what the root field gives, which alone is shown. */
  part?: string;
  /** What null means, where it is no error in GraphQL. */
  absent?: () => WharfingerError;
  /** Where to find what was made, null for nowhere; `{a.b}` is taken from the answer. The status is then 201. */
  made?: string | null;
  /** A body, for the description. */
  example?: object;
}

interface ReadOptions {
  part?: string;
  absent?: () => WharfingerError;
}

/** Shows what a field of Query gives: one object, or a list, a page at a time where it has pages. */
export const read = (path: string, field: string, { part, absent }: ReadOptions = {}): Route => ({
  method: 'GET',
  path,
  kind: 'query',
  field,
  part,
  absent,
});

/** Carries out a mutation; the body is its input without what the path says. */
export const act = (path: string, field: string, example?: object): Route => ({
  method: 'POST',
  path,
  kind: 'mutation',
  field,
  example,
});

/** Carries out a mutation that makes something, to be found at `made` afterwards. */
export const make = (path: string, field: string, made: string | null, example?: object): Route => ({
  ...act(path, field, example),
  made,
});

/** Carries out a mutation that removes something; its input is in the query. */
export const remove = (path: string, field: string): Route => ({ method: 'DELETE', path, kind: 'mutation', field });

/** Follows a subscription: one JSON object a line for as long as the client stays. */
export const follow = (path: string, field: string): Route => ({ method: 'GET', path, kind: 'subscription', field });
