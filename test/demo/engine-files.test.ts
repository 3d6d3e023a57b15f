import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { filesIn, writeConfig } from '../../src/demo/engine-files.ts';
import { scratch } from '../support/scratch.ts';

test('a directory whose sockets would be longer than the kernel takes is refused', () => {
  assert.throws(() => filesIn(`/tmp/${'a'.repeat(80)}`), { code: 'BAD_INPUT', message: /at most \d+ characters/ });
});

test('a directory whose name would have to be quoted in a configuration file is refused', () => {
  for (const dir of ['relative', '/tmp/a b', '/tmp/a"b', '/tmp/a\nb', '/'])
    assert.throws(() => filesIn(dir), { code: 'BAD_INPUT' }, dir);
});

test('a private engine is told to use nothing that another engine on the machine uses', (t) => {
  const dir = scratch(t);
  const files = filesIn(dir);

  writeConfig(files, { name: 'whf10n200', pool: '10.200.128.0/17' }, 'overlay2');

  const config: unknown = JSON.parse(readFileSync(files.daemonConfig, 'utf8'));
  assert.partialDeepStrictEqual(config, {
    'data-root': `${dir}/data`,
    'exec-root': `${dir}/x`,
    pidfile: `${dir}/dockerd.pid`,
    hosts: [`unix://${dir}/docker.sock`],
    containerd: `${dir}/c/containerd.sock`,
    bridge: 'whf10n200',
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
  });
  assert.match(readFileSync(files.containerdConfig, 'utf8'), new RegExp(`root = "${dir}/c/root"\nstate = "${dir}/c/state"`));
});
