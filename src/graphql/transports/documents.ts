import { parse, validate, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';

/** A document that was seen before costs nothing; one never seen costs a parse and a validation (some hundred microseconds). */
export interface DocumentCache {
  /** The parsed document; throws GraphQLError where the text is not GraphQL or has too many tokens. */
  parsed(source: string): DocumentNode;
  /** What is wrong with a parsed document by the schema; remembered when it is nothing. */
  validated(source: string, document: DocumentNode): readonly GraphQLError[];
}

interface Entry {
  document: DocumentNode;
  valid: boolean;
}

/**
 * Keeps the documents used last, bounded by number and by length of their texts (a syntax tree takes some 50 times its text, so 2 MiB of text is
 * about 100 MB at worst and far less in practice).
 */
export function documentCache(
  schema: GraphQLSchema,
  limits: { maxTokens: number; maxDocuments?: number; maxCharacters?: number },
): DocumentCache {
  const { maxTokens, maxDocuments = 500, maxCharacters = 2 * 1024 * 1024 } = limits;
  const entries = new Map<string, Entry>();
  let characters = 0;

  const forget = (source: string) => {
    if (entries.delete(source)) characters -= source.length;
  };
  const keep = (source: string, entry: Entry) => {
    forget(source);
    entries.set(source, entry);
    characters += source.length;
    // A Map iterates in order of insertion, and every use inserts anew: the first is the one unused for longest.
    for (const oldest of entries.keys()) {
      if (entries.size <= maxDocuments && characters <= maxCharacters) break;
      forget(oldest);
    }
  };

  return {
    parsed(source) {
      const known = entries.get(source);
      const entry = known ?? { document: parse(source, { maxTokens }), valid: false };
      // Only valid documents stay: a flood of broken ones would push the good ones out.
      if (entry.valid) keep(source, entry);
      return entry.document;
    },
    validated(source, document) {
      if (entries.get(source)?.valid === true) return [];
      const problems = validate(schema, document, undefined, { maxErrors: 20, hideSuggestions: true });
      if (problems.length === 0) keep(source, { document, valid: true });
      return problems;
    },
  };
}
