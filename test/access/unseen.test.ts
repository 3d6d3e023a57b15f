import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { routes } from '../../src/rest/routes.ts';
import { pick, startApp } from '../support/app.ts';
import { container, diskUsage, fakeEngine, hexId, image, network, volume } from '../support/fake-engine.ts';
import type { FakePath } from '../support/fake-files.ts';

const project = (team: string) => ({ team, 'com.docker.compose.project': `${team}-shop`, 'com.docker.compose.service': 'app' });
const things = (team: string) => ({
  containers: [
    container({ name: `${team}-1`, labels: project(team) }),
    container({ name: `${team}-old`, state: 'exited', labels: project(team) }),
  ],
  images: [image({ id: `sha256:${hexId(`image ${team}`)}`, tags: [`${team}/app:1`], labels: { team } })],
  networks: [network({ name: `${team}-net`, labels: { team } })],
  volumes: [volume({ name: `${team}-data`, labels: { team } })],
});

/** The program on an engine that has these teams' objects, and somebody who reaches those of web. */
async function world(t: TestContext, teams: readonly string[]) {
  const all = teams.map(things);
  const engine = fakeEngine({
    containers: all.flatMap(({ containers }) => containers),
    images: all.flatMap(({ images }) => images),
    networks: all.flatMap(({ networks }) => networks),
    volumes: all.flatMap(({ volumes }) => volumes),
    files: new Map<string, FakePath>([['/etc', 'directory']]),
    reader: {
      waitContainer: async () => ({ exitCode: 0, problem: null }),
      diskUsage: async () =>
        diskUsage({
          containers: all.flatMap(({ containers }) => containers.map(({ id }) => ({ id, sizeRw: 5, sizeRootFs: 9 }))),
          images: all.flatMap(({ images }) => images.map(({ id }) => ({ id, size: 70, sharedSize: 0, containers: 1 }))),
          volumes: all.flatMap(({ volumes }) => volumes.map(({ name }) => ({ name, size: 11, refCount: 1 }))),
        }),
    },
  });
  const app = await startApp(t, engine);
  const token = await app.token('admin', { limits: { labels: 'team=web' } });
  const authorization = `Bearer ${token}`;
  const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await app.app.server.inject({ method, url, headers: { authorization }, payload });
    return `${answer.statusCode} ${plain(answer.body)}`;
  };
  return { app, engine, send };
}

/** Without what differs from run to run: ids of records, cursors, times, and the numbers of records, which docs/access-policy.md says are not hidden. */
function plain(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/VG9rZW4v[\w=]+/g, 'TOKEN')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/"(\w*[cC]ursor)":"[^"]*"/g, '"$1":"CURSOR"')
    .replace(/"(seq|outcomeSeq|durationMs)":\d+/gi, '"$1":0')
    .replace(/"(hash|prevHash)":"[0-9a-f]+"/g, '"$1":"HASH"');
}

const refs = (team: string) => ({
  container: [`${team}-1`, hexId(`container ${team}-1`), `${team}-old`],
  image: [`${team}/app:1`, `sha256:${hexId(`image ${team}`)}`],
  network: [`${team}-net`],
  volume: [`${team}-data`],
  project: [`${team}-shop`],
});

const lists = [
  '{ containers { totalCount nodes { name networks { networkName network { name } } image { tags } mounts { source } project } } }',
  '{ containers(filter: {nameContains: "1"}) { totalCount } }',
  '{ containers(first: 1, orderBy: {field: NAME, direction: ASC}) { nodes { name } pageInfo { hasNextPage } } }',
  '{ images { totalCount nodes { tags containers { name } } } }',
  '{ networks { totalCount nodes { name containers { container { name } } } } }',
  '{ volumes { totalCount nodes { name } } }',
  '{ projects { totalCount nodes { name containers { name } services { name } } } }',
  '{ hosts { name status info { containers containersRunning containersStopped containersPaused images } } }',
  '{ host { diskUsage { layersSize containers { dockerId } images { dockerId } volumes { name } buildCache { cacheId } } } }',
  '{ auditEvents { totalCount nodes { action target { name } } } }',
  '{ auditEvents(filter: {target: "db-1"}) { totalCount } }',
  '{ auditEvents(filter: {text: "db"}) { totalCount } }',
  '{ auditSummary(groupBy: [ACTION]) { __typename } }',
  '{ tokens { name createdBy } }',
  '{ viewer { name role scopes { labels } } }',
  'mutation { stopContainers(input: {filter: {nameContains: "-"}, dryRun: true}) { matchedCount results { container { name } } } }',
  'mutation { pruneContainers(input: {dryRun: true}) { deleted reclaimedBytes } }',
  'mutation { pruneImages(input: {dryRun: true, all: true}) { deleted reclaimedBytes } }',
  'mutation { pruneNetworks(input: {dryRun: true}) { deleted } }',
  'mutation { pruneVolumes(input: {dryRun: true, all: true}) { deleted reclaimedBytes } }',
  'mutation { systemPrune(input: {dryRun: true, volumes: true}) { reclaimedBytes } }',
  'mutation { pruneBuildCache(input: {dryRun: true}) { __typename } }',
];

const ofContainer = (ref: string) => [
  `{ container(ref: "${ref}") { name } }`,
  `{ container(ref: "${ref}") { env { key } } }`,
  `{ containers(filter: {name: "${ref}"}) { totalCount } }`,
  `{ viewer { can(action: "container.stop", ref: "${ref}") { allowed } } }`,
  ...'start stop restart kill pause unpause remove commit recreate'
    .split(' ')
    .map((verb) => `mutation { ${verb}Container(input: {ref: "${ref}"}) { changed } }`),
  `mutation { waitContainer(input: {ref: "${ref}"}) { exitCode } }`,
  `mutation { renameContainer(input: {ref: "${ref}", name: "x"}) { changed } }`,
  `mutation { updateContainer(input: {ref: "${ref}", cpuShares: 5}) { changed } }`,
  `mutation { execContainer(input: {ref: "${ref}", command: ["id"]}) { exitCode } }`,
  `mutation { connectNetwork(input: {network: "web-net", container: "${ref}"}) { changed } }`,
  `mutation { createContainer(input: {image: "web/app:1", volumesFrom: [{container: "${ref}"}]}) { dockerId } }`,
  `mutation { createContainer(input: {image: "web/app:1", networkMode: "container:${ref}"}) { dockerId } }`,
  `mutation { createContainer(input: {image: "web/app:1", pidMode: "container:${ref}"}) { dockerId } }`,
  `mutation { connectNetwork(input: {network: "web-net", container: "web-1", links: ["${ref}:x"]}) { changed } }`,
];
const ofImage = (ref: string) => [
  `{ image(ref: "${ref}") { tags } }`,
  `{ images(filter: {reference: "${ref}"}) { totalCount } }`,
  `mutation { tagImage(input: {ref: "${ref}", tag: "web/new:1"}) { changed } }`,
  `mutation { removeImage(input: {ref: "${ref}"}) { changed } }`,
  `mutation { pushImage(input: {ref: "${ref}"}) { changed } }`,
];
const ofNetwork = (ref: string) => [
  `{ network(ref: "${ref}") { name } }`,
  `mutation { removeNetwork(input: {ref: "${ref}"}) { changed } }`,
  `mutation { disconnectNetwork(input: {network: "${ref}", container: "web-1"}) { changed } }`,
  `mutation { createContainer(input: {image: "web/app:1", networks: [{network: "${ref}"}]}) { dockerId } }`,
];
const ofVolume = (name: string) => [
  `{ volume(name: "${name}") { name } }`,
  `mutation { removeVolume(input: {name: "${name}"}) { changed } }`,
  `mutation { createContainer(input: {image: "web/app:1", mounts: [{type: VOLUME, source: "${name}", target: "/d"}]}) { dockerId } }`,
];
const ofProject = (name: string) => [
  `{ project(name: "${name}") { name } }`,
  `mutation { stopProject(input: {name: "${name}"}) { changed } }`,
  `mutation { removeProject(input: {name: "${name}", dryRun: true}) { changed } }`,
];

/** Every reading path of REST, about one of theirs where it is about one. */
function paths(operationId: string): readonly string[] {
  const theirs = refs('db');
  const named: Record<string, string> = { ref: 'db-1', name: 'local', id: operationId };
  return routes
    .flatMap((group) => group.routes)
    .filter(({ kind }) => kind === 'query')
    .map(({ path, field }) => {
      const of = Object.entries(theirs).find(([kind]) => kind === field)?.[1][0];
      return `/api/v1${path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(of ?? named[key] ?? 'x'))}`;
    });
}

test('a scoped token is answered, word for word, as if what is out of its scope did not exist', async (t) => {
  const [shared, alone] = await Promise.all([world(t, ['web', 'db']), world(t, ['web'])]);
  // Others are busy: what they do is on record, and what they began can be asked for.
  for (const ref of ['db-1', 'db-old']) await shared.app.gql(`mutation { restartContainer(input: {ref: "${ref}"}) { changed } }`);
  const pulled = await shared.app.gql('mutation { pullImage(input: {image: "db/app:1"}) { auditEvent { auditId } } }');
  const operation = String(pick(pulled.data, 'pullImage', 'auditEvent', 'auditId'));
  const ids = await shared.app.gql(
    '{ container(ref: "db-1") { id } image(ref: "db/app:1") { id } network(ref: "db-net") { id } volume(name: "db-data") { id } }',
  );
  const globalIds = Object.values<unknown>(Object(ids.data)).map((one) => String(pick(one, 'id')));
  assert.equal(globalIds.length, 4, JSON.stringify(ids.errors));

  const before = shared.engine.calls.length;
  const theirs = refs('db');
  const documents = [
    ...lists,
    ...theirs.container.flatMap(ofContainer),
    ...theirs.image.flatMap(ofImage),
    ...theirs.network.flatMap(ofNetwork),
    ...theirs.volume.flatMap(ofVolume),
    ...theirs.project.flatMap(ofProject),
    ...globalIds.map((id) => `{ node(id: "${id}") { id } }`),
    `{ auditEvent(id: "${operation}") { action } }`,
    `{ operation(id: "${operation}") { status } }`,
    // What was just asked for is on record, and says no more than the answers did.
    ...lists,
    `mutation { cancelOperation(input: {id: "${operation}"}) { changed } }`,
  ];
  const different: string[] = [];
  const invalid: string[] = [];
  for (const query of documents) {
    const [one, other] = await Promise.all([shared, alone].map(({ send }) => send('POST', '/graphql', { query })));
    if (one !== other) different.push(`${query}\n  ${one}\n  ${other}`);
    if (one?.includes('Cannot query field') || one?.includes('GRAPHQL_VALIDATION') || one?.startsWith('400'))
      invalid.push(`${query}: ${one}`);
  }
  for (const path of [
    ...paths(operation),
    '/metrics',
    '/readyz',
    '/api/v1/containers?nameContains=db',
    '/api/v1/audit/events?target=db-1',
  ]) {
    const [one, other] = await Promise.all([shared, alone].map(({ send }) => send('GET', path)));
    if (one !== other) different.push(`${path}\n  ${one}\n  ${other}`);
  }
  assert.deepEqual(invalid, []);
  assert.deepEqual(different, []);
  assert.deepEqual(
    alone.engine.calls.map(({ method }) => method),
    shared.engine.calls.slice(before).map(({ method }) => method),
    'nothing is done on behalf of the one and not of the other',
  );
});
