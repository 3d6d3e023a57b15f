import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { container } from '../support/fake-engine.ts';
import { startRest } from './rig.ts';

test('smoke', async (t) => {
  const rest = await startRest(t, { containers: [container({ name: 'web', state: 'running' }), container({ name: 'db' })] });
  const list = await rest.get('/containers?first=1&state=running');
  console.log(list.status, JSON.stringify(list.body, null, 1), list.headers);
  const one = await rest.get('/containers/web?fields=name,host.name,networks');
  console.log(one.status, one.body);
  const stop = await rest.post('/containers/web/stop', { reason: 'x' });
  console.log(stop.status, JSON.stringify(stop.body).length, stop.headers);
  const bad = await rest.post('/containers/web/stop', { reason: 'x', foo: 1 });
  console.log(bad.status, bad.body);
  assert.equal(pick(list.body, 'totalCount'), 1);
});
