import assert from 'node:assert/strict';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { WharfingerError } from '../../src/errors.ts';
import { systemClock } from '../../src/mirror/clock.ts';
import { policyFile } from '../access/rig.ts';
import { pick, startApp } from '../support/app.ts';
import { busyboxId, container, fakeEngine, image, network, volume } from '../support/fake-engine.ts';

/** What is asked: each depends on something else. */
const questions: readonly string[] = [
  `{ containers(orderBy: {field: NAME, direction: ASC}) { totalCount nodes { name names state status labels { key value } } } }`,
  '{ containers(filter: {not: {labels: [{key: "team", value: "web"}]}}, first: 2) { pageInfo { hasNextPage } nodes { name status } } }',
  '{ containers(filter: {image: "busybox"}) { nodes { name image { tags } networks { networkName network { name } } } } }',
  '{ host { status containers { totalCount } images { totalCount } version { version } } }',
  '{ networks { nodes { name containers { container { name state } } } } }',
  '{ images { nodes { tags containers { name } } } }',
  '{ volumes { totalCount nodes { name labels { key value } } } }',
  '{ projects { nodes { name status containers { name } networks { name } volumes { name } } } }',
  '{ container(ref: "a") { name status image { tags } project { name } } }',
  '{ one: container(ref: "b") { status } other: container(ref: "c") { name networks { network { name } } } }',
];

const rules = (role: string, labels: string, more = '') =>
  `version: 1\nroles: { keeper: { permissions: [host.read, ${role}] } }\nscopes: { team: { labels: ${labels} } }\n${more}`;

/** The rules that follow one another: roles, scopes and modes change. */
const policies = [
  rules('container.read, image.read', 'team=web'),
  rules('container.read, image.read, network.read, volume.read', 'team=web'),
  rules('container.read, image.read, network.read, volume.read', 'team!=db'),
  rules('container.read, image.read, network.read', 'team=web', 'mode: warn\n'),
  rules('image.read', 'team', 'readOnly: true\n'),
];

const holders = [
  { role: 'viewer' },
  { role: 'keeper' },
  { role: 'keeper', scope: 'team' },
  { role: 'viewer', scope: 'team' },
  { role: 'operator', limits: { names: ['a', 'b'] } },
  { role: 'auditor', expiresIn: '1h' },
];

const appId = `sha256:${'1'.repeat(64)}`;

/** Somebody asks something. */
export interface Asked {
  question: string;
  /** The secret they come with. */
  secret: string;
}

/** What was done, and whether it is in the next answer: of what happens behind our back the engine tells first. */
export interface Change {
  what: string;
  seenAtOnce: boolean;
}

/** The whole program, with all that answers depend on changing by chance, which is `below`. */
export async function changingWorld(t: TestContext, below: (limit: number) => number) {
  const oneOf = <T>(all: readonly T[]): T => {
    const one = all[below(all.length)];
    if (one === undefined) throw new Error('There is nothing to choose from.');
    return one;
  };
  const labels = (team: string) => ({ team, 'com.docker.compose.project': 'shop' });
  const engine = fakeEngine({
    containers: [
      container({ name: 'a', state: 'running', labels: labels('web') }),
      container({ name: 'b', state: 'running', labels: labels('db') }),
      container({ name: 'c', state: 'exited', labels: labels('web') }),
    ],
    images: [image({ id: appId, tags: ['team/app:1'], labels: { team: 'web' } })],
    networks: [network({ name: 'lane', labels: labels('web') })],
    volumes: [volume({ name: 'data', labels: labels('db') })],
  });
  const { docker } = engine;
  const policy = policyFile(t, policies[0] ?? '');
  let time = Date.parse('2026-01-01T12:00:00Z');
  const app = await startApp(t, engine, {
    clock: { ...systemClock, now: () => time },
    env: { WHARFINGER_POLICY: policy.path },
  });
  const ask = client(t, await app.listen());
  const act = async (mutation: string, variables = {}) => (await app.gql(`mutation${mutation}`, variables)).data;

  const tokens: { secret: string; id: string }[] = [];
  const makeToken = async () => {
    const made = await act('($input: CreateTokenInput!) { createToken(input: $input) { secret token { tokenId } } }', {
      input: { name: 'one', ...(holders[tokens.length] ?? oneOf(holders)) },
    });
    const secret = pick(made, 'createToken', 'secret');
    // Nobody makes one while nothing may be changed.
    if (typeof secret === 'string') tokens.push({ secret, id: String(pick(made, 'createToken', 'token', 'tokenId')) });
    return 'a token is made';
  };

  const name = () => oneOf(['a', 'b', 'c']);
  /** As things are it may not be possible; then nothing has changed. */
  const outside: readonly ((ref: string) => unknown)[] = [
    (ref) => docker.start(ref),
    (ref) => docker.stop(ref),
    (ref) => docker.health(ref, oneOf(['healthy', 'unhealthy', 'starting'] as const)),
    (ref) => docker.rename(ref, name()),
    (ref) => docker.run({ name: ref, labels: labels(oneOf(['web', 'db'])) }),
    (ref) => docker.remove(ref, { force: true }),
    (ref) => docker.connect('lane', ref),
    () => docker.tag(oneOf([busyboxId, appId]), oneOf(['one:1', 'two:1', 'team/app:1'])),
    () => docker.tag(busyboxId, oneOf(['one:1', 'two:1'])),
    () => docker.untag(oneOf(['one:1', 'two:1'])),
    () => docker.createNetwork({ name: 'lane', labels: labels('db') }),
    () => docker.removeNetwork('lane'),
    () => docker.removeVolume('data'),
    () => docker.createVolume({ name: 'data', labels: labels(oneOf(['web', 'db'])) }),
  ];
  const own: readonly ((ref: string) => string)[] = [
    ...['start', 'stop', 'restart', 'kill', 'pause', 'unpause'].map(
      (verb) => (ref: string) => `${verb}Container(input: {ref: "${ref}"})`,
    ),
    (ref) => `renameContainer(input: {ref: "${ref}", name: "${name()}"})`,
    (ref) => `createContainer(input: {name: "${ref}", image: "team/app:1"})`,
    (ref) => `connectNetwork(input: {network: "lane", container: "${ref}"})`,
    (ref) => `disconnectNetwork(input: {network: "lane", container: "${ref}"})`,
  ];
  const kinds: Readonly<Record<string, () => Promise<string>>> = {
    async own() {
      const done = oneOf(own)(name());
      const [payload] = Object.values((await act(` { ${done} { container { name state status } } }`)) ?? {});
      const after: unknown = pick(payload, 'container');
      // Who has done something sees it in what they read next.
      if (after !== null && after !== undefined) {
        const read = await app.gql(`{ container(ref: "${String(pick(after, 'name'))}") { name state status } }`);
        assert.deepEqual(pick(read.data, 'container'), after, done);
      }
      return done;
    },
    async outside() {
      const done = oneOf(outside);
      try {
        done(name());
      } catch (error) {
        if (!(error instanceof WharfingerError)) throw error;
      }
      return String(done);
    },
    async time() {
      const passed = oneOf([1, 999, 1000, 20_000, 60_000, 1_800_000, 43_200_000]);
      time += passed;
      return `${passed} ms`;
    },
    async policy() {
      const next = oneOf(policies);
      policy.write(next);
      app.app.reloadPolicy();
      return next;
    },
    makeToken,
    async revokeToken() {
      // It is still asked with afterwards.
      const { id } = oneOf(tokens.slice(-6));
      await act('($id: String!) { revokeToken(input: {tokenId: $id}) { changed } }', { id });
      return 'a token is revoked';
    },
  };
  for (const _ of holders) await makeToken();

  return {
    app,
    /** Something changes. */
    async change(): Promise<Change> {
      const kind = oneOf(['own', 'own', 'own', 'outside', 'outside', 'outside', 'time', 'policy', 'makeToken', 'revokeToken']);
      return { what: (await kinds[kind]?.()) ?? '', seenAtOnce: kind !== 'outside' };
    },
    /** Two questions, each asked by three. */
    some: (): Asked[] =>
      Array.from({ length: 2 }, () => oneOf(questions)).flatMap((question) =>
        Array.from({ length: 3 }, () => ({
          question,
          secret: oneOf([app.admin, ...tokens.slice(-6).map(({ secret }) => secret)]),
        })),
      ),
    /** The answer, of the way in that has a memory, without what is each request's own. */
    remembered: async (asked: Asked) => told(await ask('/graphql', 'application/json', asked)),
    /** The answer of the way in that has none. */
    truth: async (asked: Asked) => {
      const answer = await ask('/graphql/stream', 'text/event-stream', asked);
      return told(/^data: (\{.*\})$/m.exec(answer)?.[1] ?? answer);
    },
  };
}

/** Each error has an id of its own; of a request that was refused as a whole the code is left. */
function told(answer: string): string {
  const parsed: unknown = JSON.parse(answer);
  const codes = [pick(parsed, 'errors') ?? pick(parsed, 'error') ?? []]
    .flat()
    .map((error) => pick(error, 'extensions', 'code') ?? pick(error, 'code'));
  return JSON.stringify([pick(parsed, 'data') ?? null, codes]);
}

/** One that keeps its connection, and costs little. */
function client(t: TestContext, url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  return async (path: string, accept: string, { question, secret }: Asked): Promise<string> => {
    const body = JSON.stringify({ query: question });
    const headers = {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      accept,
      'content-length': body.length,
    };
    const sent = request(url + path, { method: 'POST', agent, headers }).end(body);
    return text(await new Promise<IncomingMessage>((resolve, reject) => sent.once('response', resolve).once('error', reject)));
  };
}
