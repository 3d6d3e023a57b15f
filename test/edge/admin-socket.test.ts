import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import type { AdminAnswer, AdminRequest } from '../../src/edge/admin-protocol.ts';
import { adminSocketPath, openAdminSocket } from '../../src/edge/admin-socket.ts';
import { scratch } from '../support/scratch.ts';

async function opened(t: TestContext, carryOut: (request: AdminRequest) => Promise<AdminAnswer>) {
  const stateDir = scratch(t);
  const socket = await openAdminSocket(stateDir, carryOut);
  t.after(() => socket.close());
  const ask = async (sent: string): Promise<unknown> => {
    const client = connect(adminSocketPath(stateDir));
    client.end(sent);
    return JSON.parse(await text(client));
  };
  return { stateDir, ask };
}

test('only the owner can open the socket', async (t) => {
  const { stateDir } = await opened(t, () => Promise.resolve({ tokens: [] }));
  assert.equal(statSync(adminSocketPath(stateDir)).mode & 0o777, 0o600);
});

test('a request is carried out and answered', async (t) => {
  const asked: AdminRequest[] = [];
  const { ask } = await opened(t, (request) => {
    asked.push(request);
    return Promise.resolve({ tokens: [] });
  });
  assert.deepEqual(await ask('{"method":"listTokens","user":"root"}'), { tokens: [] });
  assert.deepEqual(asked, [{ method: 'listTokens', user: 'root' }]);
});

for (const sent of [
  '',
  'hello',
  '[]',
  '{"method":"dropTables","user":"x"}',
  '{"method":"revokeToken","user":"x","input":{"tokenId":1,"reason":null}}',
]) {
  test(`what is no request is BAD_INPUT and nothing is carried out: ${JSON.stringify(sent)}`, async (t) => {
    const { ask } = await opened(t, () => assert.fail('carried out'));
    const answer = await ask(sent);
    assert.ok(typeof answer === 'object' && answer !== null && 'error' in answer);
    assert.match(JSON.stringify(answer.error), /BAD_INPUT/);
  });
}

test("a dead process's socket is replaced, what is no socket is not, and closing removes ours", async (t) => {
  const stateDir = scratch(t);
  writeFileSync(adminSocketPath(stateDir), 'kept');
  await assert.rejects(
    openAdminSocket(stateDir, () => Promise.resolve({ tokens: [] })),
    { message: /is no socket: remove it/ },
  );
  rmSync(adminSocketPath(stateDir));
  const dead = createServer().listen(join(stateDir, 'dead'));
  await once(dead, 'listening');
  renameSync(join(stateDir, 'dead'), adminSocketPath(stateDir));
  dead.close();
  const socket = await openAdminSocket(stateDir, () => Promise.resolve({ tokens: [] }));
  assert.ok(statSync(adminSocketPath(stateDir)).isSocket());
  await socket.close();
  assert.ok(!existsSync(adminSocketPath(stateDir)));
});

test('a state directory whose path is too long for a socket is refused with the fix', async () => {
  await assert.rejects(
    openAdminSocket(join(tmpdir(), 'x'.repeat(120)), () => Promise.resolve({ tokens: [] })),
    { message: /choose a shorter WHARFINGER_STATE_DIR/ },
  );
});
