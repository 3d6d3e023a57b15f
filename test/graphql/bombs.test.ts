import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { openSocket } from './socket.ts';

/** What is asked of a container: more than any limit allows, the more the larger n; with the fragments it takes. */
type Bomb = (n: number) => { fields: string; fragments?: string };

const times = (n: number, one: (at: number) => string) => Array.from({ length: n }, (_, at) => one(at)).join(' ');

const bombs: Readonly<Record<string, Bomb>> = {
  depth: (n) => ({ fields: `${'image { containers { '.repeat(8 + n)} name ${'} } '.repeat(8 + n)}` }),
  'depth through inline fragments': (n) => ({
    fields: `${'image { ... { containers { ... on Container { '.repeat(8 + n)} name ${'} } } } '.repeat(8 + n)}`,
  }),
  'depth through fragments': (n) => ({
    fields: '...F0',
    fragments: `${times(8 + n, (at) => `fragment F${at} on Container { image { containers { ...F${at + 1} } } }`)} fragment F${8 + n} on Container { name }`,
  }),
  aliases: (n) => ({ fields: times(101 + n, (at) => `a${at}: name`) }),
  'aliases through fragments': (n) => ({
    fields: '...F',
    fragments: `fragment F on Container { ${times(101 + n, (at) => `a${at}: id`)} }`,
  }),
  directives: (n) => ({ fields: `name ${'@include(if: true) '.repeat(51 + n)}` }),
  'repeated fields': (n) => ({ fields: 'name '.repeat(52 + n) }),
  'fragments of fragments': (n) => ({
    fields: '...F0',
    fragments: `${times(30 + n, (at) => `fragment F${at} on Container { ${`...F${at + 1} `.repeat(10)} }`)} fragment F${30 + n} on Container { image { id } }`,
  }),
  'lists of lists': (n) => ({
    fields: `image { containers { image { containers { image { containers { ${times(1 + n, (at) => `b${at}: sizeRw`)} } } } } } }`,
  }),
  'what the engine is asked for': (n) => ({
    fields: `image { containers { networks { network { containers { container { sizeRw ${times(n, (at) => `b${at}: processes { titles }`)} } } } } } }`,
  }),
  fragments: (n) => ({ fields: 'name', fragments: times(101 + n, (at) => `fragment F${at} on Container { name }`) }),
};

/** The three kinds of operations, each with a container in it. */
const kinds = {
  query: (fields: string) => `query { container(ref: "web") { ${fields} } }`,
  mutation: (fields: string) => `mutation { killContainer(input: { ref: "web" }) { container { ${fields} } } }`,
  subscription: (fields: string) => `subscription { containerChanges { container { ${fields} } } }`,
} as const;

test('whatever costs too much is refused before anything of it is done: each kind of operation, on each way in', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running' })] });
  const app = await startApp(t, engine);
  const url = await app.listen();
  const headers = { authorization: `Bearer ${app.admin}`, 'content-type': 'application/json' };
  const socket = openSocket(t, url.replace('http', 'ws') + '/graphql');
  await socket.init(headers);
  let asked = 0;
  const post = async (path: string, accept: string, query: string) =>
    (await fetch(url + path, { method: 'POST', headers: { ...headers, accept }, body: JSON.stringify({ query }) })).text();
  const ways = {
    http: (query: string) => post('/graphql', 'application/graphql-response+json', query),
    events: (query: string) => post('/graphql/stream', 'text/event-stream', query),
    async socket(query: string) {
      const id = `${(asked += 1)}`;
      socket.subscribe(id, query);
      return JSON.stringify(await socket.next((message) => message.id === id));
    },
  };
  const reads = engine.reads.length;
  const any = fc.record({
    bomb: fc.constantFrom(...Object.keys(bombs)),
    n: fc.integer({ min: 0, max: 60 }),
    kind: fc.constantFrom('query', 'mutation', 'subscription'),
    way: fc.constantFrom('http', 'events', 'socket'),
  });
  const check = async ({ bomb, n, kind, way }: { bomb: string; n: number; kind: keyof typeof kinds; way: keyof typeof ways }) => {
    const { fields = '', fragments = '' } = bombs[bomb]?.(n) ?? {};
    const document = `${kinds[kind](fields)} ${fragments}`;
    // One asked again could be answered without being looked at.
    for (let time = 0; time < (way === 'http' ? 2 : 1); time += 1) {
      const answer = await ways[way](document);
      assert.doesNotMatch(answer, /"data":/, `${bomb} ${n} ${kind} ${way}`);
      // A subscription cannot be asked for on the way of one answer.
      const code = kind === 'subscription' && way === 'http' ? /QUERY_TOO_COMPLEX|BAD_INPUT/ : /QUERY_TOO_COMPLEX/;
      assert.match(answer, code, `${bomb} ${n} ${kind} ${way}`);
    }
  };
  for (const bomb of Object.keys(bombs))
    for (const kind of ['query', 'mutation', 'subscription'] as const)
      for (const way of ['http', 'events', 'socket'] as const) await check({ bomb, n: 0, kind, way });
  await fc.assert(fc.asyncProperty(any, check), { numRuns: 15 });
  assert.deepEqual(engine.calls, []);
  // The copy lists again by itself; nothing of what was asked for was read.
  const own = new Set(['listContainerIds', 'listImageIds', 'listNetworks', 'listVolumes', 'inspectContainer', 'inspectImage']);
  assert.deepEqual(
    engine.reads.slice(reads).filter(({ method }) => !own.has(method)),
    [],
  );
});
