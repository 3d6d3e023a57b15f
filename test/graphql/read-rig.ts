import type { TestContext } from 'node:test';
import { execute, parse, validate, type ExecutionResult } from 'graphql';
import type { Action, Role } from '../../src/catalogue.ts';
import { internal } from '../../src/errors.ts';
import type { GraphqlContext } from '../../src/graphql/context.ts';
import { innerValues } from '../../src/graphql/enums.ts';
import { resolvers } from '../../src/graphql/resolvers.ts';
import { scalars } from '../../src/graphql/scalars.ts';
import { executableSchema } from '../../src/graphql/schema.ts';
import { readSdl } from '../../src/graphql/sdl.ts';
import type { FakeOptions } from '../support/fake-engine.ts';
import { callerOf, seen, type Seen } from '../view/rig.ts';

export interface Asked {
  data: unknown;
  /** Each error as its path and its code. */
  errors: readonly string[];
}

export interface ReadRig extends Seen {
  ask: (
    query: string,
    options?: { variables?: Record<string, unknown>; role?: Role; grants?: readonly Action[] },
  ) => Promise<Asked>;
}

const never = () => {
  throw internal('this test performs no actions');
};

export const schema = executableSchema(readSdl(), resolvers, scalars, innerValues);

/** Queries on the real schema and the real views over fake engines. */
export async function reading(t: TestContext, hosts?: readonly FakeOptions[], connect = true): Promise<ReadRig> {
  const views = await seen(t, hosts, connect);
  const { signal } = new AbortController();
  const actions: GraphqlContext['actions'] = {
    containers: {
      start: never,
      stop: never,
      restart: never,
      kill: never,
      pause: never,
      unpause: never,
      rename: never,
      remove: never,
    },
    registry: { pull: never, push: never, checkLogin: never },
    images: { tag: never, remove: never },
    networks: { create: never, remove: never, connect: never, disconnect: never },
    volumes: { create: never, remove: never },
    prune: { containers: never, images: never, networks: never, volumes: never },
    pruneBuildCache: never,
    systemPrune: never,
    projects: { start: never, stop: never, restart: never, remove: never },
    create: never,
    run: never,
    tokens: { create: never, revoke: never, list: never },
    exchangeToken: never,
    update: never,
    wait: never,
    commit: never,
    bulk: never,
    recreate: never,
    operations: { get: never, follow: never, cancel: never },
    exec: { run: never },
  };
  return {
    ...views,
    ask: async (query, { variables, role = 'admin', grants = [] } = {}) => {
      const document = parse(query);
      const invalid = validate(schema, document);
      if (invalid.length > 0) return { data: null, errors: invalid.map(({ message }) => message) };
      const contextValue: GraphqlContext = {
        view: views.viewFor(callerOf(role, ...grants), views.view().source),
        actions,
        ownRecord: never,
        recordedAs: never,
        signal,
      };
      return plain(await execute({ schema, document, variableValues: variables, contextValue }));
    },
  };
}

/** As a client receives it: without prototypes and without what JSON leaves out. */
function plain({ data, errors = [] }: ExecutionResult): Asked {
  const content: unknown = JSON.parse(JSON.stringify(data ?? null));
  return { data: content, errors: errors.map((error) => `${error.path?.join('.') ?? ''} ${codeOf(error)}`) };
}

function codeOf({ originalError, extensions, message }: NonNullable<ExecutionResult['errors']>[number]): string {
  if (originalError && 'code' in originalError && typeof originalError.code === 'string') return originalError.code;
  return typeof extensions['code'] === 'string' ? extensions['code'] : message;
}
