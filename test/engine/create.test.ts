import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { splitReference } from '../../src/engine/pull.ts';
import { WharfingerError } from '../../src/errors.ts';
import { body, standIn, status } from './stand-in.ts';

const id = 'a'.repeat(64);
const pull = { image: 'team/app:1', platform: null, allTags: false, auth: null };
const nobody = { signal: new AbortController().signal, report: () => {} };

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

test('a reference is cut into what the engine pulls it by: never all tags', () => {
  const cases = {
    busybox: ['busybox', 'latest'],
    'busybox:1.36': ['busybox', '1.36'],
    'localhost:5000/team/app': ['localhost:5000/team/app', 'latest'],
    'localhost:5000/team/app:1': ['localhost:5000/team/app', '1'],
    [`app:1@sha256:${id}`]: ['app', `sha256:${id}`],
  };
  for (const [image, [name, tag]] of Object.entries(cases)) assert.deepEqual(splitReference(image), { name, tag }, image);
});

test('a pull ends with its stream, and says whether anything newer came', async (t) => {
  const newer = await standIn(t, body('{"status":"Pulling"}\n{"status":"Status: Downloaded newer image for team/app:1"}\n'));
  assert.deepEqual(await newer.engine.writer.pullImage({ ...pull, platform: 'linux/arm64' }, nobody), {
    changed: true,
    status: 200,
    digest: null,
  });
  assert.deepEqual(newer.requests, ['POST /v1.41/images/create?fromImage=team%2Fapp&tag=1&platform=linux%2Farm64']);
  const same = await standIn(t, body('{"status":"Status: Image is up to date for team/app:1"}\n'));
  assert.deepEqual(await same.engine.writer.pullImage(pull, nobody), { changed: false, status: 200, digest: null });
});

test('an error in the stream of a pull that had begun well is a failure, and so is a stream that breaks', async (t) => {
  const cases = [
    [
      '{"status":"x"}\n{"errorDetail":{"message":"manifest unknown"},"error":"manifest unknown"}\n',
      'NOT_FOUND',
      /manifest unknown/,
    ],
    ['{"error":"no space left on device"}\n', 'ENGINE_ERROR', /no space left/],
    ['not json\n', 'ENGINE_ERROR', /not JSON/],
  ] as const;
  for (const [text, code, message] of cases) {
    const { engine } = await standIn(t, body(text));
    await assert.rejects(engine.writer.pullImage(pull, nobody), (error) => {
      assert.ok(error instanceof WharfingerError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  }
  const denied = await standIn(t, status(404, 'pull access denied for team/app'));
  await assert.rejects(denied.engine.writer.pullImage(pull, nobody), { code: 'NOT_FOUND', message: /pull access denied/ });
  const broken = await standIn(t, (_, response) => {
    response.write('{"status":"x"}\n', () => response.destroy());
  });
  await assert.rejects(broken.engine.writer.pullImage(pull, nobody), { code: 'ENGINE_UNAVAILABLE' });
});

test('a container goes to an old engine with one network and is connected to the others; when that fails it is taken away', async (t) => {
  const bodies: string[] = [];
  let refuse = false;
  const { engine, requests } = await standIn(t, (request, response) => {
    void textOf(request).then((text) => {
      if (text !== '') bodies.push(text);
      if (request.url?.includes('/containers/create'))
        return response.writeHead(201).end(JSON.stringify({ Id: id, Warnings: ['w'] }));
      if (request.url?.includes('/connect') && refuse) return status(403, 'no')(request, response);
      return response.end(request.method === 'DELETE' ? '' : '{}');
    });
  });
  const options = {
    name: 'web',
    platform: null,
    body: { Image: 'x', NetworkingConfig: { EndpointsConfig: { front: {}, back: { Aliases: ['b'] } } } },
  };
  assert.deepEqual(await engine.writer.createContainer(options), { changed: true, status: 201, id, warnings: ['w'] });
  assert.deepEqual(bodies, [
    '{"Image":"x","NetworkingConfig":{"EndpointsConfig":{"front":{}}}}',
    `{"Container":"${id}","EndpointConfig":{"Aliases":["b"]}}`,
  ]);
  refuse = true;
  await assert.rejects(engine.writer.createContainer(options), { code: 'ENGINE_ERROR', message: 'no' });
  assert.equal(requests.at(-1), `DELETE /v1.41/containers/${id}?force=true&v=true`);
});

test('a newer engine gets all networks at once', async (t) => {
  const { engine, requests } = await standIn(
    t,
    (request, response) => {
      response.end(request.url?.includes('/containers/create') ? JSON.stringify({ Id: id }) : '{}');
    },
    { version: { Version: '28', ApiVersion: '1.48', MinAPIVersion: '1.24' } },
  );
  await engine.writer.createContainer({
    name: null,
    platform: null,
    body: { Image: 'x', NetworkingConfig: { EndpointsConfig: { a: {}, b: {} } } },
  });
  assert.equal(requests.filter((request) => request.includes('/connect')).length, 0);
});

test('a platform of an image reaches the engines that know of it as JSON, and older ones are told apart before anything is sent', async (t) => {
  const arm = encodeURIComponent('{"os":"linux","architecture":"arm","variant":"v7"}');
  const picture = `sha256:${id}`;
  const removal = { force: false, noPrune: false, platforms: ['linux/arm/v7', 'linux/arm64'] };
  const on = async (version: string) => {
    const { engine, requests } = await standIn(
      t,
      (request, response) => {
        response.end(request.url?.includes('/json') ? JSON.stringify({ Id: picture }) : '[]');
      },
      { version: { Version: '28', ApiVersion: version, MinAPIVersion: '1.24' } },
    );
    return { reader: engine.reader, writer: engine.writer, requests };
  };
  const newer = await on('1.50');
  await newer.reader.imageHistory(picture, 'linux/arm/v7');
  assert.equal((await newer.reader.inspectImage(picture, 'linux/arm/v7')).id, picture);
  await newer.writer.removeImage(picture, removal);
  const archive = { content: Readable.from(['tar']), length: 3 };
  const one = { platform: 'linux/arm/v7' };
  const push = { repository: 'r.example/app', tag: '1', auth: null, ...one };
  (await newer.reader.saveImages([picture], one, nobody.signal)).close();
  await newer.writer.loadImages(one, archive, nobody.signal);
  await newer.writer.pushImage(push, nobody);
  const arm64 = encodeURIComponent('{"os":"linux","architecture":"arm64"}');
  assert.deepEqual(
    newer.requests.map((one) => one.replaceAll('%3A', ':')),
    [
      `GET /v1.50/images/${picture}/history?platform=${arm}`,
      `GET /v1.50/images/${picture}/json?platform=${arm}`,
      `DELETE /v1.50/images/${picture}?force=false&noprune=false&platforms=${arm}&platforms=${arm64}`,
      `GET /v1.50/images/get?names=${picture}&platform=${arm}`,
      `POST /v1.50/images/load?quiet=false&platform=${arm}`,
      `POST /v1.50/images/r.example%2Fapp/push?tag=1&platform=${arm}`,
    ].map((one) => one.replaceAll('%3A', ':')),
  );
  const older = await on('1.41');
  const refused = (version: string) => ({ code: 'BAD_INPUT', message: new RegExp(`needs API ${version}`) });
  await assert.rejects(older.reader.imageHistory(picture, 'linux/arm64'), refused('1.48'));
  await assert.rejects(older.reader.inspectImage(picture, 'linux/arm64'), refused('1.49'));
  await assert.rejects(older.writer.removeImage(picture, removal), refused('1.50'));
  await assert.rejects(older.reader.saveImages([picture], one, nobody.signal), refused('1.48'));
  await assert.rejects(older.writer.loadImages(one, archive, nobody.signal), refused('1.48'));
  await assert.rejects(older.writer.pushImage(push, nobody), refused('1.46'));
  assert.deepEqual(older.requests, []);
  await assert.rejects(newer.reader.imageHistory(picture, 'arm64'), { code: 'BAD_INPUT', message: /such as linux\/arm64/ });
});
