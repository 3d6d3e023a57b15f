import type { GraphQLSchema, DocumentNode, OperationDefinitionNode } from 'graphql';
import { queryTooComplex, type WharfingerError } from '../../errors.ts';
import { maxDirectives, maxFragments, maxIntrospectionDepth, maxRepeats, settingOf, type QueryLimits } from './limits.ts';
import { measure } from './measure.ts';
import { repeatsIn } from './repeats.ts';

/** Null when the operation is within all limits; otherwise QUERY_TOO_COMPLEX with the first limit it exceeds, the figure, and what to change. */
export function checkLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: QueryLimits,
): WharfingerError | null {
  const size = measure(schema, document, operation, variables);
  const repeats = repeatsIn(document);
  const checks = [
    { what: 'depth', figure: size.depth, limit: limits.maxDepth, setting: settingOf.maxDepth },
    { what: 'introspection depth', figure: size.introspectionDepth, limit: maxIntrospectionDepth, setting: null },
    { what: 'number of aliases', figure: size.aliases, limit: limits.maxAliases, setting: settingOf.maxAliases },
    { what: 'number of root fields', figure: size.fields, limit: limits.maxRootFields, setting: settingOf.maxRootFields },
    { what: 'number of directives', figure: size.directives, limit: maxDirectives, setting: null },
    { what: 'number of repeated fields', figure: repeats.fields, limit: maxRepeats, setting: null },
    { what: 'number of fragments', figure: repeats.fragments, limit: maxFragments, setting: null },
    { what: 'cost', figure: size.cost, limit: limits.maxCost, setting: settingOf.maxCost },
  ];
  const exceeded = checks.find(({ figure, limit }) => figure > limit);
  if (exceeded === undefined) return null;
  const { what, figure, limit, setting } = exceeded;
  const fixed = setting === null ? 'which is fixed' : `set by ${setting}`;
  return queryTooComplex(`The ${what} of this operation is ${readable(figure)}; the limit is ${limit}, ${fixed}.`);
}

/** For a document the parser gave up on. */
export function tooManyTokens(limits: QueryLimits): WharfingerError {
  return queryTooComplex(`The document has more than ${limits.maxTokens} tokens; the limit is set by ${settingOf.maxTokens}.`);
}

function readable(figure: number): string {
  return figure < 1e15 ? String(Math.ceil(figure)) : 'beyond counting';
}
