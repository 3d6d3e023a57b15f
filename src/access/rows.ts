import type { ReadStore, Store } from '../store/open.ts';
import { tokenOf, type TokenInfo, type TokenRow } from './token.ts';

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
    all: () => allRows(store),
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
        [...times].map(([id, at]) => db.execute('UPDATE Token SET lastUsedAt = ? WHERE id = ?', at, id)),
      );
    },
  };
}

/** The tokens of a database that somebody else may own, as they are on disk. */
export async function storedTokens(store: Pick<ReadStore, 'read'>): Promise<readonly TokenInfo[]> {
  return (await allRows(store)).map(tokenOf);
}

const allRows = ({ read }: Pick<ReadStore, 'read'>) => read.token.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
