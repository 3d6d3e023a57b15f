import assert from 'node:assert/strict';
import { test } from 'node:test';
import { familiarReference } from '../../src/mirror/image-reference.ts';
import { bridgeId, busyboxId, container, hexId, image, network, volume } from '../support/fake-engine.ts';
import { connectedRig } from './rig.ts';

test('a container is found by its name, a link, its full id and a prefix that only it has', async (t) => {
  const web = container({ name: 'web', id: `aa11${'0'.repeat(60)}` });
  const { mirror } = await connectedRig(t, {
    containers: [web, container({ name: 'app', links: [{ container: 'web', name: 'app/web' }], id: `aa22${'0'.repeat(60)}` })],
  });
  for (const ref of ['web', '/web', 'app/web', web.id, 'aa11', web.id.slice(0, 12)])
    assert.equal(mirror.resolveContainer(ref).id, web.id, ref);
  assert.deepEqual(mirror.namesOf(web), ['web', 'app/web']);
});

test('a prefix of two containers is BAD_INPUT and names both; an exact name wins over a prefix', async (t) => {
  const one = container({ name: 'one', id: `aa11${'0'.repeat(60)}` });
  const two = container({ name: 'two', id: `aa22${'0'.repeat(60)}` });
  const { engine, mirror } = await connectedRig(t, { containers: [one, two] });
  assert.throws(() => mirror.resolveContainer('aa'), {
    code: 'BAD_INPUT',
    message: /one \(aa1100000000\), two \(aa2200000000\)/,
  });
  engine.docker.rename('two', 'aa');
  await mirror.refresh('container', two.id);
  assert.equal(mirror.resolveContainer('aa').id, two.id);
});

test('what is no reference at all is NOT_FOUND, with a short message', async (t) => {
  const { mirror } = await connectedRig(t, { containers: [container()] });
  const hostile = ['', '/', '../x', 'a/b', 'x'.repeat(10_000), '\0', '%2f', '__proto__', 'constructor', 'WEB', ' web', '.*'];
  for (const ref of hostile) {
    for (const resolve of [mirror.resolveContainer, mirror.resolveImage, mirror.resolveNetwork, mirror.resolveVolume]) {
      assert.throws(
        () => resolve(ref),
        (error: Error & { code?: string }) => error.code === 'NOT_FOUND' && error.message.length < 200,
        JSON.stringify(ref.slice(0, 20)),
      );
    }
  }
});

test('an image is found by all the names people give it', async (t) => {
  const digest = `sha256:${'d'.repeat(64)}`;
  const app = image({
    tags: ['localhost:5000/team/app:1.2'],
    digests: [`localhost:5000/team/app@${digest}`],
    id: `sha256:abc1${'0'.repeat(60)}`,
  });
  const other = image({ tags: [], id: `sha256:abc2${'0'.repeat(60)}` });
  const { mirror } = await connectedRig(t, { images: [app, other] });
  for (const ref of [
    'busybox',
    'busybox:latest',
    'library/busybox',
    'docker.io/busybox',
    'docker.io/library/busybox:latest',
    'index.docker.io/library/busybox',
  ]) {
    assert.equal(mirror.resolveImage(ref).id, busyboxId, ref);
  }
  for (const ref of [
    'localhost:5000/team/app:1.2',
    `localhost:5000/team/app@${digest}`,
    `localhost:5000/team/app:9@${digest}`,
    'abc1',
    'sha256:abc1',
    app.id,
    app.id.slice(7),
  ]) {
    assert.equal(mirror.resolveImage(ref).id, app.id, ref);
  }
  assert.throws(() => mirror.resolveImage('abc'), { code: 'BAD_INPUT', message: /untagged \(abc200000000\)/ });
  assert.throws(() => mirror.resolveImage('localhost:5000/team/app'), { code: 'NOT_FOUND' });
  assert.throws(() => mirror.resolveImage('sha256:'), { code: 'NOT_FOUND' });
});

test('image references take their familiar form', () => {
  const cases = [
    ['busybox', 'busybox:latest'],
    ['docker.io/library/busybox:1', 'busybox:1'],
    ['docker.io/me/app', 'me/app:latest'],
    ['me/app:1', 'me/app:1'],
    ['library/deep/app', 'library/deep/app:latest'],
    ['registry.example/library/app', 'registry.example/library/app:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['host:5000/app:2', 'host:5000/app:2'],
    ['app:1@sha256:00', 'app@sha256:00'],
  ] as const;
  for (const [reference, familiar] of cases) assert.equal(familiarReference(reference), familiar);
});

test('a network is found by name and id, a name that two have is BAD_INPUT; a volume only by its name', async (t) => {
  const [one, two] = [network({ name: 'lan', id: hexId('1') }), network({ name: 'lan', id: hexId('2') })];
  const { mirror } = await connectedRig(t, { networks: [one, two], volumes: [volume({ name: 'data' })] });
  assert.equal(mirror.resolveNetwork('bridge').id, bridgeId);
  assert.equal(mirror.resolveNetwork(bridgeId.slice(0, 10)).id, bridgeId);
  assert.equal(mirror.resolveNetwork(two.id).id, two.id);
  assert.throws(() => mirror.resolveNetwork('lan'), { code: 'BAD_INPUT' });
  assert.equal(mirror.resolveVolume('data').name, 'data');
  assert.throws(() => mirror.resolveVolume('dat'), { code: 'NOT_FOUND' });
});
