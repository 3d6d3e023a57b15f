import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { connectEngine } from '../../../src/engine/connect.ts';
import { startApp } from '../../support/app.ts';
import { ownEngine } from '../../support/real-engine.ts';
import { cliFolder } from './folder.ts';
import { toldTwice, type Stories } from './twice.ts';

/** An engine, and the program on it; the stories as they go on both. */
async function tell(t: TestContext, stories: Stories) {
  const { socketPath } = await ownEngine(t);
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const { host } = new URL(await app.listen());
  const sides = {
    straight: { host: `unix://${socketPath}`, net: '10.201.1' },
    through: { host: `tcp://${host}/engine/local`, net: '10.201.2' },
  };
  return { app, told: await toldTwice(stories, cliFolder(t, app.admin), sides) };
}

/** Tells stories straight and through, and has each as a test of its own. Gives the program that they went through, and how many commands there were. */
export async function compare(t: TestContext, all: Stories) {
  const { app, told } = await tell(t, all);
  // Under eight clients at once an engine of API 1.41 can lose its default bridge for good, whichever way they come: what differs is told once more, on another one.
  const differ = told.filter(({ straight, through }) => straight.join() !== through.join()).map(({ title }) => title);
  const again =
    differ.length === 0 ? [] : (await tell(t, Object.fromEntries(differ.map((title) => [title, all[title] ?? ''])))).told;
  for (const first of told) {
    const { title, straight, through } = again.find((one) => one.title === first.title) ?? first;
    await t.test(title, () => assert.deepEqual(through, straight));
  }
  return { app, commands: told.flatMap(({ straight }) => straight).length };
}
