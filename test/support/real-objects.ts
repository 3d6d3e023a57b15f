import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from './app.ts';
import { docker, ownEngine, type TestEngine } from './real-engine.ts';
import { until } from './until.ts';

/** The program on an engine of its own, and the ways in which its tests speak to both. */
export async function begin(t: TestContext) {
  const engine = await ownEngine(t);
  const path = engine.socketPath;
  const app = await startApp(
    t,
    connectEngine({ host: 'local', locate: async () => ({ kind: 'unix', address: `unix://${path}`, path }) }),
  );
  /** Runs one mutation that must succeed, and gives its payload. */
  const act = async (field: string, input: object, selection: string): Promise<unknown> => {
    const type = `${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input`;
    const answer = await app.gql(`mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, { input });
    assert.deepEqual(answer.errors, [], field);
    return pick(answer.data, field);
  };
  const refused = async (field: string, input: object): Promise<string | undefined> => {
    const type = `${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input`;
    const answer = await app.gql(`mutation ($input: ${type}!) { ${field}(input: $input) { changed } }`, { input });
    return answer.errors[0]?.extensions.code;
  };
  const read = async (query: string): Promise<unknown> => (await app.gql(query)).data;
  /** What the command line has just done is seen a moment later: waits until the copy lists what `docker images` and `docker ps -a` list. */
  const caughtUp = () =>
    until(async () => {
      const shown = await read('{ images(first: 1000) { nodes { dockerId tags } } containers(first: 1000) { totalCount } }');
      const images = pick(shown, 'images', 'nodes');
      if (!Array.isArray(images)) return false;
      const ours = images.flatMap((one: unknown) => {
        const tags = pick(one, 'tags');
        return Array.isArray(tags) && tags.length > 0 ? tags.map((tag) => `${String(pick(one, 'dockerId'))} ${String(tag)}`) : [];
      });
      const theirs = await lines(
        engine,
        'images',
        '--no-trunc',
        '-f',
        'dangling=false',
        '--format',
        '{{.ID}} {{.Repository}}:{{.Tag}}',
      );
      const containers = await lines(engine, 'ps', '-aq');
      return ours.sort().join() === theirs.join() && pick(shown, 'containers', 'totalCount') === containers.length;
    }, 'the copy has caught up with the command line');
  return { engine, act, refused, read, caughtUp };
}

/** The first object of what a command of the command line prints as JSON. */
export async function inspect(engine: TestEngine, ...args: string[]): Promise<unknown> {
  const parsed: unknown = JSON.parse(await docker(engine, ...args));
  return pick(parsed, 0);
}

/** What a command prints, line by line, sorted. */
export async function lines(engine: TestEngine, ...args: string[]): Promise<string[]> {
  return (await docker(engine, ...args))
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

/** An object without what differs between two of the same kind. */
export function without(value: unknown, ...keys: string[]): unknown {
  return Object.fromEntries(Object.entries(Object(value)).filter(([key]) => !keys.includes(key)));
}
