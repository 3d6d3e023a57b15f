import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, type CallName } from '../../src/reconcile/calls.ts';
import { Expectations } from '../../src/reconcile/expectations.ts';
import { sightingOf } from '../../src/reconcile/sighting.ts';

const [own, foreign] = ['a'.repeat(64), 'b'.repeat(64)];

/** Calls and events in the order in which the test makes them. */
function rig(images: Record<string, string> = {}, volumes: Record<string, string[]> = {}) {
  let time = 0;
  let nano = 1_767_268_800_000_000_000n;
  const expectations = new Expectations(() => time);
  const lookup = {
    images,
    autoRemove: () => false,
    stopSeconds: () => 10,
    volumes: (id: string) => volumes[id] ?? [],
    probe: () => null,
    // By `this`, as the real one finds it.
    image(ref: string) {
      return this.images[ref] ?? null;
    },
  };
  const seen = (type: string, action: string, actorId: string, name = '') => {
    nano += 1_000n;
    return sightingOf('engine', { type, action, actorId, attributes: { name }, scope: 'local', timeNano: String(nano) });
  };
  return {
    expectations,
    seen,
    pass: (ms: number) => {
      time += ms;
    },
    call: (method: CallName, ...args: unknown[]) => {
      const { told, answered } = expectations.add(method, effectsOf(method, args, lookup));
      return {
        answered,
        unread: (stream: string) => told({ stream, status: null, imageId: null }),
        line: (part: { stream?: string; status?: string; imageId?: string }) => {
          told({ stream: null, status: null, imageId: null, ...part });
          told(null);
        },
      };
    },
    claims: (...event: Parameters<typeof seen>) => expectations.claim(seen(...event), expectations.see()),
  };
}

test('each load claims each of its images once, by any of its names', () => {
  const { call, claims } = rig({ 'a:1': 'sha256:1', 'a:2': 'sha256:1', 'b:1': 'sha256:2' });
  for (let round = 0; round < 2; round += 1) {
    const { line, answered } = call('loadImages');
    for (const name of ['a:1', 'a:2', 'b:1']) line({ stream: `Loaded image: ${name}\n` });
    assert.ok(claims('image', 'load', 'sha256:1'));
    assert.ok(claims('image', 'load', 'sha256:2'));
    answered('done', {});
  }
  assert.equal(claims('image', 'load', 'sha256:1'), false);
});

test('of a build are the containers that its output tells of and that were made since it began, whatever a step prints', () => {
  const { call, claims, expectations } = rig({}, { [own]: ['f'.repeat(64)] });
  assert.equal(claims('container', 'create', foreign, 'web'), false);
  const { line } = call('buildImage', { tags: ['app'] }, {});
  line({ stream: ` ---> Running in ${foreign.slice(0, 12)}\n` });
  line({ stream: ` ---> Running in ${own.slice(0, 12)}\n` });
  for (const verb of ['create', 'attach', 'start', 'die', 'destroy']) {
    assert.equal(claims('container', verb, own, 'bold_turing'), true, verb);
    if (verb !== 'create') assert.equal(claims('container', verb, foreign, 'web'), false, `${verb} of another`);
  }
  assert.ok(claims('volume', 'destroy', 'f'.repeat(64)));
  line({ imageId: 'sha256:1' });
  line({ stream: 'Successfully tagged app:latest\n' });
  assert.equal(claims('image', 'tag', 'sha256:1', 'other:latest'), false);
  assert.equal(claims('image', 'tag', 'sha256:1', 'app:latest'), true);
  assert.equal(claims('image', 'tag', 'sha256:1', 'app:latest'), false);
  line({ status: 'Status: Downloaded newer image for base:1' });
  assert.equal(claims('image', 'pull', 'base:1'), true);
  assert.equal(expectations.met(rig().seen('container', 'create', 'c'.repeat(64), 'bold_curie')), false);
});

test('of a build in a session are the names that it was asked for, of the image that its output tells of', () => {
  const { call, claims } = rig();
  const { line } = call('buildInSession', { tags: ['app'] });
  assert.equal(claims('image', 'tag', 'sha256:1', 'app:latest'), false);
  line({ imageId: 'sha256:1' });
  assert.equal(claims('image', 'tag', 'sha256:1', 'other:latest'), false);
  assert.equal(claims('image', 'tag', 'sha256:1', 'app:latest'), true);
});

test('what cannot be told apart from a build’s own is ambiguous: volumes with no name, and its containers once nobody hears it', () => {
  const { call, seen, expectations, pass } = rig();
  const { answered } = call('buildImage', { tags: [] }, {});
  assert.ok(expectations.met(seen('volume', 'create', 'e'.repeat(64))));
  assert.equal(expectations.met(seen('volume', 'create', 'data')), false);
  answered('unknown', null);
  assert.ok(expectations.met(seen('container', 'create', own, 'bold_turing')));
  assert.equal(expectations.met(seen('container', 'create', own, 'web')), false);
  pass(20_000);
  expectations.expire();
  assert.equal(expectations.met(seen('container', 'create', own, 'bold_turing')), false);
});

test('events wait for output that is not read, but not for ever', () => {
  const { call, seen, expectations, pass } = rig();
  const { unread, line } = call('buildImage', { tags: [] }, {});
  const event = seen('container', 'create', own, 'bold_turing');
  assert.equal(expectations.holds(event), false);
  unread('Step 1/2 : FROM base\n');
  assert.equal(expectations.holds(event), true);
  pass(61_000);
  assert.equal(expectations.holds(event), false);
  assert.ok(expectations.met(event), 'it is in doubt');
  line({});
  assert.equal(expectations.met(event), false);
});

for (const [method, options, name] of [
  ['pullImage', { image: 'docker.io/library/app', allTags: false }, 'app:latest'],
  ['pullImage', { image: 'localhost:5000/team/app', allTags: true }, 'localhost:5000/team/app'],
  ['pullImage', { image: `app:1@sha256:${own}`, allTags: false }, `app@sha256:${own}`],
  ['pushImage', { repository: 'localhost:5000/team/app', tag: '1' }, 'localhost:5000/team/app:1'],
  ['pushImage', { repository: 'localhost:5000/team/app', tag: null }, 'localhost:5000/team/app'],
] as const) {
  test(`the event of ${method} ${JSON.stringify(options)} is that of ${name}`, () => {
    const { call, claims } = rig();
    call(method, options);
    assert.equal(claims('image', method === 'pullImage' ? 'pull' : 'push', name), true);
  });
}
