import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { container, image, network, volume } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { startGateway } from './rig.ts';

test('the Engine API through the gateway', async (t) => {
  const mine = container({ name: 'mine', labels: { team: 'a' }, tty: false });
  const other = container({ name: 'other', labels: { team: 'b' } });
  const objects = {
    images: [image({ tags: ['multi:1'] })],
    containers: [mine, other],
    networks: [network({ name: 'net-a', labels: { team: 'a' } }), network({ name: 'net-b', labels: { team: 'b' } })],
    volumes: [volume({ name: 'vol-a', labels: { team: 'a' } }), volume({ name: 'vol-b', labels: { team: 'b' } })],
  };
  const { engine, app, ask, port } = await startGateway(t, objects);
  const viewer = await app.token('viewer');
  const deployer = await app.token('deployer');
  const teamA = await app.token('deployer', { limits: { labels: 'team=a' } });
  const message = (answered: { json: unknown }) => String(pick(answered.json, 'message'));
  const recorded = async (auditId: string) =>
    pick(
      (await app.gql(`{ auditEvent(id: "${auditId}") { action result source { transport } target { name } decision { rule } } }`))
        .data,
      'auditEvent',
    );
  const idIn = (text: string) => /\(audit ([0-9a-f-]{36})\)$/.exec(text)?.[1] ?? '';

  await t.test("without a credential there is nothing, in the engine's form", async () => {
    const answered = await ask('GET', '/_ping', { token: 'whf_nonsense' });
    assert.equal(answered.status, 401);
    assert.equal(answered.headers['content-type'], 'application/json');
    assert.match(message(answered), /credential|token/i);
  });

  await t.test('versions are agreed on as with an engine', async () => {
    const ping = await ask('HEAD', '/_ping', { token: viewer });
    assert.deepEqual([ping.status, ping.headers['api-version'], ping.headers['builder-version']], [200, '1.41', '1']);
    assert.deepEqual([ping.headers['ostype'], ping.headers['docker-experimental']], ['linux', 'false']);
    assert.match(
      message(await ask('GET', '/v1.52/info')),
      /^client version 1.52 is too new. Maximum supported API version is 1.41/,
    );
    assert.match(message(await ask('GET', '/v1.23/info')), /^client version 1.23 is too old/);
    assert.equal((await ask('GET', '/v1.40/version')).status, 200);
  });

  await t.test('it is spoken at the root of the listener too, of the only host, with a credential', async () => {
    const get = async (url: string, headers = {}) => (await app.app.server.inject({ url, headers })).statusCode;
    for (const url of ['/_ping', '/v1.41/containers/json', '/info'])
      assert.deepEqual([await get(url), await get(url, { authorization: `Bearer ${viewer}` })], [401, 200], url);
    assert.equal(await get('/containers//json', { authorization: `Bearer ${viewer}` }), 400);
  });

  await t.test('what has no row, and what is not offered, is refused in words', async () => {
    assert.equal((await ask('POST', '/v1.41/nothing')).status, 404);
    for (const path of ['/session', '/v1.41/grpc']) assert.equal((await ask('POST', path)).status, 400, path);
    const attestations = await ask('GET', '/images/multi:1/attestations');
    assert.equal(attestations.status, 501);
    assert.match(message(attestations), /^Not offered through Wharfinger, so not supported: ImageAttestations/);
    const [nodes, leave, init] = await Promise.all([
      ask('GET', '/nodes'),
      ask('POST', '/swarm/leave'),
      ask('POST', '/swarm/init'),
    ]);
    assert.deepEqual([nodes.status, leave.status, init.status], [503, 503, 501]);
    assert.match(message(nodes), /^This node is not a swarm manager/);
    assert.equal(message(leave), 'This node is not part of a swarm');
    assert.equal((await ask('POST', '/containers/mine/stop?surprise=1')).status, 400);
    assert.equal((await ask('POST', '/containers/mine/stop', { body: { a: 1 } })).status, 400);
    assert.equal((await ask('GET', '/info', { headers: { connection: 'Upgrade', upgrade: 'h2c' } })).status, 400);
    assert.equal(
      (await ask('POST', '/volumes/create', { body: 'Name=x', headers: { 'content-type': 'text/plain' } })).status,
      415,
    );
    assert.equal((await ask('POST', '/volumes/create', { body: `{"Name":"${'x'.repeat(2_000_000)}"}` })).status, 413);
    assert.deepEqual(engine.calls, []);
  });

  await t.test('a denied request is on record under the id in its answer, and the engine has seen nothing', async () => {
    const attempts = [
      ['POST', '/containers/mine/stop'],
      ['POST', '/containers/mine/kill?signal=KILL'],
      ['DELETE', '/containers/mine?force=1'],
      ['POST', '/containers/create', { Image: 'busybox' }],
      ['POST', '/containers/mine/exec', { Cmd: ['id'], AttachStdout: true }],
      ['POST', '/containers/mine/attach?stream=1&stdout=1'],
      ['POST', '/containers/mine/update', { Memory: 10_000_000 }],
      ['POST', '/commit?container=mine'],
      ['POST', '/networks/create', { Name: 'n' }],
      ['POST', '/networks/net-a/connect', { Container: 'mine' }],
      ['DELETE', '/networks/net-a'],
      ['POST', '/volumes/create', { Name: 'v1' }],
      ['DELETE', '/volumes/vol-a'],
      ['POST', '/images/create?fromImage=x&tag=1'],
      ['POST', '/images/busybox/push?tag=latest'],
      ['DELETE', '/images/busybox'],
      ['POST', '/images/busybox/tag?repo=x'],
      ['POST', '/containers/prune'],
      ['POST', '/volumes/prune?filters={"all":["true"]}'],
      ['POST', '/build/prune'],
      ['GET', '/images/busybox/get'],
      ['GET', '/containers/mine/logs?stdout=1'],
      ['GET', '/containers/mine/top'],
      ['GET', '/containers/mine/changes'],
      ['GET', '/containers/mine/export'],
      ['GET', '/containers/mine/archive?path=/etc'],
    ] as const;
    const before = engine.reads.length;
    for (const [method, path, body] of attempts) {
      const answered = await ask(method, path, { token: viewer, body });
      assert.equal(answered.status, 403, `${method} ${path} ${answered.text}`);
      const entry = await recorded(idIn(message(answered)));
      assert.deepEqual(
        [pick(entry, 'result'), pick(entry, 'source', 'transport'), pick(entry, 'decision', 'rule')],
        ['DENIED', 'GATEWAY', 'default-deny'],
        path,
      );
    }
    assert.deepEqual(engine.calls, []);
    assert.deepEqual(
      engine.reads
        .slice(before)
        .map(({ method }) => method)
        .filter((method) => method === 'verbatim'),
      [],
    );
  });

  await t.test('environments are hidden from whoever may not read them, and on record for whoever may', async () => {
    const hidden = await ask('GET', '/containers/mine/json', { token: viewer });
    assert.deepEqual(pick(hidden.json, 'Config', 'Env'), []);
    assert.deepEqual(pick((await ask('GET', '/images/busybox/json', { token: viewer })).json, 'Config', 'Env'), []);
    assert.deepEqual(pick((await ask('GET', '/containers/mine/json')).json, 'Config', 'Env'), ['PATH=/bin']);
    const last = await app.gql('{ auditEvents(first: 1, filter: { action: ["container.env"] }) { nodes { target { name } } } }');
    assert.equal(pick(last.data, 'auditEvents', 'nodes', 0, 'target', 'name'), 'mine');
  });

  await t.test('whoever does not reach everything sees what is within reach, and no more', async () => {
    const see = async (path: string) => (await ask('GET', path, { token: teamA })).json;
    const all = (value: unknown, key: string) => [value].flat().map((one) => pick(one, key));
    assert.deepEqual(all(await see('/containers/json?all=1'), 'Id'), [mine.id]);
    assert.deepEqual(all(await see('/networks'), 'Name'), ['net-a']);
    assert.deepEqual(pick(await see('/volumes'), 'Volumes'), [{ Name: 'vol-a' }]);
    assert.equal(pick(await see('/info'), 'Containers'), 1);
    assert.deepEqual(pick(await see('/system/df'), 'BuildCache'), []);
    assert.deepEqual(all(pick(await see('/system/df'), 'Containers'), 'Id'), [mine.id]);
    for (const path of ['/containers/other/json', '/networks/net-b', '/volumes/vol-b', '/containers/json?since=other'])
      assert.equal((await ask('GET', path, { token: teamA })).status, 404, path);
    assert.equal((await ask('POST', '/containers/other/stop', { token: teamA })).status, 404);
    assert.equal(message(await ask('GET', '/containers/other/json', { token: teamA })), 'No such container: other');
  });

  await t.test('what a new container asks for is judged as createContainer judges it, field by field', async () => {
    const asks: readonly (readonly [object, string])[] = [
      [{ HostConfig: { Privileged: true } }, 'host.privileged'],
      [{ HostConfig: { NetworkMode: 'host' } }, 'host.namespaces'],
      [{ NetworkingConfig: { EndpointsConfig: { host: {} } } }, 'host.namespaces'],
      [{ HostConfig: { PidMode: 'host' } }, 'host.namespaces'],
      [{ HostConfig: { PidMode: 'container:other' } }, 'host.namespaces'],
      [{ HostConfig: { IpcMode: 'host' } }, 'host.namespaces'],
      [{ HostConfig: { UTSMode: 'host' } }, 'host.namespaces'],
      [{ HostConfig: { UsernsMode: 'host' } }, 'host.namespaces'],
      [{ HostConfig: { CgroupnsMode: 'host' } }, 'host.namespaces'],
      [{ HostConfig: { CapAdd: ['NET_ADMIN'] } }, 'host.capabilities'],
      [{ HostConfig: { Binds: ['/:/host'] } }, 'host.socket'],
      [{ HostConfig: { Binds: ['/srv/../etc:/host:ro'] } }, 'host.bind'],
      [{ HostConfig: { Binds: ['/var/run/docker.sock:/s'] } }, 'host.socket'],
      [{ HostConfig: { Mounts: [{ Type: 'bind', Source: '/etc', Target: '/x' }] } }, 'host.bind'],
      [
        {
          HostConfig: {
            Mounts: [
              {
                Type: 'volume',
                Target: '/x',
                VolumeOptions: { DriverConfig: { Name: 'local', Options: { type: 'none', o: 'bind', device: '/' } } },
              },
            ],
          },
        },
        'host.volume-options',
      ],
      [{ HostConfig: { VolumeDriver: 'other' } }, 'host.volume-options'],
      [
        { HostConfig: { Devices: [{ PathOnHost: '/dev/sda', PathInContainer: '/dev/sda', CgroupPermissions: 'rwm' }] } },
        'host.devices',
      ],
      [{ HostConfig: { DeviceCgroupRules: ['a *:* rwm'] } }, 'host.devices'],
      [{ HostConfig: { DeviceRequests: [{ Count: -1, Capabilities: [['gpu']] }] } }, 'host.devices'],
      [{ HostConfig: { SecurityOpt: ['seccomp=unconfined'] } }, 'host.security'],
      [{ HostConfig: { MaskedPaths: [] } }, 'host.security'],
      [{ HostConfig: { ReadonlyPaths: [] } }, 'host.security'],
      [{ HostConfig: { Sysctls: { 'net.core.somaxconn': '1' } } }, 'host.security'],
      [{ HostConfig: { Runtime: 'kata' } }, 'host.runtime'],
      [{ HostConfig: { CgroupParent: '/x' } }, 'host.runtime'],
      [{ HostConfig: { LogConfig: { Type: 'syslog' } } }, 'host.runtime'],
    ];
    for (const [body, needs] of asks) {
      const answered = await ask('POST', '/containers/create', { token: deployer, body: { Image: 'busybox', ...body } });
      assert.equal(answered.status, 403, JSON.stringify(body));
      assert.ok(message(answered).includes(needs), `${JSON.stringify(body)}: ${message(answered)}`);
    }
    const strange = [
      { Image: 'busybox', HostConfig: { privileged: true } },
      { Image: 'busybox', HostConfig: { Novelty: 1 } },
      { image: 'busybox' },
      { Image: 'busybox', HostConfig: { Mounts: [{ Type: 'image', Source: 'x', Target: '/x' }] } },
    ];
    for (const body of strange) assert.equal((await ask('POST', '/containers/create', { body })).status, 400);
    const twice = '{"Image":"busybox","HostConfig":{"Privileged":false,"Privileged":true}}';
    assert.equal((await ask('POST', '/containers/create', { token: deployer, body: twice })).status, 400);
    assert.deepEqual(engine.calls, []);
  });

  await t.test('what is within scope is made with its labels, by the ids of what it leans on', async () => {
    const body = {
      Image: 'busybox',
      Labels: { x: 'y' },
      Volumes: { '/anon': {} },
      HostConfig: { NetworkMode: 'container:mine', VolumesFrom: ['mine:ro'], Binds: ['vol-a:/a'], MemorySwappiness: null },
    };
    const made = await ask('POST', '/containers/create?name=made', { token: teamA, body });
    assert.equal(made.status, 201, made.text);
    const [call] = engine.calls;
    const sent = pick(call, 'args', 0, 'body');
    assert.deepEqual(pick(sent, 'Labels'), { x: 'y', team: 'a' });
    assert.equal(pick(sent, 'HostConfig', 'NetworkMode'), `container:${mine.id}`);
    assert.deepEqual(pick(sent, 'HostConfig', 'VolumesFrom'), [`${mine.id}:ro`]);
    assert.deepEqual(pick(sent, 'Volumes'), {});
    assert.deepEqual(pick(sent, 'HostConfig', 'Mounts', 0, 'VolumeOptions', 'Labels'), { team: 'a' });
    const foreign = { Image: 'busybox', HostConfig: { Binds: ['vol-b:/b'] } };
    assert.equal((await ask('POST', '/containers/create', { token: teamA, body: foreign })).status, 404);
    assert.equal(engine.calls.length, 1);
  });

  await t.test('actions answer as the engine does, and are on record by this way in', async () => {
    const stopped = await ask('POST', '/v1.41/containers/mine/stop?t=1', { token: deployer });
    assert.equal(stopped.status, 204);
    const entry = await recorded(String(stopped.headers['x-audit-id']));
    assert.deepEqual(
      [pick(entry, 'action'), pick(entry, 'result'), pick(entry, 'source', 'transport'), pick(entry, 'target', 'name')],
      ['container.stop', 'SUCCESS', 'GATEWAY', 'mine'],
    );
    assert.equal((await ask('POST', '/containers/mine/stop')).status, 304);
    assert.equal((await ask('POST', '/containers/mine/start')).status, 204);
    assert.equal((await ask('POST', '/containers/mine/pause')).status, 204);
    assert.equal((await ask('POST', '/containers/mine/unpause')).status, 204);
    assert.match(message(await ask('POST', '/containers/none/start')), /^No such container: none \(audit /);
    const commit = (body: object) => ask('POST', '/commit?container=mine&repo=r&changes=CMD%20a&changes=USER%20b', { body });
    assert.equal((await commit({ container: 'mine', repo: 'r', changes: ['CMD a', 'USER b'] })).status, 201, 'as dockerode does');
    for (const other of [{ container: 'other' }, { Image: 'x' }]) assert.equal((await commit(other)).status, 400);
    const kill = (body: object) => ask('POST', '/containers/mine/kill?signal=USR1', { body });
    assert.equal((await kill({ signal: 'USR1' })).status, 204, 'as dockerode does');
    for (const other of [{ signal: 'KILL' }, { t: 1 }, ['USR1']]) assert.equal((await kill(other)).status, 400);
    const net = await ask('POST', '/networks/create', { body: { Name: 'fresh', IPAM: { Config: [] }, CheckDuplicate: true } });
    assert.equal(net.status, 201, net.text);
    assert.equal(pick((await ask('POST', '/volumes/create', { body: { Name: 'new-one' } })).json, 'Name'), 'new-one');
    assert.equal(pick(engine.calls.at(-1)?.args, 0, 'options'), null);
    assert.equal((await ask('POST', '/volumes/create', { body: { Name: 'next-one', DriverOpts: {} } })).status, 201);
    assert.deepEqual(pick(engine.calls.at(-1)?.args, 0, 'options'), {}, 'which an engine tells from none');
    assert.match(message(await ask('GET', '/images/none/json')), /^no such image: none: No such image: none:latest/);
  });

  await t.test('a command is started by whoever made it, over the connection, with its body before what is typed', async () => {
    const exec = { Cmd: ['cat'], AttachStdin: true, AttachStdout: true, AttachStderr: true };
    const made = await ask('POST', '/containers/mine/exec', { body: exec });
    const id = String(pick(made.json, 'Id'));
    assert.equal((await ask('POST', `/exec/${id}/start`, { token: deployer, body: { Detach: false } })).status, 404);
    assert.equal((await ask('GET', `/exec/${id}/json`, { token: deployer })).status, 404);
    const socket = connect(port, '127.0.0.1');
    t.after(() => socket.destroy());
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise((resolve) => socket.once('end', resolve));
    const body = '{"Detach":false,"Tty":false}';
    const head = `POST /engine/local/v1.41/exec/${id}/start HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.admin}`;
    const more = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: Upgrade\r\nUpgrade: tcp`;
    socket.write(`${head}\r\n${more}\r\n\r\n${body}first `);
    const text = () => Buffer.concat(chunks).toString('latin1');
    await until(() => text().includes('first '), 'what came with the body is typed');
    assert.match(text(), /^HTTP\/1\.1 101 UPGRADED\r\n/);
    assert.ok(text().endsWith('\r\n\r\n\x01\0\0\0\0\0\0\x06first '));
    socket.write('second');
    await until(() => text().endsWith('\x01\0\0\0\0\0\0\x06second'), 'what is typed later');
    socket.end();
    await ended;
    const entry = async () => recorded(String(made.headers['x-audit-id']));
    await until(async () => pick(await entry(), 'result') === 'SUCCESS', 'the outcome is on record');
    assert.equal((await ask('POST', `/exec/${id}/start`, { body: { Detach: false } })).status, 409);
  });

  await t.test('plugins are told of without their settings, and found by their names', async () => {
    const [listed, one, none] = await Promise.all(
      ['/plugins', '/plugins/org/plug/json', '/plugins/none/json'].map((path) => ask('GET', path, { token: viewer })),
    );
    assert.deepEqual(pick(listed?.json, 0, 'Settings', 'Env'), []);
    assert.deepEqual([pick(one?.json, 'Name'), pick(one?.json, 'Settings', 'Env')], ['org/plug:latest', []]);
    assert.equal(none?.status, 404);
  });

  await t.test(
    'a volume that is not there can be removed by force, as with an engine; its build cache has no labels',
    async () => {
      assert.equal((await ask('DELETE', '/volumes/none')).status, 404);
      const forced = await ask('DELETE', '/volumes/none?force=1');
      assert.equal(forced.status, 204);
      assert.equal(pick(await recorded(String(forced.headers['x-audit-id'])), 'result'), 'NOT_EXECUTED');
      const before = engine.calls.length;
      const labelled = encodeURIComponent('{"label":["a=b"]}');
      assert.deepEqual((await ask('POST', `/build/prune?filters=${labelled}`)).json, { CachesDeleted: null, SpaceReclaimed: 0 });
      assert.equal(engine.calls.length, before);
    },
  );

  await t.test('of an image with several platforms one can be pushed and saved alone', async () => {
    const one = `platform=${encodeURIComponent('{"os":"linux","architecture":"arm64"}')}`;
    const platform = 'linux/arm64';
    assert.equal((await ask('POST', `/images/multi/push?tag=1&${one}`)).status, 200);
    assert.equal(pick(engine.calls.at(-1)?.args[0], 'platform'), platform);
    assert.equal((await ask('GET', `/images/multi:1/get?${one}`)).status, 200);
    assert.equal((await ask('GET', `/images/get?names=multi:1&${one}`)).status, 200);
    const saved = engine.reads.filter(({ method }) => method === 'saveImages').map(({ args }) => args.slice(0, 2));
    assert.deepEqual(saved, [
      [['multi:1'], { platform }],
      [['multi:1'], { platform }],
    ]);
    assert.equal((await ask('POST', '/images/load?platform=arm64')).status, 400);
  });

  await t.test('of an image with several platforms one can be removed alone', async () => {
    const before = engine.calls.length;
    const of = (platform: object | string) =>
      `/images/multi:1?platforms=${encodeURIComponent(typeof platform === 'string' ? platform : JSON.stringify(platform))}`;
    for (const wrong of [
      'linux/arm64',
      '{"os":"linux","OS":"windows"}',
      '{"os":"linux","architecture":"arm64","os.version":"1"}',
      '{}',
    ])
      assert.equal((await ask('DELETE', of(wrong))).status, 400, wrong);
    assert.equal(engine.calls.length, before);
    assert.equal((await ask('DELETE', of({ os: 'linux', architecture: 'arm', variant: 'v7' }))).status, 200);
    assert.deepEqual(engine.calls.at(-1)?.args, ['multi:1', { force: false, noPrune: false, platforms: ['linux/arm/v7'] }]);
    assert.equal((await ask('GET', '/images/busybox/history?platform=%7B%7D')).status, 200);
  });

  await t.test('BuildKit builds in a session that the same credential has open, for whoever may all that it can do', async () => {
    const building = ['image.build', 'build.session'];
    const [narrow, wide] = await Promise.all(
      [building, [...building, 'container.host']].map((permissions) => app.token('viewer', { permissions })),
    );
    const before = engine.calls.length;
    const open = (token = '') => {
      const socket = connect(port, '127.0.0.1');
      t.after(() => socket.destroy());
      const lines = [
        'POST /engine/local/session HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${token}`,
        'Connection: Upgrade',
        'Upgrade: h2c',
        'X-Docker-Expose-Session-Uuid: session-of-mine',
        'X-Docker-Expose-Session-Name: here',
        'X-Docker-Expose-Session-Sharedkey:',
        'X-Docker-Expose-Session-Grpc-Method: /a.B/C',
        'X-Docker-Expose-Session-Grpc-Method: /a.B/D',
      ];
      const said = { text: '' };
      socket.setEncoding('latin1').on('data', (chunk: string) => (said.text += chunk));
      socket.write(`${lines.join('\r\n')}\r\n\r\nfirst `);
      return { socket, said };
    };
    const build = '/v1.41/build?version=2&remote=client-session&session=session-of-mine&buildid=b1&t=kit:1';

    const refused = open(narrow);
    await until(() => refused.said.text.includes('container.host'), 'the refusal');
    assert.match(refused.said.text, /^HTTP\/1\.1 403 /);
    assert.equal((await ask('POST', build, { token: narrow })).status, 403);
    assert.equal(engine.calls.length, before);

    const { socket, said } = open(wide);
    const ends = new Promise((resolve) => socket.once('close', resolve));
    await until(() => said.text.endsWith('first '), 'the connection is passed on');
    assert.match(said.text, /^HTTP\/1\.1 101 Switching Protocols\r\nUpgrade: h2c\r\n/);
    assert.deepEqual(engine.calls.at(-1), {
      method: 'openBuilder',
      args: [
        {
          kind: 'session',
          headers: {
            'x-docker-expose-session-uuid': ['session-of-mine'],
            'x-docker-expose-session-name': ['here'],
            'x-docker-expose-session-sharedkey': [''],
            'x-docker-expose-session-grpc-method': ['/a.B/C', '/a.B/D'],
          },
        },
      ],
    });
    const again = open(wide);
    await until(() => again.said.text.includes('open session'), 'the same session again');

    const built = await ask('POST', build, { token: wide });
    const made = String(pick(engine.calls.at(-1)?.args, 1, 'id'));
    assert.deepEqual([engine.calls.at(-1)?.method, made], ['buildInSession', 'session-of-mine']);
    assert.match(built.text, /^\{"id":"moby.buildkit.trace","aux":"AAAA"\}\r\n\{"id":"moby.image.id","aux":\{"ID":"sha256:/);
    assert.equal(pick(await recorded(String(built.headers['x-audit-id'])), 'result'), 'SUCCESS');

    socket.end('more');
    await ends;
    const id = String(/X-Audit-Id: (\S+)/.exec(said.text)?.[1]);
    await until(async () => pick(await recorded(id), 'result') === 'SUCCESS', 'the end of the session is on record');
    const found = await app.gql(`{ auditEvent(id: "${id}") { action after { details { key value } } } }`);
    const details = [pick(found.data, 'auditEvent', 'after', 'details')].flat();
    const told = Object.fromEntries(details.map((one) => [String(pick(one, 'key')), pick(one, 'value')]));
    // Clients open their session and ask for the build at the same time.
    const early = ask('POST', build, { token: wide });
    const next = open(wide);
    assert.equal((await early).status, 200);
    next.socket.destroy();
    assert.deepEqual(
      [pick(found.data, 'auditEvent', 'action'), told['bytesIn'], told['bytesOut']],
      ['build.session', '10', '10'],
    );
  });
});
