import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** The tables that the program uses, with their rows' and arguments' types. */
export type { AuditAction, AuditRecord, Prisma, Token } from '../generated/prisma/client.ts';

type Models = Pick<PrismaClient, 'auditAction' | 'auditRecord' | 'token'>;
export type Model = keyof Models;

type Reading = 'findUnique' | 'findFirst' | 'findMany' | 'count' | 'aggregate';
type Writing = 'create' | 'createMany' | 'update' | 'updateMany' | 'upsert' | 'deleteMany';

declare const result: unique symbol;

/** One of Prisma's own. */
export interface ModelOperation {
  readonly model: Model;
  readonly method: Reading | Writing;
  readonly args: unknown;
}

/** Raw SQL: one SELECT, or one statement that changes rows. */
export interface RawOperation {
  readonly model: null;
  readonly method: 'query' | 'execute';
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** One operation, as data that crosses a thread. `R` is what it results in. */
export type Operation<R> = (ModelOperation | RawOperation) & { readonly [result]?: R };

/** A positional parameter (`?`) of raw SQL. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null;

/** A row of raw SQL: its columns are the caller's to check. */
export type SqlRow = Readonly<Record<string, unknown>>;

// The methods of Prisma's delegate `D`, with Prisma's own argument and result types, but giving a promise or an operation instead of a PrismaPromise.
type Reads<D, M extends Reading> = {
  [F in M]: <A extends Prisma.Args<D, F>>(args: Prisma.Exact<A, Prisma.Args<D, F>>) => Promise<Prisma.Result<D, A, F>>;
};
type Writes<D, M extends Writing> = {
  [F in M]: <A extends Prisma.Args<D, F>>(args: Prisma.Exact<A, Prisma.Args<D, F>>) => Operation<Prisma.Result<D, A, F>>;
};

/** Reading, in a thread of its own. Each call sees all that was committed before it was made. Rejects with StoreError. */
export type Reader = { readonly [M in Model]: Reads<Models[M], Reading> } & {
  /** One SELECT for what Prisma cannot say. Integers come as bigint unless they are a table's INTEGER column. */
  query(sql: string, ...values: SqlValue[]): Promise<readonly SqlRow[]>;
};

/** Records the operations of a transaction. The audit log takes nothing but new rows. */
export interface Recorder {
  readonly auditRecord: Writes<Models['auditRecord'], 'create' | 'createMany'>;
  readonly auditAction: Writes<
    Models['auditAction'],
    'create' | 'createMany' | 'update' | 'updateMany' | 'upsert' | 'deleteMany'
  >;
  readonly token: Writes<Models['token'], 'create' | 'update' | 'updateMany' | 'deleteMany'>;
  /** One INSERT, UPDATE or DELETE for what Prisma cannot say, or says slowly; results in the number of rows it touched. */
  execute(sql: string, ...values: SqlValue[]): Operation<number>;
}

type Send = <R>(operation: Operation<R>) => Promise<R>;

function reads<M extends Model>(model: M, send: Send): Reads<Models[M], Reading> {
  const call =
    <F extends Reading>(method: F) =>
    <A extends Prisma.Args<Models[M], F>>(args: Prisma.Exact<A, Prisma.Args<Models[M], F>>) =>
      send<Prisma.Result<Models[M], A, F>>({ model, method, args });
  return {
    findUnique: call('findUnique'),
    findFirst: call('findFirst'),
    findMany: call('findMany'),
    count: call('count'),
    aggregate: call('aggregate'),
  };
}

/** A Reader whose operations are carried out by `send`. */
export function reader(send: Send): Reader {
  return {
    auditAction: reads('auditAction', send),
    auditRecord: reads('auditRecord', send),
    token: reads('token', send),
    query: (sql, ...values) => send({ model: null, method: 'query', sql, values }),
  };
}

function writes<M extends Model>(model: M): Writes<Models[M], Writing> {
  const call =
    <F extends Writing>(method: F) =>
    <A extends Prisma.Args<Models[M], F>>(
      args: Prisma.Exact<A, Prisma.Args<Models[M], F>>,
    ): Operation<Prisma.Result<Models[M], A, F>> => ({ model, method, args });
  return {
    create: call('create'),
    createMany: call('createMany'),
    update: call('update'),
    updateMany: call('updateMany'),
    upsert: call('upsert'),
    deleteMany: call('deleteMany'),
  };
}

export const recorder: Recorder = {
  auditAction: writes('auditAction'),
  auditRecord: writes('auditRecord'),
  token: writes('token'),
  execute: (sql, ...values) => ({ model: null, method: 'execute', sql, values }),
};
