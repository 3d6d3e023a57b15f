import type { FastifyReply, FastifyRequest } from 'fastify';
import { internal, notFound } from '../errors.ts';
import type { Failure, Outcome } from './executor.ts';
import { isRecord } from './input.ts';
import type { Plan } from './plan.ts';

/** What is below these keys; undefined where there is nothing. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((here, key) => (isRecord(here) && Object.hasOwn(here, key) ? here[key] : undefined), value);
}

/**
 * The body of an answer. What could not be had of an object is null in it, and told under `errors`; where nothing could be had, or what was asked for
 * is not there, the error is thrown.
 */
export function bodyOf({ route, shape }: Plan, { data, errors }: Outcome, request: FastifyRequest): Record<string, unknown> {
  const value = at(data, route.part === undefined ? [route.field] : [route.field, route.part]);
  if (value === undefined || value === null) throw errors[0]?.error ?? route.absent?.() ?? notFound('There is no such object.');
  const partial = errors.length === 0 ? {} : { errors: errors.map((failure) => told(failure, request)) };
  if (shape === 'object') return { ...(isRecord(value) ? value : {}), ...partial };
  if (shape === 'items') {
    if (!Array.isArray(value)) throw internal('a list is none');
    return { items: value, page: { endCursor: null, hasNextPage: false }, totalCount: value.length, ...partial };
  }
  return { items: at(value, ['nodes']), page: at(value, ['pageInfo']), totalCount: at(value, ['totalCount']), ...partial };
}

/** One failure beside what could be had, with its place in the answer. */
function told({ path, error }: Failure, request: FastifyRequest): object {
  if (error.code === 'INTERNAL') request.log.error({ err: error.cause ?? error, path }, 'a field failed unexpectedly');
  const { code, message, auditId } = error;
  return { code, message, path, ...(auditId === undefined ? {} : { auditId }) };
}

/** Where the actions of a request are on record: in a header, and in its error. */
export function noteAudit(reply: FastifyReply, recorded: Set<string>, errors: readonly Failure[]): void {
  for (const { error } of errors) if (error.auditId !== undefined) recorded.add(error.auditId);
  if (recorded.size > 0) reply.header('x-audit-id', [...recorded].join(', '));
}

/** The address of the next page, as RFC 8288 has it; null after the last one. */
export function nextPage(request: FastifyRequest, body: Record<string, unknown>): string | null {
  const cursor = at(body, ['page', 'endCursor']);
  if (at(body, ['page', 'hasNextPage']) !== true || typeof cursor !== 'string') return null;
  const [path = '', query = ''] = request.url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('after', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}

/** Where to find what was made; null where the answer does not say. */
export function locationOf(made: string, body: unknown): string | null {
  const values = [...made.matchAll(/\{([\w.]+)\}/g)].map(([, path = '']) => at(body, path.split('.')));
  if (!values.every((value) => typeof value === 'string')) return null;
  return `/api/v1${made.replace(/\{[\w.]+\}/g, () => encodeURIComponent(values.shift() ?? ''))}`;
}
