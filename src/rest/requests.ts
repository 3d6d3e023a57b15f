import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, locationOf, nextPage, noteAudit } from './answer.ts';
import type { Asking, Executor } from './executor.ts';
import { check, joined, readBody, readParameters, readText } from './input.ts';
import type { Plan } from './plan.ts';
import { named } from './selection.ts';

/** What a request asks for: a document and its variables. Throws BAD_INPUT; nothing has been asked of anybody then. */
export function asked(plan: Plan, executor: Executor, request: FastifyRequest) {
  const { route, parameters, type, takesKey } = plan;
  const given = readParameters(parameters, request.params, request.query, ['fields']);
  const fields = readText(request.query, 'fields');
  const document = fields === null ? standardOf(plan, executor) : plan.document(named(fields, type, executor.costs));
  if (route.kind !== 'mutation') return { document, variables: given };
  const body = route.method === 'POST' ? readBody(request.body) : {};
  const header = [request.headers['idempotency-key']].flat()[0];
  return { document, variables: { input: joined(body, given, header, takesKey) } };
}

function standardOf(plan: Plan, executor: Executor): string {
  const document = plan.document(plan.standard);
  executor.learn(document);
  return document;
}

/** Answers one row of the table that is a query or a mutation. */
export function requestHandler(plan: Plan, executor: Executor) {
  const { route } = plan;
  const input = route.kind === 'mutation' ? inputType(plan, executor) : null;

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { document, variables } = asked(plan, executor, request);
    if (input !== null) check(input, variables['input']);
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const recorded = new Set<string>();
    const asking: Asking = {
      caller: request.caller,
      source: request.source,
      signal: left.signal,
      recordedAs: (auditId) => recorded.add(auditId),
    };
    const outcome = await executor.run(document, variables, asking);
    noteAudit(reply, recorded, outcome.errors);
    const body = bodyOf(plan, outcome, request);

    const next = plan.shape === 'page' ? nextPage(request, body) : null;
    if (next !== null) reply.header('link', next);
    if (route.made !== undefined) reply.code(201);
    const location = route.made == null ? null : locationOf(route.made, body);
    if (location !== null) reply.header('location', location);
    return reply
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send(body);
  };
}

function inputType({ route }: Plan, { schema }: Executor) {
  const type = schema.getMutationType()?.getFields()[route.field]?.args[0]?.type;
  if (type === undefined) throw new Error(`rest: ${route.field} takes no input`);
  return type;
}
