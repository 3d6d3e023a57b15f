import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { test, type TestContext } from 'node:test';
import { pack } from 'tar-stream';
import { external, startOn } from '../support/on-record.ts';
import { docker, image as base, ownEngine } from '../support/real-engine.ts';
import { registry } from '../support/registry.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

async function start(t: TestContext) {
  const engine = await ownEngine(t);
  const app = await startOn(t, engine);
  const url = await app.listen();
  const send = async (path: string, body: Buffer | null): Promise<IncomingMessage> => {
    const request = httpRequest(`${url}/api/v1/images/${path}`, {
      method: body === null ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${app.admin}`, ...(body === null ? {} : { 'content-type': 'application/x-tar' }) },
    });
    const answered = once(request, 'response');
    if (body === null) request.end();
    else await pipeline(Readable.from([body]), request);
    const [answer]: IncomingMessage[] = await answered;
    assert.ok(answer);
    assert.equal(answer.statusCode, 200);
    return answer;
  };
  const folder = scratch(t);
  /** What is on record as somebody else's, once nothing older can come. */
  const theirs = async () => {
    await docker(engine, 'volume', 'create', 'last');
    await until(async () => (await external(app)).some(({ name }) => name === 'last'), 'the last change', 60_000);
    return (await external(app)).filter(({ name }) => name !== 'last');
  };
  return { engine, app, send, folder, theirs };
}

function contextOf(dockerfile: string): Promise<Buffer> {
  const packed = pack();
  packed.entry({ name: 'Dockerfile' }, dockerfile);
  packed.finalize();
  return buffer(packed);
}

const steps = `FROM ${base}
LABEL name=forged image=forged
RUN echo one > /one
WORKDIR /work
VOLUME /data
COPY Dockerfile /
RUN sleep 0.2; echo two > /two
CMD ["sh"]
`;

test('what we build, save, load and import ourselves is in the log once; what docker does beside that is somebody else’s', async (t) => {
  const { engine, send, folder, theirs } = await start(t);
  const context = await contextOf(steps);
  const built = await text(await send('build?tag=ours:1&tag=ours:2', context));
  assert.match(built, /"ref":"ours:1"/);
  await text(await send('build?tag=ours:1', context));
  const saved = await buffer(await send('save?ref=ours:1&ref=ours:2&ref=' + base, null));
  await docker(engine, 'rmi', 'ours:1', 'ours:2');
  await text(await send('load', saved));
  await text(await send('load', saved));
  await text(await send('import?repo=imported', await contextOf('no matter')));
  await text(await send('import', await contextOf('no matter what')));
  writeFileSync(join(folder, 'saved.tar'), saved);
  await docker(engine, 'load', '-i', join(folder, 'saved.tar'));
  const seen = await theirs();
  assert.deepEqual(
    seen.map(({ action, name }) => `${action} ${name}`).toSorted(),
    // An image that had two names, its steps' images with it, of which each is an object of its own to the engine; and two images in the archive.
    [
      ...seen.filter(({ action }) => action === 'image.remove').map(({ action, name }) => `${action} ${name}`),
      `image.load ${base}`,
      'image.load ours:1',
    ].toSorted(),
  );
});

test('while we build, somebody else builds: theirs is in the log, and all of it', async (t) => {
  const { engine, send, folder, theirs } = await start(t);
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${base}\nRUN echo theirs; sleep 0.3\n`);
  const context = await contextOf(`${steps}RUN sleep 2\n`);
  const [told] = await Promise.all([
    send('build?tag=ours', context).then(text),
    docker(engine, 'build', '-t', 'theirs', folder),
    docker(engine, 'run', '-d', '--name', 'web', base, 'sleep', '100'),
  ]);
  assert.match(told, /"ref":"ours:latest"/);
  const seen = await theirs();
  const ofStep = seen.filter(({ name }) => name !== 'web' && name !== 'theirs:latest');
  assert.equal(new Set(ofStep.map(({ name }) => name)).size, 1, 'the container of their one step');
  assert.deepEqual(
    ofStep.map(({ action }) => action),
    ['container.create', 'container.attach', 'container.start', 'container.exit', 'container.remove'],
  );
  const others = seen.filter((one) => !ofStep.includes(one)).map(({ action, name }) => `${action} ${name}`);
  assert.deepEqual(others.toSorted(), ['container.create web', 'container.start web', 'image.tag theirs:latest']);
  assert.ok(
    seen.every(({ params }) => params['ambiguous'] === undefined),
    'none of it is in doubt',
  );
});

test('a build that its client leaves, and one that fails, are our own to the last step', async (t) => {
  const { send, app, theirs } = await start(t);
  assert.match(await text(await send('build', await contextOf(`FROM ${base}\nRUN exit 3\n`))), /exit code 3/);
  assert.match(await text(await send('build?forceRm=true', await contextOf(`FROM ${base}\nRUN exit 4\n`))), /exit code 4/);
  const answer = await send('build?tag=left', await contextOf(`FROM ${base}\nRUN echo begun; sleep 100\n`));
  let seen = '';
  for await (const chunk of answer) {
    seen += String(chunk);
    if (seen.includes('begun\\n')) break;
  }
  answer.destroy();
  await until(
    async () =>
      JSON.stringify((await app.gql('{ auditEvents(filter: { action: ["image.build"] }) { nodes { result } } }')).data).includes(
        'CANCELLED',
      ),
    'it is on record as cancelled',
  );
  assert.deepEqual(await theirs(), []);
});

test('what is pulled and pushed, by us and within our builds, is our own: by tag, by digest, all tags', async (t) => {
  const { engine, app, send, theirs } = await start(t);
  const name = `${await registry(t)}/team/app`;
  const gql = async (document: string) => assert.deepEqual((await app.gql(`mutation { ${document} }`)).errors, []);
  await gql(`tagImage(input: { ref: "${base}", tag: "${name}:1" }) { changed }`);
  await gql(`tagImage(input: { ref: "${base}", tag: "${name}:2" }) { changed }`);
  await gql(`pushImage(input: { ref: "${name}:1" }) { changed }`);
  await gql(`pushImage(input: { ref: "${name}", allTags: true }) { changed }`);
  await gql(`pullImage(input: { image: "${name}:1" }) { changed }`);
  await gql(`pullImage(input: { image: "${name}", allTags: true }) { changed }`);
  const digest = (await docker(engine, 'inspect', '-f', '{{index .RepoDigests 0}}', base)).split('@')[1] ?? '';
  await gql(`pullImage(input: { image: "${name}@${digest}" }) { changed }`);
  await text(await send('build?pull=true&tag=pulled', await contextOf(`FROM ${name}:1\nCOPY --from=${name}:2 /bin/sh /other\n`)));
  assert.deepEqual(await theirs(), []);
  await docker(engine, 'pull', `${name}:1`);
  await docker(engine, 'push', `${name}:1`);
  await until(async () => (await external(app)).length >= 3, 'theirs');
  assert.deepEqual(
    (await external(app)).map(({ action }) => action),
    ['volume.create', 'image.pull', 'image.push'],
  );
});
