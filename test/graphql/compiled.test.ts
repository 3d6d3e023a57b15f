import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';

// A query is compiled after two uses: the fourth answer is a compiled one, and must be the first, to the letter.
const enough = 4;

const asked: readonly { what: string; query: string; variables?: object }[] = [
  {
    what: 'aliases and fragments',
    query: 'query { all: containers { nodes { ...C more: shortId } } } fragment C on Container { name labels { key value } }',
  },
  {
    what: 'interfaces',
    query: 'query ($id: ID!) { node(id: $id) { __typename id ... on Container { name state } ... on Image { tags } } }',
  },
  {
    what: 'what is included and skipped',
    query:
      'query ($yes: Boolean!, $no: Boolean!) { containers { nodes { name @include(if: $yes) state @skip(if: $yes) ...F @include(if: $no) } } } fragment F on Container { pid }',
    variables: { yes: true, no: false },
  },
  {
    what: 'variables with defaults and enumerations',
    query:
      'query ($state: [ContainerState!] = [RUNNING], $first: Int = 1) { containers(first: $first, filter: { state: $state }) { nodes { name } pageInfo { hasNextPage endCursor } } }',
  },
  {
    what: 'lists of lists and nulls',
    query:
      '{ containers { nodes { health { status } exitCode ports { privatePort } networks { aliases network { name } } mounts { destination volume { name } } } } }',
  },
  { what: 'one that is not there', query: '{ containers { totalCount } none: container(ref: "none") { name } }' },
  {
    what: 'reads that are asked of the engine',
    query: '{ host { info { name cpus } version { apiVersion } } containers { nodes { sizeRw } } }',
  },
  { what: 'the log', query: '{ auditEvents(first: 0) { totalCount } }' },
];

test('a query that is asked often has the answer it had at first', async (t) => {
  const engine = fakeEngine({
    containers: ['web', 'db'].map((name) => container({ name, state: 'running', labels: { app: name } })),
  });
  const app = await startApp(t, engine, { env: { WHARFINGER_RESPONSE_CACHE: '0' } });
  const id = pick((await app.gql('{ container(ref: "web") { id } }')).data, 'container', 'id');
  for (const { what, query, variables = { id } } of asked) {
    const first = await app.gql(query, variables);
    for (let use = 2; use < enough; use += 1) await app.gql(query, variables);
    const last = await app.gql(query, variables);
    assert.deepEqual(last.data, first.data, what);
    const plain = ({ errors }: typeof first) => JSON.parse(JSON.stringify(errors).replace(/"auditId":"[^"]*"/g, '""'));
    assert.deepEqual(plain(last), plain(first), what);
  }
});

test('of several operations in one document the named one runs, however often', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web' })] }), {
    env: { WHARFINGER_RESPONSE_CACHE: '0' },
  });
  const query = 'query Names { containers { nodes { name } } } query Count { containers { totalCount } }';
  const ask = async (operationName: string) => {
    const headers = { authorization: `Bearer ${app.admin}` };
    const answer = await app.app.server.inject({ method: 'POST', url: '/graphql', headers, payload: { query, operationName } });
    return pick(answer.json(), 'data', 'containers');
  };
  for (let use = 0; use < enough; use += 1) {
    assert.deepEqual(await ask('Names'), { nodes: [{ name: 'web' }] });
    assert.deepEqual(await ask('Count'), { totalCount: 1 });
  }
});
