import { getNamedType } from 'graphql';
import { errorCodes } from '../../errors.ts';
import type { Executor } from '../executor.ts';
import type { Parameter } from '../parameters.ts';
import type { Plan } from '../plan.ts';
import { auditExportOperation } from './audit-export.ts';
import { formOf, isOrder, orderField } from '../text.ts';
import { filePaths, terminalPaths } from './streams.ts';
import { imageStreamPaths } from './image-streams.ts';
import { Components, type Json } from './types.ts';

const fieldsParameter: Json = {
  name: 'fields',
  in: 'query',
  description:
    'What to show, separated by commas and with dots for what is inside: `name,image.tags`. Left out: all but what costs something, and references to what is related. With it the answer has only what it names.',
  schema: { type: 'string' },
};

const keyParameter: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/** The description of REST in OpenAPI 3.1, made of the table and the GraphQL schema's own words. */
export function openapi(plans: readonly Plan[], executor: Executor, logs: readonly Parameter[]): Json {
  const components = new Components(executor.costs);
  const paths: Record<string, Json> = {};
  for (const plan of plans) {
    const { path, method } = plan.route;
    paths[`/api/v1${path}`] = { ...paths[`/api/v1${path}`], [method.toLowerCase()]: operation(plan, components) };
  }
  paths['/api/v1/audit/export'] = {
    get: { ...auditExportOperation, responses: { ...auditExportOperation.responses, ...errors } },
  };
  paths['/api/v1/containers/{ref}/logs'] = { get: logsOperation(logs, components) };
  Object.assign(paths, filePaths(errors), terminalPaths(errors));
  Object.assign(paths, imageStreamPaths(errors));
  return {
    openapi: '3.1.0',
    info: { title: 'Wharfinger', version: '1', description: 'Docker over REST: authorised, and on record.' },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set(plans.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'A token: whf_...' } },
      schemas: { ...components.schemas, Error: errorSchema() },
      responses: { Error: { description: 'What went wrong.', content: json({ $ref: '#/components/schemas/Error' }) } },
    },
  };
}

const json = (schema: Json, example?: object) => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});

const errors = { '4XX': { $ref: '#/components/responses/Error' }, '5XX': { $ref: '#/components/responses/Error' } };

function operation(plan: Plan, components: Components): Json {
  const { route, group, id, description, takesKey, body } = plan;
  const parameters = plan.parameters.map((one) => described(one, components));
  const hasBody = route.method === 'POST';
  const answer = answerOf(plan, components);
  const status = route.made === undefined ? '200' : '201';
  const content = route.kind === 'subscription' ? { 'application/x-ndjson': { schema: answer } } : json(answer);
  return {
    operationId: id,
    tags: [group],
    summary: description.split('. ', 1)[0],
    description,
    parameters: [...parameters, fieldsParameter, ...(takesKey ? [keyParameter] : [])],
    ...(hasBody ? { requestBody: { content: json(components.inputs(body), route.example) } } : {}),
    responses: { [status]: { description: 'Done.', content }, ...errors },
  };
}

function answerOf({ shape, type }: Plan, components: Components): Json {
  const item = components.refer(type);
  if (shape === 'object') return item;
  const page = {
    type: 'object',
    properties: { endCursor: { type: ['string', 'null'] }, hasNextPage: { type: 'boolean' } },
  };
  const properties = { items: { type: 'array', items: item }, page, totalCount: { type: 'integer' } };
  return { type: 'object', properties, required: ['items', 'page', 'totalCount'] };
}

function described({ name, in: place, type, required, description, defaultValue }: Parameter, components: Components): Json {
  const named = getNamedType(type);
  const form = formOf(named);
  const order = orderField(named);
  const plain = order !== null && isOrder(named) ? order.getValues().flatMap((one) => [one.name, `-${one.name}`]) : null;
  const schema =
    form === null ? components.of(type) : plain === null ? { type: ['string', 'array'] } : { type: 'string', enum: plain };
  const words = [description, form === null ? '' : `Written as ${form}.`, defaultValue == null ? '' : 'Has a default.'];
  return { name, in: place, required, description: words.filter((one) => one !== '').join(' '), schema };
}

function logsOperation(parameters: readonly Parameter[], components: Components): Json {
  const ref = {
    name: 'ref',
    in: 'path',
    required: true,
    description: 'A name, an id, or the beginning of one.',
    schema: { type: 'string' },
  };
  return {
    operationId: 'containerLogs',
    tags: ['Containers'],
    summary: "A container's log as text",
    description: "A container's log as text. Permission: `container.logs`; on record before the first byte.",
    parameters: [ref, ...parameters.map((one) => described(one, components))],
    responses: { '200': { description: 'The lines.', content: { 'text/plain': { schema: { type: 'string' } } } }, ...errors },
  };
}

function errorSchema(): Json {
  const codes = Object.entries(errorCodes).map(([code, { http, meaning }]) => `- \`${code}\` (${http}): ${meaning}`);
  const text = { type: 'string' };
  const properties = { code: { ...text, enum: Object.keys(errorCodes) }, message: text, requestId: text, auditId: text };
  const error = { type: 'object', required: ['code', 'message', 'requestId'], properties };
  return { type: 'object', description: codes.join('\n'), required: ['error'], properties: { error } };
}
