import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { buildSchema, getNamedType, isInputObjectType, isObjectType, type GraphQLField } from 'graphql';
import supertest from 'supertest';
import { errorCodes } from '../../src/errors.ts';
import { readSdl } from '../../src/graphql/sdl.ts';
import { pick, startApp, type Answer, type TestApp } from '../support/app.ts';
import type { FakeEngine } from '../support/fake-engine.ts';
import { hostile, huge, wrong } from '../support/hostile-input.ts';
import { unsafe } from '../support/safe-calls.ts';
import { stocked } from '../support/stocked.ts';

const mutations = Object.values(buildSchema(readSdl()).getMutationType()?.getFields() ?? {});
/** Of each mutation; at least a thousand of all. */
const inputsEach = Math.max(24, Math.ceil(1_050 / mutations.length));

const containers = ['web', 'idle', '/web'];
/** What is there, and what can be made. */
const good: Readonly<Record<string, readonly string[]>> = {
  container: containers,
  network: ['backend'],
  volume: ['data'],
  image: ['busybox:latest', 'busybox'],
  host: ['local'],
  signal: ['SIGTERM', 'HUP', '9'],
  command: ['echo', 'fail', 'x'],
  idempotencyKey: ['one', 'two'],
  role: ['viewer', 'admin'],
  subnet: ['10.9.0.0/24'],
  networkMode: ['none', 'bridge', 'container:web'],
  path: ['/srv', '/run'],
  target: ['/data'],
  tag: ['team/app:1', 'app'],
  address: ['10.0.0.1'],
};

/** A "ref" is of what the mutation is about, and a "name" of something new or of that. */
const goodFor = (mutation: string) => (field: string) => {
  const kind = ['network', 'volume', 'image'].find((word) => mutation.toLowerCase().includes(word)) ?? 'container';
  if (field === 'ref') return good[kind] ?? containers;
  return (Object.hasOwn(good, field) ? good[field] : undefined) ?? ['fresh', 'web', 'data', 'a', '/srv', 'k'];
};

interface Rig {
  app: TestApp;
  engine: FakeEngine;
  restock: () => void;
  /** What has reached the engine's writer and should not have. */
  stray: string[];
  /** The audit ids that answers have named. */
  named: Set<string>;
}

async function begin(t: TestContext): Promise<Rig> {
  const { engine, restock } = stocked();
  const stray: string[] = [];
  const writes = new Set(Object.keys(engine.writer));
  // Whatever there has been: work that was not waited for (`wait: false`) may go on with what a fresh stock has swept away.
  const known = new Set<string>();
  const look = () => {
    for (const { id } of [...engine.docker.containers.values(), ...engine.docker.networks.values()]) known.add(id);
  };
  engine.habits.before = (call) => {
    look();
    if (writes.has(call.method)) stray.push(...unsafe(call, (id) => known.has(id)));
  };
  const afresh = () => {
    look();
    restock();
  };
  return { app: await startApp(t, engine), engine, restock: afresh, stray, named: new Set() };
}

function documentOf({ name, type, args }: GraphQLField<unknown, unknown>): string {
  const payload = getNamedType(type);
  const recorded = isObjectType(payload) && 'auditEvent' in payload.getFields();
  return `mutation ($input: ${String(args[0]?.type)}) { ${name}(input: $input) { __typename ${recorded ? 'auditEvent { auditId }' : ''} } }`;
}

function checkAnswer(rig: Rig, { status, errors, data }: Answer, mutation: string): void {
  assert.ok(status === 200 || (status >= 400 && status < 500), `answered ${status}`);
  for (const { message, extensions } of errors) {
    assert.ok(Object.hasOwn(errorCodes, extensions.code), `an unknown code: ${extensions.code}`);
    assert.notEqual(extensions.code, 'INTERNAL', message);
    assert.ok(message.length <= 4_000, `a message of ${message.length} characters`);
    if (extensions.auditId !== undefined) rig.named.add(extensions.auditId);
  }
  const auditId = pick(data, mutation, 'auditEvent', 'auditId');
  if (typeof auditId === 'string') rig.named.add(auditId);
  assert.ok(errors.length > 0 || pick(data, mutation, '__typename') !== undefined, 'neither an error nor a payload');
  assert.deepEqual(rig.stray.splice(0), [], 'what has reached the engine');
}

/** Every action on record that is not a part of another, and how often. */
async function onRecord(app: TestApp): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  let after: unknown = null;
  do {
    const { data, errors } = await app.gql(
      `query ($after: String) { auditEvents(first: 1000, after: $after) {
        nodes { auditId result parent { auditId } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    assert.deepEqual(errors, []);
    const page = pick(data, 'auditEvents');
    for (const node of Object.values(Object(pick(page, 'nodes')))) {
      assert.notEqual(pick(node, 'result'), 'PENDING', 'an attempt without an outcome');
      if (pick(node, 'parent') === null)
        found.set(String(pick(node, 'auditId')), (found.get(String(pick(node, 'auditId'))) ?? 0) + 1);
    }
    after = pick(page, 'pageInfo', 'hasNextPage') === true ? pick(page, 'pageInfo', 'endCursor') : null;
  } while (after !== null);
  return found;
}

test(`hostile inputs, ${inputsEach} to each of ${mutations.length} mutations: an error with a code or an honest success, nothing stray at the engine, all on record`, async (t) => {
  const rig = await begin(t);
  const { app, restock } = rig;
  for (const mutation of mutations) {
    const type = getNamedType(mutation.args[0]?.type);
    assert.ok(isInputObjectType(type), `${mutation.name} takes one input`);
    const well = hostile(type, goodFor(mutation.name));
    const names = Object.keys(type.getFields());
    const input = fc.oneof(
      { weight: 15, arbitrary: well },
      { weight: 5, arbitrary: wrong(well, names) },
      { weight: 1, arbitrary: huge(well, names.includes('ref') ? 'ref' : 'reason') },
    );
    const attempt = async (value: unknown) => {
      restock();
      checkAnswer(rig, await app.gql(documentOf(mutation), { input: value }), mutation.name);
    };
    await fc.assert(fc.asyncProperty(input, attempt), {
      numRuns: inputsEach,
      endOnFailure: true,
      interruptAfterTimeLimit: 30_000,
      markInterruptAsFailure: true,
    });
  }
  await supertest(app.app.server.server).get('/livez').expect(200);
  assert.ok(rig.engine.calls.length > 50, 'some of it was good enough to reach the engine');
  const recorded = await onRecord(app);
  assert.deepEqual(
    [...rig.named].filter((id) => recorded.get(id) !== 1),
    [],
    'what answers have named is on record, once',
  );
});
