import { openStore } from '../../src/store/open.ts';
import { record } from './records.ts';

// A program to be killed: opens the store on the URL given to it, writes transactions of two rows for ever, ten at a time, and prints the second row's
// seq once a transaction is acknowledged.
const store = await openStore({ url: process.argv[2] ?? '' });
let seq = 0;

async function write(): Promise<never> {
  for (;;) {
    const rows = [record(++seq), record(++seq)];
    await store.transaction((db) => rows.map((data) => db.auditRecord.create({ data })));
    process.stdout.write(`${rows[1]?.seq}\n`);
  }
}

await Promise.all(Array.from({ length: 10 }, write));
