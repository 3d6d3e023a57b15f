import { badInput } from '../../errors.ts';
import type { ListedDocuments } from './listed.ts';

/** The request of an operation, checked for form. */
export interface Parameters {
  query: string;
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * The parameters out of a JSON body or a WebSocket payload. Throws BAD_INPUT. A batch (array) and a query given as a syntax tree are refused:
 * both go around limits. Unknown keys are ignored, as GraphQL over HTTP says.
 */
export function readParameters(body: unknown, documents: ListedDocuments): Parameters {
  if (Array.isArray(body)) throw badInput('Batches of operations are not taken: send one operation in a request.');
  if (!isRecord(body)) throw badInput('The body must be a JSON object with the key "query".');
  const { query, operationName, variables, extensions } = body;
  if (query != null && typeof query !== 'string') throw badInput('"query" must be the text of a GraphQL document.');
  if (operationName != null && typeof operationName !== 'string') throw badInput('"operationName" must be text.');
  if (variables != null && !isRecord(variables)) throw badInput('"variables" must be an object.');
  if (extensions != null && !isRecord(extensions)) throw badInput('"extensions" must be an object.');
  const id = documentIdIn(body, extensions);
  // A protocol that demands a text (graphql-transport-ws) is given an empty one beside an id.
  const text = query === undefined || query === null || (query === '' && id !== null) ? null : query;
  return { query: documents.meant(text, id), operationName: operationName ?? null, variables: variables ?? {} };
}

/** The parameters out of the query of a URL: `variables` and `extensions` are JSON there. Throws BAD_INPUT. */
export function readUrlParameters(query: unknown, documents: ListedDocuments): Parameters {
  if (!isRecord(query)) throw badInput('The parameter "query" is missing.');
  return readParameters({ ...query, variables: json(query, 'variables'), extensions: json(query, 'extensions') }, documents);
}

function json(query: Readonly<Record<string, unknown>>, name: string): unknown {
  const text = query[name];
  if (text === undefined || text === '') return null;
  if (typeof text !== 'string') throw badInput(`The parameter "${name}" is given more than once.`);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw badInput(`The parameter "${name}" is not JSON.`, { cause });
  }
}

/** The id that a request has, in any of the three places that clients put one in. */
function documentIdIn(body: Readonly<Record<string, unknown>>, extensions: unknown): string | null {
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  const id = body['documentId'] ?? (isRecord(persisted) ? persisted['sha256Hash'] : undefined) ?? null;
  if (id !== null && typeof id !== 'string') throw badInput('"documentId" must be text.');
  return id;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
