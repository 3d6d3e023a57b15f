import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { startOn } from '../support/on-record.ts';
import { leaks } from '../support/leaks.ts';
import { marked } from '../support/planted.ts';
import { image, sharedEngine, uniqueName } from '../support/real-engine.ts';

test('secrets that a real engine is sent, and repeats in its errors and events, are in no file, no log, no listing, no export and no error', async (t) => {
  const engine = await sharedEngine();
  const app = await startOn(t, engine);
  const url = await app.listen();
  const authorization = `Bearer ${app.admin}`;
  const errors: string[] = [];
  let done = 0;
  const act = async (field: string, input: object) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
    const answer = await app.gql(`mutation ($input: ${type}) { ${field}(input: $input) { auditEvent { auditId } } }`, { input });
    if (answer.errors.length === 0) done += 1;
    errors.push(...answer.errors.map(({ message }) => message));
  };
  const pair = (key: string, value: string) => ({ key, value });
  const name = uniqueName('secrets');
  const labels = () => [pair('db.password', marked()), pair('url', `https://bob:${marked()}@registry:5000/`)];
  t.after(() => app.gql(`mutation { removeContainer(input: { ref: "${name}", force: true }) { changed } }`));

  await act('runContainer', {
    name,
    image,
    pull: 'NEVER',
    command: ['sh', '-c', `sleep 600; export TOKEN=${marked()}`],
    env: [pair('PASSWORD', marked()), pair('PLAIN', marked())],
    labels: labels(),
    healthCheck: { command: ['true', '--password', marked()] },
  });
  await act('execContainer', {
    ref: name,
    command: ['true', '--password', marked()],
    env: [pair('A', marked())],
    stdin: marked(),
  });
  await act('commitContainer', {
    ref: name,
    repository: name,
    tag: 'x',
    changes: [`ENV A=${marked()}`, `LABEL db.password=${marked()}`],
  });
  await act('createVolume', { name, labels: labels() });
  await act('createNetwork', { name, labels: labels() });
  assert.equal(done, 5, errors.join('\n'));
  // What the engine refuses, it repeats.
  await act('execContainer', { ref: name, command: [`/nowhere/token=${marked()}`, `--api-key=${marked()}`] });
  await act('runContainer', {
    name: `${name}-2`,
    image,
    pull: 'NEVER',
    command: [`/nowhere?password=${marked()}`],
    autoRemove: true,
  });
  await act('createContainer', { name, image, env: [pair('PASSWORD', marked())] });
  await act('pullImage', { image: `127.0.0.1:1/${name}:x`, registryAuth: { username: 'bob', password: marked() } });

  // A command that is not found is no error but an exit code.
  assert.equal(errors.length, 3);
  assert.ok(
    errors.every((message) => !message.includes('is not defined')),
    errors.join('\n'),
  );

  const build = pack();
  build.entry({ name: 'Dockerfile' }, `FROM ${image}\nARG SECRET\nRUN test -n "$SECRET" && exit 3\n`);
  build.finalize();
  const args = JSON.stringify({ SECRET: marked() });
  const built = await fetch(`${url}/api/v1/images/build?tag=${name}:y`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-tar', 'x-wharfinger-build-args': args },
    body: Buffer.concat(await Readable.from(build).toArray()),
  });
  errors.push(await built.text());
  const exported = await Promise.all(
    ['ndjson', 'csv', 'ocsf', 'cloudevents'].map(async (format) =>
      (await fetch(`${url}/api/v1/audit/export?format=${format}`, { headers: { authorization } })).text(),
    ),
  );
  assert.match(exported[0] ?? '', /hmac-sha256:/);

  assert.deepEqual(await leaks(app, [...errors, ...exported]), [], 'while it runs');
  for (const field of ['removeVolume', 'removeNetwork']) await act(field, field === 'removeVolume' ? { name } : { ref: name });
  await act('removeContainer', { ref: name, force: true });
  await act('removeImage', { ref: `${name}:x` });
  await app.close();
  assert.deepEqual(await leaks(app, errors), [], 'after it has stopped');
});
