/** What one GraphQL operation may ask for. Every transport applies these before anything runs, subscriptions included. */
export interface QueryLimits {
  /** Fields inside each other, counted through fragments. */
  maxDepth: number;
  /** Fields given another name, counted through fragments. */
  maxAliases: number;
  /** Fields directly on Query, Mutation or Subscription. */
  maxRootFields: number;
  /** Lexical tokens of the document; the parser stops there. */
  maxTokens: number;
  /** Objects the answer could hold at most; see `weights.ts`. */
  maxCost: number;
}

/** The setting behind each limit, for the message of a refusal. */
export const settingOf = {
  maxDepth: 'WHARFINGER_MAX_DEPTH',
  maxAliases: 'WHARFINGER_MAX_ALIASES',
  maxRootFields: 'WHARFINGER_MAX_ROOT_FIELDS',
  maxTokens: 'WHARFINGER_MAX_TOKENS',
  maxCost: 'WHARFINGER_MAX_COST',
} as const satisfies Record<keyof QueryLimits, string>;

/** Nothing in the schema needs more than @skip or @include on a few fields, so this is not a setting. */
export const maxDirectives = 50;

/** Documents written by hand or by a generator name a field once; see `repeats.ts` for what more would cost. */
export const maxRepeats = 50;
export const maxFragments = 100;

/** graphql-js's own introspection query is 15 deep; what it may nest is bounded by the specified rule MaxIntrospectionDepth as well. */
export const maxIntrospectionDepth = 20;
