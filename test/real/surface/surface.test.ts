import { test } from 'node:test';
import { connectEngine } from '../../../src/engine/connect.ts';
import { startApp } from '../../support/app.ts';
import { sharedEngine } from '../../support/real-engine.ts';
import { rows } from './rows/all.ts';
import type { Row } from './table.ts';
import { walk } from './walk.ts';

// Rows have names of their own, so they can go side by side; more than four at a time only wait for each other in the engine.
test('what the Docker CLI does and says, Wharfinger does and says', { concurrency: 4 }, async (t) => {
  const engine = await sharedEngine();
  const { socketPath: path } = engine;
  const app = await startApp(
    t,
    connectEngine({ host: 'local', locate: async () => ({ kind: 'unix', address: `unix://${path}`, path }) }),
  );
  const url = await app.listen();
  const on = { engine, app, url };
  const take = (row: Row) => t.test(`${row.command} ${row.about}`.trim(), { timeout: 30_000 }, () => walk(on, row));
  await Promise.all(rows.filter((row) => !row.command.endsWith(' prune')).map(take));
  // The engine refuses to prune twice at a time.
  for (const row of rows.filter(({ command }) => command.endsWith(' prune'))) await take(row);
});
