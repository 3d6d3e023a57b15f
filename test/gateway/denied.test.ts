import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions } from '../../src/catalogue.ts';
import { table } from '../../src/gateway/table.ts';
import { pick } from '../support/app.ts';
import { container, image, network, volume } from '../support/fake-engine.ts';
import { startGateway } from './rig.ts';

/** What stands for the parts of a path. */
const parts = { container: 'mine', image: 'multi:1', network: 'net-a', volume: 'vol-a', plugin: 'any', exec: 'e'.repeat(64) };

const toHttp2 = { connection: 'Upgrade', upgrade: 'h2c' };

/** What a row needs besides its path to be a request that would be carried out. */
const more: Readonly<Record<string, { query?: string; body?: unknown; type?: string; headers?: Record<string, string> }>> = {
  ContainerCreate: { body: { Image: 'multi:1' } },
  ContainerResize: { query: 'h=10&w=10' },
  ContainerUpdate: { body: { Memory: 64_000_000 } },
  ContainerRename: { query: 'name=renamed' },
  ContainerAttach: { query: 'stream=1&stdout=1' },
  ContainerLogs: { query: 'stdout=1' },
  ContainerArchiveInfo: { query: 'path=/etc' },
  ContainerArchive: { query: 'path=/etc' },
  PutContainerArchive: { query: 'path=/etc', body: '\0'.repeat(1024), type: 'application/x-tar' },
  ContainerExec: { body: { Cmd: ['id'], AttachStdout: true } },
  ExecStart: { body: { Detach: true } },
  ExecResize: { query: 'h=10&w=10' },
  ImageSearch: { query: 'term=x' },
  ImageGetAll: { query: 'names=multi:1' },
  ImageCreate: { query: 'fromImage=x&tag=1' },
  ImageLoad: { body: '\0'.repeat(1024), type: 'application/x-tar' },
  ImageCommit: { query: 'container=mine', body: {} },
  ImageBuild: { body: '\0'.repeat(1024), type: 'application/x-tar' },
  Session: {
    headers: { ...toHttp2, 'x-docker-expose-session-uuid': 'session1', 'x-docker-expose-session-name': 'here' },
  },
  Grpc: { headers: toHttp2 },
  ImagePush: { query: 'tag=1' },
  ImageTag: { query: 'repo=x' },
  NetworkCreate: { body: { Name: 'n' } },
  NetworkConnect: { body: { Container: 'mine' } },
  NetworkDisconnect: { body: { Container: 'mine' } },
  VolumeCreate: { body: { Name: 'v' } },
  SystemAuth: { body: { username: 'carol', password: 'word', serveraddress: 'registry.test' } },
};

/** About a command or an attachment that the caller has begun before, which without the permission there cannot be. */
const ofWhatIsBegun = /^(?:Exec\w+|ContainerResize)$/;

/** What the copy of the engine's state asks by itself, whenever it likes. */
const byItself = /^(?:list\w+|inspect\w+|events|info|version|ping|diskUsage)$/;

test('each operation is denied to whoever may do all but that: it is on record, and nothing of it reaches the engine', async (t) => {
  const { engine, app, ask } = await startGateway(t, {
    containers: [container({ name: 'mine', state: 'running' })],
    images: [image({ tags: ['multi:1'] })],
    networks: [network({ name: 'net-a' })],
    volumes: [volume({ name: 'vol-a' })],
  });
  const grantable = Object.entries(actions).flatMap(([action, of]) => (of.class === 'event' ? [] : [action]));
  const tokens = new Map<string, Promise<string>>();
  const without = (action: string) => {
    const token = tokens.get(action) ?? app.token('none', { permissions: grantable.filter((one) => one !== action) });
    tokens.set(action, token);
    return token;
  };
  const rows = table.filter(({ serve, action }) => serve !== null && action !== null);
  assert.ok(rows.length > 55);
  for (const { operation, method, path, action } of rows) {
    const { query = '', body, type, headers = {} } = more[operation] ?? {};
    const target = path.replaceAll(
      /\{(\w+)\}/g,
      (_all, part: string) => Object.entries(parts).find(([name]) => name === part)?.[1] ?? '',
    );
    const token = await without(action ?? '');
    const [calls, reads] = [engine.calls.length, engine.reads.length];
    const answered = await ask(method, `${target}${query === '' ? '' : `?${query}`}`, {
      token,
      body,
      headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
    });
    const begun = ofWhatIsBegun.test(operation);
    assert.ok(begun ? answered.status >= 400 : answered.status === 403, `${operation}: ${answered.status} ${answered.text}`);
    assert.deepEqual(engine.calls.slice(calls), [], operation);
    assert.deepEqual(
      engine.reads.slice(reads).filter((read) => !byItself.test(read.method)),
      [],
      operation,
    );
    if (action === null || actions[action].class === 'read' || begun) continue;
    const found = await app.gql(
      `{ auditEvent(id: "${String(answered.headers['x-audit-id'])}") { action result source { transport } } }`,
    );
    const event = pick(found.data, 'auditEvent');
    assert.deepEqual(
      [pick(event, 'action'), pick(event, 'result'), pick(event, 'source', 'transport')],
      [action, 'DENIED', 'GATEWAY'],
      operation,
    );
  }
});
