import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, startApp } from '../support/app.ts';
import { fakeEngine, hexId, type FakeEngine } from '../support/fake-engine.ts';

/** What happens there from now on is not heard of here. */
function deaf(engine: FakeEngine): void {
  engine.habits.lose = () => true;
}

const start = (ref: string) => `mutation { startContainer(input: { ref: "${ref}" }) { changed container { name state } } }`;

test('what another tool has just made is acted on before the copy has heard of it, by name and by a beginning of its id', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  deaf(engine);
  engine.docker.create({ name: 'fresh' });
  const byName = await app.gql(start('fresh'));
  assert.deepEqual(byName.errors, []);
  assert.deepEqual(pick(byName.data, 'startContainer', 'container'), { name: 'fresh', state: 'RUNNING' });
  const { id } = engine.docker.create({ name: 'second' });
  assert.deepEqual((await app.gql(start(id.slice(0, 12)))).errors, []);

  engine.docker.createNetwork({ name: 'lan', id: hexId('lan') });
  engine.docker.create({ name: 'third' });
  const both = await app.gql('mutation { connectNetwork(input: { network: "lan", container: "third" }) { changed } }');
  assert.deepEqual(both.errors, []);
  engine.docker.createVolume({ name: 'data' });
  assert.deepEqual((await app.gql('mutation { removeVolume(input: { name: "data" }) { changed } }')).errors, []);
  engine.docker.addImage({ id: `sha256:${hexId('app')}`, tags: ['app:1'] });
  assert.deepEqual((await app.gql('mutation { tagImage(input: { ref: "app:1", tag: "app:2" }) { changed } }')).errors, []);
  engine.docker.tag('app:1', 'late:1');
  assert.deepEqual((await app.gql('mutation { removeImage(input: { ref: "late:1" }) { changed } }')).errors, []);
  engine.docker.run({ name: 'ended' });
  engine.docker.die('ended');
  const waited = await app.gql('mutation { waitContainer(input: { ref: "ended" }) { exitCode } }');
  assert.deepEqual(waited.errors, []);
});

test('the engine is not asked for those who may not do it, nor again at once for what is not there', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const viewer = await app.token('viewer');
  const asked = () => engine.reads.filter(({ method }) => method === 'inspectContainer').length;
  const before = asked();
  assert.equal((await app.gql(start('nothing'), {}, viewer)).errors[0]?.extensions.code, 'FORBIDDEN');
  assert.equal(asked(), before);
  const codes = await Promise.all(Array.from({ length: 40 }, async () => (await app.gql(start('nothing'))).errors[0]));
  assert.ok(codes.every((error) => error?.extensions.code === 'NOT_FOUND' && error.extensions.auditId !== undefined));
  // Forty requests in well under a second; one look serves all that came before it began.
  assert.ok(asked() - before <= 5, `${asked() - before} looks`);
});
