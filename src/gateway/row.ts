import type { Action } from '../catalogue.ts';
import type { Call } from './call.ts';

/** What is in a path beside fixed words: which object is meant. Names of images and of plugins have slashes in them. */
export type Part = 'container' | 'image' | 'network' | 'volume' | 'exec' | 'plugin' | 'other';

/**
 * How the bytes flow: an answer at once; an answer that goes on; a body that goes on, and then an answer; both ways on one connection, as
 * bytes or as HTTP/2.
 */
export type Flow = 'once' | 'answer' | 'upload' | 'both' | 'http2';

/** One operation of the Engine API. */
export interface Row {
  /** Its name in the description of the Engine API. */
  operation: string;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Below the version; `{container}` is one part of the path, `{image}` one or more. */
  path: string;
  /** What is decided and put on record; null for what tells nothing of the host, and for what is not offered. */
  action: Action | null;
  /** Parameters, and those that may be given several times. Others are refused. */
  query: readonly string[];
  lists: readonly string[];
  body: 'none' | 'json' | 'stream';
  flow: Flow;
  /** Null: not offered. */
  serve: ((call: Call) => Promise<unknown>) | null;
  /** Why not. */
  refused: string | null;
  /** Of what is not offered, and needs a swarm: what an engine answers, with 503, that is part of none. */
  withoutSwarm: string | null;
}

type How = Partial<Pick<Row, 'query' | 'lists' | 'body' | 'flow'>> & { serve: NonNullable<Row['serve']> };

type Shape = readonly [operation: string, method: Row['method'], path: string];

/** A row that is served. */
export function served(shape: Shape, action: Action | null, how: How): Row {
  const [operation, method, path] = shape;
  return {
    operation,
    method,
    path,
    action,
    query: [],
    lists: [],
    body: 'none',
    flow: 'once',
    refused: null,
    withoutSwarm: null,
    ...how,
  };
}

/** Rows that are not served, for one reason. */
export function refused(why: string, shapes: readonly Shape[], withoutSwarm: string | null = null): Row[] {
  return shapes.map(([operation, method, path]) => ({
    operation,
    method,
    path,
    action: null,
    query: [],
    lists: [],
    body: 'none',
    flow: 'once',
    serve: null,
    refused: why,
    withoutSwarm,
  }));
}
