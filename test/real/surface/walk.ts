import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { callEngine } from '../../../src/demo/engine-http.ts';
import { findProgram } from '../../../src/demo/install.ts';
import { pick, type TestApp } from '../../support/app.ts';
import { addressOf, uniqueName, type TestEngine } from '../../support/real-engine.ts';
import { until } from '../../support/until.ts';
import { essence } from './normal.ts';
import { follow } from './follow.ts';
import { caughtUp, namesIn, removeAll } from './objects.ts';
import type { Act, Change, Ran, Read, Row } from './table.ts';

const execute = promisify(execFile);

/** What both sides are seen through. */
export interface Walk {
  engine: TestEngine;
  app: TestApp;
  /** Where the app listens. */
  url: string;
}

/** Does what a row says, once with the Docker CLI and once with Wharfinger, and fails where the two differ. */
export async function walk(on: Walk, row: Row): Promise<void> {
  const name = uniqueName('s');
  try {
    if ('query' in row) await compareAnswers(on, row, name);
    else await compareEffects(on, row, name);
  } finally {
    await removeAll(on.engine, row, name);
  }
}

async function compareEffects(on: Walk, row: Change, name: string): Promise<void> {
  const { engine } = on;
  await prepare(on, row, name);
  const ran = await cli(engine, fill(row.cli, name), row.stdin);
  const { exits = 0 } = row;
  if (row.refused === undefined) assert.equal(ran.code, exits ?? ran.code, `${row.cli}\n${ran.stderr}`);
  else assert.notEqual(ran.code, 0, `the Docker CLI did not refuse: ${row.cli}`);
  if (row.after !== undefined) await given(engine, fill(row.after, name));
  const theirs = await look(engine, row, name);
  if (row.back !== undefined) {
    await given(engine, fill(row.back, name));
    await caughtUp(on, namesIn((row.given ?? []).map((text) => fill(text, name))));
  } else if (!(row.keeps ?? row.refused !== undefined)) {
    await removeAll(engine, row, name);
    await prepare(on, row, name);
  }
  const payload = await act(on, row, name);
  if (row.after !== undefined) await given(engine, fill(row.after, name));
  assert.deepEqual(await look(engine, row, name), theirs, 'what the engine says afterwards, of ours and of theirs');
  if (row.said !== undefined) assert.deepEqual(row.said.ours(payload), row.said.cli(ran), 'what was answered, to us and to them');
}

async function act({ app }: Walk, { act: acts, refused }: Change, name: string): Promise<unknown> {
  let payload: unknown;
  for (const [field, input, selection = ''] of isOne(acts) ? [acts] : acts) {
    const type = `${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} auditEvent { result } } }`;
    const { errors, data } = await app.gql(query, { input: JSON.parse(fill(JSON.stringify(input), name)) });
    assert.deepEqual(
      errors.map(({ extensions }) => extensions.code),
      refused === undefined ? [] : [refused],
      errors[0]?.message,
    );
    payload = pick(data, field);
  }
  return payload;
}

function isOne(acts: Change['act']): acts is Act {
  return typeof acts[0] === 'string';
}

async function compareAnswers(on: Walk, row: Read, name: string): Promise<void> {
  await prepare(on, row, name);
  const id = row.query.includes('{id}') ? await idOf(on, row, name) : '';
  const [query, command] = [row.query, row.cli].map((text) => fill(text, name).replaceAll('{id}', id));
  assert.ok(query !== undefined && command !== undefined);
  const ask = async (): Promise<unknown> => {
    if (row.results !== undefined) return follow(on, query, row.results);
    const { data, errors } = await on.app.gql(query);
    assert.deepEqual(errors, []);
    return data;
  };
  let seen: { ours: unknown; theirs: unknown } = { ours: undefined, theirs: undefined };
  // What the engine counts may change between the two looks, and the copy may be a moment behind.
  await until(async () => {
    const ran = await cli(on.engine, command);
    assert.equal(ran.code, 0, ran.stderr);
    seen = { theirs: row.cliSays(ran.stdout), ours: row.weSay(await ask()) };
    return same(seen.ours, seen.theirs);
  }, row.cli).catch(() => assert.deepEqual(seen.ours, seen.theirs, 'what was answered, to us and to them'));
}

function same(ours: unknown, theirs: unknown): boolean {
  try {
    assert.deepEqual(ours, theirs);
    return true;
  } catch {
    return false;
  }
}

async function idOf({ engine }: Walk, { command }: Read, name: string): Promise<string> {
  const { text } = await callEngine(
    addressOf(engine),
    'GET',
    command.includes('network') ? `/networks/${name}` : `/containers/${name}/json`,
  );
  return String(pick(JSON.parse(text), 'Id'));
}

async function prepare(on: Walk, row: Row, name: string): Promise<void> {
  const commands = (row.given ?? []).map((text) => fill(text, name));
  for (const text of commands) await given(on.engine, text);
  await caughtUp(on, namesIn(commands));
}

async function given(engine: TestEngine, text: string): Promise<void> {
  const ran = await cli(engine, text);
  assert.equal(ran.code, 0, `${text}\n${ran.stderr}`);
}

async function look(engine: TestEngine, row: Change, name: string): Promise<unknown> {
  const kind = /^docker (container|image|network|volume) /.exec(row.command)?.[1] ?? '';
  const paths = row.see ?? [kind === 'container' || kind === 'image' ? `/${kind}s/%/json` : `/${kind}s/%`];
  return Promise.all(
    paths.map(async (path) => {
      const { status, text } = await callEngine(addressOf(engine), 'GET', fill(path, name), { allow: [404] });
      return status === 404 ? 'none' : essence(JSON.parse(text), row.but);
    }),
  );
}

function fill(text: string, name: string): string {
  return text.replaceAll('%', name);
}

async function cli({ socketPath }: TestEngine, text: string, stdin = ''): Promise<Ran> {
  const words = [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', DOCKER_HOST: `unix://${socketPath}` };
  const running = execute(findProgram('docker') ?? 'docker', words, { env, maxBuffer: 16 * 1024 * 1024, timeout: 20_000 });
  running.child.stdin?.end(stdin);
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (failure: unknown) => ({
      code: Number(pick(failure, 'code')),
      stdout: String(pick(failure, 'stdout')),
      stderr: String(pick(failure, 'stderr')),
    }),
  );
}
