import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits } from '../../src/access/pattern.ts';
import { builtInPolicy } from '../../src/access/policy.ts';
import { readPolicy } from '../../src/access/policy-read.ts';
import { tryExpectation } from '../../src/access/policy-test.ts';
import { labelRules, reaches, type Scope } from '../../src/access/scope.ts';

const scope = (limits: Partial<Scope>): Scope => ({
  name: null,
  hosts: null,
  labels: null,
  selector: null,
  names: null,
  images: null,
  ...limits,
});
const container = (labels: Record<string, string>, name = 'web-1', image = 'registry:5000/web/app:1') =>
  ({ type: 'container', names: [name], labels, image }) as const;

test('a star stands for any characters, and a pattern of many stars is not slow', () => {
  for (const [pattern, text] of [
    ['*', ''],
    ['web-*', 'web-'],
    ['*-1', 'web-1'],
    ['w*b*1', 'web-b-1'],
    ['registry:5000/web/*', 'registry:5000/web/app/deep:1'],
  ] as const)
    assert.ok(fits(pattern, text), `${pattern} ${text}`);
  for (const [pattern, text] of [
    ['web-*', 'we'],
    ['web', 'web-1'],
    ['', 'a'],
    ['*a', 'ab'],
    ['.eb', 'web'],
  ] as const)
    assert.ok(!fits(pattern, text), `${pattern} ${text}`);
  assert.ok(!fits('*a'.repeat(100), 'a'.repeat(5000).concat('b')));
});

test('a label selector is rules separated by commas', () => {
  assert.deepEqual(labelRules('team=web, env!=prod,tier,com.example/x==1'), [
    { key: 'team', kind: 'equals', value: 'web' },
    { key: 'env', kind: 'differs', value: 'prod' },
    { key: 'tier', kind: 'exists' },
    { key: 'com.example/x', kind: 'equals', value: '1' },
  ]);
  for (const wrong of ['', ',', 'team=web,', '=web', '!team', 'a=b=c']) assert.equal(labelRules(wrong), undefined, wrong);
});

test('all limits of all scopes must hold; a label of the prototype is no label', () => {
  const web = scope({ labels: labelRules('team=web,env!=prod,tier') ?? [] });
  assert.ok(reaches([web], container({ team: 'web', tier: '' })));
  assert.ok(!reaches([web], container({ team: 'web' })));
  assert.ok(!reaches([web], container({ team: 'web', tier: '1', env: 'prod' })));
  assert.ok(!reaches([scope({ labels: labelRules('toString') ?? [] })], container({})));
  assert.ok(!reaches([web, scope({ names: ['db-*'] })], container({ team: 'web', tier: '1' })));
  assert.ok(reaches([scope({ images: ['registry:5000/web/*'] })], container({})));
  assert.ok(reaches([scope({ images: ['registry:5000/web/app'] })], container({})), 'with or without the tag');
  assert.ok(!reaches([scope({ images: ['web/*'] })], container({})));
});

test('a kind of which no limit speaks is out of reach', () => {
  const object = (type: 'image' | 'network' | 'volume', labels = {}) => ({ type, names: ['web'], labels, image: null });
  assert.ok(!reaches([scope({ images: ['web'] })], object('network')));
  assert.ok(!reaches([scope({ names: ['web'] })], object('image')));
  assert.ok(reaches([scope({ images: ['web'] })], object('image')));
  assert.ok(reaches([scope({ labels: labelRules('a=1') ?? [] })], object('image', { a: '1' })));
  assert.ok(reaches([scope({ hosts: ['local'] })], object('volume')));
});

const good = `
version: 1
roles:
  releaser:
    description: puts new versions in place
    permissions: [container.read, image.*, container.files.*]
scopes:
  web: { labels: "team=web,env!=prod" }
tests:
  - { who: { role: releaser }, action: image.pull, expect: allow }
  - { who: { role: releaser }, action: container.stop, expect: deny }
  - { who: { role: operator, scopes: [web] }, action: container.stop, target: { labels: { team: web } }, expect: allow }
  - { who: { role: operator, scopes: [web] }, action: container.stop, target: { labels: { team: web, env: prod } }, expect: deny }
`;

test('a policy is read whole: roles with patterns, scopes, tests, and a hash of what it says', () => {
  const read = readPolicy(good);
  assert.ok(read.ok);
  const { policy, tests } = read.value;
  assert.deepEqual([...(policy.roles.get('releaser')?.allows ?? [])].filter((action) => action.startsWith('container.')).sort(), [
    'container.files.read',
    'container.files.write',
    'container.read',
  ]);
  assert.ok(policy.roles.get('releaser')?.allows.has('image.pull'));
  assert.ok(policy.roles.has('admin'));
  for (const one of tests)
    assert.equal(tryExpectation(policy, one).came.length > 0 && tryExpectation(policy, one).met, true, one.action);
  const same = readPolicy(good.replace('puts new', 'puts no'));
  const other = readPolicy(good.replace('env!=prod', 'env!=test'));
  assert.ok(same.ok && other.ok);
  assert.equal(same.value.policy.hash, policy.hash, 'words are no rules');
  assert.notEqual(other.value.policy.hash, policy.hash);
  assert.notEqual(policy.hash, builtInPolicy.hash);
});

const wrong: readonly (readonly [string, string])[] = [
  ['version: 2', 'version'],
  ['roles: {}', 'version'],
  ['version: 1\nrole: {}', 'role: is not known here'],
  ['version: 1\nroles: { Web: { permissions: [container.read] } }', 'roles.Web: is not known here'],
  ['version: 1\nroles: { web: { permissions: [] } }', 'roles.web.permissions'],
  [
    'version: 1\nroles: { web: { permissions: [container.read, container.explode] } }',
    'roles.web.permissions[1]: there is no action',
  ],
  ['version: 1\nroles: { web: { permissions: [nothing.*] } }', 'roles.web.permissions[0]'],
  ['version: 1\nroles: { admin: { permissions: [container.read] } }', 'roles.admin: this name is taken'],
  ['version: 1\nroles: { none: { permissions: [container.read] } }', 'roles.none: this name is taken'],
  ['version: 1\nroles: { web: { permissions: [container.read], scope: x } }', 'roles.web.scope: is not known here'],
  ['version: 1\nscopes: { web: {} }', 'scopes.web'],
  ['version: 1\nscopes: { web: { labels: "=x" } }', 'scopes.web.labels'],
  ['version: 1\nscopes: { web: { lables: "team=web" } }', 'scopes.web.lables: is not known here'],
  ['version: 1\nreadOnly: "yes"', 'readOnly'],
  ['version: 1\nversion: 1', 'unique'],
  ['version: [1', 'line'],
  [
    'a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]',
    'alias',
  ],
  ['', 'The file'],
  ['- 1', 'The file'],
  [' '.repeat(1_100_000), 'characters'],
];

test('what is no policy is refused with the path of what is wrong', () => {
  for (const [text, words] of wrong) {
    const read = readPolicy(text);
    assert.ok(!read.ok, text.slice(0, 80));
    assert.ok(
      read.problems.join(' ').toLowerCase().includes(words.toLowerCase()),
      `${text.slice(0, 80)}: ${read.problems.join(' ')}`,
    );
  }
});
