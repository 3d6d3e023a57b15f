import type { Store } from '../store/open.ts';
import type { TokenRow } from './token.ts';

/** The table of tokens. Each change is on disk once its promise resolves. */
export interface TokenRows {
  all(): Promise<readonly TokenRow[]>;
  insert(row: TokenRow): Promise<void>;
  revoke(ids: readonly string[], at: Date): Promise<void>;
  used(times: ReadonlyMap<string, Date>): Promise<void>;
  forget(ids: readonly string[]): Promise<void>;
}

export function tokenRows(store: Pick<Store, 'read' | 'transaction'>): TokenRows {
  return {
    all: () => store.read.token.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    async insert(row) {
      await store.transaction((db) => [db.token.create({ data: row })]);
    },
    async revoke(ids, at) {
      await store.transaction((db) => [db.token.updateMany({ where: { id: { in: [...ids] } }, data: { revokedAt: at } })]);
    },
    async forget(ids) {
      await store.transaction((db) => [db.token.deleteMany({ where: { id: { in: [...ids] } } })]);
    },
    async used(times) {
      await store.transaction((db) =>
        [...times].map(([id, lastUsedAt]) => db.token.update({ where: { id }, data: { lastUsedAt } })),
      );
    },
  };
}
