import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { conflict } from '../../../src/errors.ts';
import { pick, startApp, type TestApp } from '../../support/app.ts';
import { container, fakeEngine, hexId, image, network, statsSample, volume, type Call } from '../../support/fake-engine.ts';
import type { FakePath } from '../../support/fake-files.ts';
import { asked, client, type Client } from './client.ts';
import { askers, type Asker, type Whose } from './expected.ts';
import type { Kind, Poke } from './requests.ts';
import { scratch } from '../../support/scratch.ts';

const team = (name: string) => ({ team: name, 'com.docker.compose.project': `${name}-shop` });
const web = container({ name: 'web-1', labels: team('web') });
const db = container({ name: 'db-1', labels: team('db') });

/** What the copy does by itself. */
const byItself = /^(?:version|info|events|list\w+|inspect\w+)$/;

/** The program on an engine that has an object of each kind for each team, and that refuses every change, so that nothing ever becomes of one. */
export async function startWorld(t: TestContext) {
  const engine = fakeEngine({
    containers: [web, db, container({ name: 'web-old', state: 'exited', labels: team('web') })],
    images: ['web', 'db'].map((name) =>
      image({
        id: `sha256:${hexId(name)}`,
        tags: [`${name}/app:1`, ...(name === 'web' ? ['web/unused:1'] : [])],
        labels: team(name),
      }),
    ),
    networks: ['web', 'db'].map((name) => network({ name: `${name}-net`, labels: team(name) })),
    volumes: ['web', 'db'].map((name) => volume({ name: `${name}-data`, labels: team(name) })),
    files: new Map<string, FakePath>([
      ['/etc', 'directory'],
      ['/etc/hosts', { text: 'localhost' }],
    ]),
    reader: { waitContainer: async () => ({ exitCode: 0, problem: null }) },
  });
  const changes = new Set<string>(Object.keys(Object.getOwnPropertyDescriptors(engine.writer)));
  engine.habits.before = ({ method }) => {
    if (changes.has(method)) throw conflict(asked);
  };
  const folder = scratch(t);
  const policy = join(folder, 'wharfinger.yaml');
  writeFileSync(policy, 'version: 1\n');
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: policy } });
  const url = await app.listen();
  const tokens = new Map<Asker, string>();
  for (const asker of askers)
    tokens.set(
      asker,
      await app.token(asker === 'scoped' || asker === 'read-only' ? 'admin' : asker, {
        name: asker,
        ...(asker === 'scoped' ? { limits: { labels: 'team=web' } } : {}),
      }),
    );
  const objects = await objectsOf(app, tokens.get('scoped') ?? '');
  const both = [web.id, db.id];
  const pokes: Record<Poke, () => unknown> = {
    logs: () =>
      both.forEach((id) => engine.pushLogs(id, [{ stream: 'stdout', at: '2026-11-24T00:00:00Z', text: 'word', partial: false }])),
    stats: () => both.forEach((id) => engine.pushStats(id, statsSample({ cpuPercent: 5 }))),
    events: () => engine.docker.restart(web.id),
    audit: () => app.gql('mutation { stopContainer(input: {ref: "web-1"}) { changed } }'),
  };
  let looked = { calls: 0, reads: 0 };
  const clients = new Map<Asker, Client>();
  return {
    app,
    engine,
    /** Whoever asks in read-only mode asks last. */
    async clientOf(asker: Asker): Promise<Client> {
      const known = clients.get(asker) ?? (await client(t, app, url, tokens.get(asker) ?? ''));
      clients.set(asker, known);
      return known;
    },
    readOnly() {
      writeFileSync(policy, 'version: 1\nreadOnly: true\n');
      app.app.reloadPolicy();
    },
    object: (on: Kind | null, whose: Whose) => (on === null ? '' : objects[on][whose === 'own' ? 0 : 1]),
    poke: (poke: Poke | null) => (poke === null ? () => undefined : pokes[poke]),
    /** What the engine has been asked for on somebody's behalf since this was called last. */
    seen(): readonly Call['method'][] {
      const calls = [...engine.calls.slice(looked.calls), ...engine.reads.slice(looked.reads)];
      looked = { calls: engine.calls.length, reads: engine.reads.length };
      return calls.map(({ method }) => method).filter((method) => !byItself.test(method));
    },
  };
}

/** By kind: the name of one in the scope of whoever has one, and of one that is not. */
async function objectsOf({ gql }: TestApp, scoped: string): Promise<Record<Kind, readonly [string, string]>> {
  const make = 'mutation { createToken(input: {name: "child", role: "viewer"}) { token { tokenId } } }';
  const tokenOf = async (maker?: string) => String(pick((await gql(make, {}, maker)).data, 'createToken', 'token', 'tokenId'));
  const [own, foreign] = [await tokenOf(scoped), await tokenOf()];
  // Ended already, so that ending them again changes nothing.
  for (const tokenId of [own, foreign])
    await gql('mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { changed } }', { input: { tokenId } });
  const pulled = await gql('mutation { pullImage(input: {image: "web/app:1"}) { changed } }');
  return {
    container: ['web-1', 'db-1'],
    image: ['web/app:1', 'db/app:1'],
    network: ['web-net', 'db-net'],
    volume: ['web-data', 'db-data'],
    project: ['web-shop', 'db-shop'],
    token: [own, foreign],
    operation: ['', pulled.errors[0]?.extensions.auditId ?? ''],
  };
}
