import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { scratch } from '../support/scratch.ts';
import { until } from '../support/until.ts';
import { cliFolder } from './cli/folder.ts';
import { cli, toldTwice } from './cli/twice.ts';

const execute = promisify(execFile);

/** Since 23 the CLI leaves BuildKit to a plugin of its own, which Debian 12 has not. */
async function withBuildKit(): Promise<string | null> {
  for (const program of [cli, '/usr/bin/docker']) {
    const version = await execute(program, ['--version']).catch(() => null);
    if (/^Docker version (?:18|19|20)\./.test(version?.stdout ?? '')) return program;
  }
  return null;
}

const program = await withBuildKit();

const story = `
  sh DOCKER_BUILDKIT=1 PROGRAM build -q -t kit-NAME:1 --build-arg V=NAME --label a=b DIR/context
  image inspect -f '{{json .Config.Labels}} {{json .Config.Cmd}}' kit-NAME:1
  run --rm kit-NAME:1
  sh DOCKER_BUILDKIT=1 PROGRAM build --progress plain --no-cache --target first --build-arg V=NAME -t kit-NAME:3 DIR/context 2>&1 | grep '] RUN echo built' >/dev/null && echo shown
  sh DOCKER_BUILDKIT=1 PROGRAM build -q --secret id=word,src=DIR/file -t kit-NAME:2 -f DIR/context/Secret DIR/context
  run --rm kit-NAME:2 cat /told
  sh DOCKER_BUILDKIT=1 PROGRAM build -q -f DIR/context/Broken DIR/context 2>DIR/NAME.said || echo $? && grep -o 'executor failed.*' DIR/NAME.said
  sh DOCKER_BUILDKIT=1 PROGRAM build -q --network host --label a=NAME -t kit-NAME:4 DIR/context
  rmi -f kit-NAME:1 kit-NAME:2 kit-NAME:3 kit-NAME:4
`;

test(
  'docker build by BuildKit says and does the same through the gateway as straight',
  { skip: program === null && 'no Docker CLI with BuildKit in it', timeout: 120_000 },
  async (t) => {
    const { socketPath } = await sharedEngine();
    const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
    const path = join(scratch(t), 'all.sock');
    const policy = join(scratch(t), 'wharfinger.yaml');
    writeFileSync(policy, JSON.stringify({ version: 1, sockets: { all: { path, role: 'admin' } } }));
    const app = await startApp(t, connectEngine({ host: 'local', locate }), { env: { WHARFINGER_POLICY: policy } });
    const dir = cliFolder(t, app.admin);
    writeFileSync(
      join(dir, 'context', 'Secret'),
      `FROM ${image}\nRUN --mount=type=secret,id=word wc -c </run/secrets/word >/told\n`,
    );
    const sides = {
      straight: { host: `unix://${socketPath}`, net: '10.201.1' },
      through: { host: `tcp://${new URL(await app.listen()).host}/engine/local`, net: '10.201.2' },
    };
    const [told] = await toldTwice({ kit: story.replaceAll('PROGRAM', String(program)) }, dir, sides);
    assert.deepEqual(told?.through, told?.straight);
    assert.match(told?.through.join('\n') ?? '', /\n4\n/, 'the secret reached the step');

    const events = async (filter: string) => {
      const found = await app.gql(
        `{ auditEvents(first: 50, filter: ${filter}) { nodes { action result source { transport } after { details { key value } } } } }`,
      );
      return [pick(found.data, 'auditEvents', 'nodes')].flat();
    };
    await t.test('each session is on record with its bytes, each build with its outcome', async () => {
      const sessions = '{ action: ["build.session"] }';
      await until(
        async () => (await events(sessions)).filter((one) => pick(one, 'result') === 'SUCCESS').length === 5,
        'the ends of five sessions',
      );
      const builds = await events('{ action: ["image.build"] }');
      assert.deepEqual(builds.map((one) => String(pick(one, 'result'))).sort(), [
        'FAILURE',
        'SUCCESS',
        'SUCCESS',
        'SUCCESS',
        'SUCCESS',
      ]);
    });

    await t.test('by a socket', async () => {
      const bare = join(dir, 'bare');
      mkdirSync(bare);
      const env = { DOCKER_HOST: `unix://${path}`, DOCKER_CONFIG: bare, DOCKER_BUILDKIT: '1' };
      const tag = `${uniqueName()}:1`;
      await execute(String(program), ['build', '-q', '-t', tag, join(dir, 'context')], { env });
      await execute(String(program), ['rmi', '-f', tag], { env });
    });
  },
);
