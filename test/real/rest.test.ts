import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { startApp } from '../support/app.ts';
import { addressOf, docker, runFor, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

test('REST does and shows what the docker command does and shows', async (t) => {
  const engine = await sharedEngine();
  const address = addressOf(engine);
  const app = await startApp(t, connectEngine({ host: 'local', locate: async () => ({ ...address, address: address.path }) }));
  const url = `${await app.listen()}/api/v1`;
  const headers = { authorization: `Bearer ${app.admin}`, 'content-type': 'application/json' };
  const api = async (path: string, method = 'GET', body?: object) => {
    const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, text, json: () => JSON.parse(text) };
  };
  const state = (name: string) => docker(engine, 'inspect', '--format', '{{.State.Status}}', name);

  const { name, id } = await runFor(t, engine, { script: 'echo one; echo two >&2; sleep 1000' });
  await until(async () => (await api(`/containers/${name}`)).status === 200, 'it is seen');
  const shown = (await api(`/containers/${id.slice(0, 12)}?fields=dockerId,state,imageRef`)).json();
  assert.equal(shown.dockerId, await docker(engine, 'inspect', '--format', '{{.Id}}', name));
  assert.equal(shown.state.toLowerCase(), await state(name));

  // The same lines; Docker does not tell in which order the two outputs were written.
  const lines = (
    await until(async () => {
      const { text } = await api(`/containers/${name}/logs`);
      return text.split('\n').length === 3 && text;
    }, 'both lines are written')
  ).split('\n');
  assert.deepEqual(new Set(lines), new Set(['one', 'two', '']));
  assert.equal((await api(`/containers/${name}/logs?stderr=false`)).text.trim(), await docker(engine, 'logs', name));

  assert.equal((await api(`/containers/${name}/pause`, 'POST')).status, 200);
  assert.equal(await state(name), 'paused');
  assert.equal((await api(`/containers/${name}/unpause`, 'POST')).status, 200);
  assert.equal((await api(`/containers/${name}/stop`, 'POST', { timeoutSeconds: 0 })).json().container.state, 'EXITED');
  assert.equal(await state(name), 'exited');
  assert.equal((await api(`/containers/${name}`, 'DELETE')).status, 200);
  await assert.rejects(state(name));

  const volume = uniqueName('volume');
  assert.equal((await api('/volumes', 'POST', { name: volume })).status, 201);
  assert.equal(await docker(engine, 'volume', 'inspect', '--format', '{{.Name}}', volume), volume);
  assert.equal((await api(`/volumes/${volume}`, 'DELETE')).status, 200);
  await assert.rejects(docker(engine, 'volume', 'inspect', volume));
});
