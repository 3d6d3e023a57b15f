import { hash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate, type GraphQLSchema } from 'graphql';
import { badInput } from '../../errors.ts';
import { isRecord } from './parameters.ts';

/** Documents that clients may name instead of sending them, and, where `only` they are taken, the end of all others. */
export interface ListedDocuments {
  /** The document that a request means by its text, its id, or both. Throws BAD_INPUT where there is none, or it is not taken. */
  meant(text: string | null, id: string | null): string;
}

/** No list: clients send their documents, whatever they are. */
export const unlisted: ListedDocuments = {
  meant(text, id) {
    if (text !== null) return text;
    if (id === null) throw badInput('"query" must be the text of a GraphQL document.');
    throw badInput('No documents are listed here (WHARFINGER_OPERATIONS_PATH): send the text of the document as "query".');
  },
};

/**
 * Reads the list: a folder of `.graphql` files, whose ids are the SHA-256 (hexadecimal) of their texts without blanks at the ends, or a JSON file that
 * has a text for each id. Throws BAD_INPUT for one that cannot be read or that the schema does not allow: it would fail at its first use.
 */
export function listedDocuments(path: string, only: boolean, schema: GraphQLSchema): ListedDocuments {
  const byId = new Map<string, string>();
  for (const { id, text, from } of read(path)) {
    const problem = problemOf(text, schema);
    if (problem !== null) throw badInput(`WHARFINGER_OPERATIONS_PATH: ${from}: ${problem}`);
    byId.set(idOf(text), text);
    if (id !== null) byId.set(id.toLowerCase(), text);
  }
  if (byId.size === 0) throw badInput(`WHARFINGER_OPERATIONS_PATH: there are no documents in ${path}.`);
  return {
    meant(text, id) {
      const named = id === null ? undefined : byId.get(bare(id));
      if (text === null) {
        if (named !== undefined) return named;
        if (id === null) throw badInput('A request names a listed document ("documentId"), or has its text ("query").');
        throw badInput(`There is no listed document with the id "${id.slice(0, 100)}".`);
      }
      if (id !== null && bare(id) !== idOf(text) && named?.trim() !== text.trim())
        throw badInput('The id is not that of the text that came with it: it must be the SHA-256 of the text, in hexadecimal.');
      if (only && !byId.has(idOf(text)))
        throw badInput('Only listed documents are taken here (WHARFINGER_OPERATIONS=only), and this is none of them.');
      return text;
    },
  };
}

function idOf(text: string): string {
  return hash('sha256', text.trim());
}

/** "sha256:<hex>", as GraphQL over HTTP has it, or the plain id. */
function bare(id: string): string {
  return id.toLowerCase().replace(/^sha256:/, '');
}

interface Read {
  id: string | null;
  text: string;
  from: string;
}

function read(path: string): Read[] {
  try {
    if (statSync(path).isDirectory())
      return globSync('**/*.{graphql,gql}', { cwd: path }).map((name) => ({
        id: null,
        text: readFileSync(join(path, name), 'utf8'),
        from: name,
      }));
    const text = readFileSync(path, 'utf8');
    if (!path.endsWith('.json')) return [{ id: null, text, from: path }];
    const list: unknown = JSON.parse(text);
    if (!isRecord(list)) throw new Error('it must be an object with a text for each id');
    return Object.entries(list).map(([id, one]) => {
      if (typeof one !== 'string') throw new Error(`the document of "${id.slice(0, 100)}" must be text`);
      return { id, text: one, from: id };
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw badInput(`WHARFINGER_OPERATIONS_PATH: ${path} cannot be read: ${why}`, { cause });
  }
}

function problemOf(text: string, schema: GraphQLSchema): string | null {
  try {
    return validate(schema, parse(text))[0]?.message ?? null;
  } catch (error) {
    return error instanceof Error ? error.message : 'it is not GraphQL';
  }
}
