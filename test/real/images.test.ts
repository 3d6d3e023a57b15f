import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { docker, image } from '../support/real-engine.ts';
import { begin, lines } from '../support/real-objects.ts';

test('images: tagged, untagged and removed as the Docker CLI does it', async (t) => {
  const { engine, act, refused, read, caughtUp } = await begin(t);
  const names = () => lines(engine, 'images', '--format', '{{.Repository}}:{{.Tag}}');
  const tagged = await act('tagImage', { ref: image, tag: 'docker.io/library/other' }, 'changed image { tags }');
  assert.deepEqual(await names(), ['busybox:test', 'other:latest']);
  assert.deepEqual(pick(tagged, 'image', 'tags'), ['busybox:test', 'other:latest']);
  assert.equal(pick(await act('tagImage', { ref: image, tag: 'other' }, 'changed'), 'changed'), false);

  await docker(engine, 'create', '--name', 'base', image, 'true');
  await docker(engine, 'commit', 'base', 'registry.example:5000/team/child:1');
  await caughtUp();
  await act('tagImage', { ref: 'registry.example:5000/team/child:1', tag: 'other' }, 'changed');
  assert.deepEqual(pick(await read(`{ image(ref: "${image}") { tags } }`), 'image', 'tags'), ['busybox:test']);

  assert.equal(await refused('removeImage', { ref: image }), 'CONFLICT');
  const untagged = await act('removeImage', { ref: 'other' }, 'changed untagged deleted');
  assert.deepEqual(untagged, { changed: true, untagged: ['other:latest'], deleted: [] });
  const childId = await docker(engine, 'images', '-q', '--no-trunc', 'registry.example:5000/team/child:1');
  await docker(engine, 'tag', childId, 'second:1');
  await caughtUp();
  assert.equal(await refused('removeImage', { ref: childId }), 'CONFLICT');
  const gone = await act('removeImage', { ref: childId, force: true, noPrune: true }, 'untagged deleted image { tags }');
  assert.deepEqual(
    new Set(Object.values(Object(pick(gone, 'untagged')))),
    new Set(['registry.example:5000/team/child:1', 'second:1']),
  );
  assert.equal(pick(gone, 'deleted', 0), childId);
  assert.deepEqual(await names(), ['busybox:test']);
  assert.deepEqual(pick(await read('{ images { nodes { tags } } }'), 'images', 'nodes'), [{ tags: ['busybox:test'] }]);
});
