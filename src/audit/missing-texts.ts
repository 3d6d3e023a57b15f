import type { Store } from '../store/open.ts';
import { readIntent } from './event.ts';
import { ask } from './read.ts';
import { insertTexts } from './statements.ts';
import { searchText } from './text.ts';

const batch = 500;

/** Puts into the text index what was recorded before there was one. Rejects with INTERNAL or StoreError. */
export async function indexMissingTexts({ read, transaction }: Pick<Store, 'read' | 'transaction'>): Promise<void> {
  // Texts are stored with their actions, and here newest first, so those that lack one are older than all that have one.
  const [oldest] = await ask(read, 'SELECT MIN(id) AS seq FROM AuditText_content', []);
  let before = Number(oldest?.['seq'] ?? Number.MAX_SAFE_INTEGER);
  for (;;) {
    const missing = 'SELECT seq, intent FROM AuditAction WHERE seq < ? ORDER BY seq DESC LIMIT ?';
    const rows = await ask(read, missing, [before, batch]);
    const last = rows.at(-1);
    if (last === undefined) return;
    const texts = rows.map(({ seq, intent }) => ({ seq: Number(seq), text: searchText(readIntent(String(intent)).event) }));
    await transaction((db) => [db.execute(insertTexts, JSON.stringify(texts))]);
    before = Number(last['seq']);
  }
}
