import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { external, externalOnce, onRecord, seeded, startOn } from '../support/on-record.ts';
import { docker, image, ownEngine, run } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

test('each command of the docker command line is on record once, and none of our own actions is on record as somebody else’s', async (t) => {
  const engine = await ownEngine(t);
  await run(engine, {
    name: 'web',
    labels: { exitCode: '99', signal: 'FORGED', execID: 'forged', oldName: 'forged', name: 'forged', image: 'forged' },
  });
  const app = await startOn(t, engine);
  const commands: [string[], string][] = [
    [['stop', '-t', '1', 'web'], 'container.stop'],
    [['start', 'web'], 'container.start'],
    [['restart', '-t', '1', 'web'], 'container.restart'],
    [['pause', 'web'], 'container.pause'],
    [['unpause', 'web'], 'container.unpause'],
    [['exec', 'web', 'true'], 'container.exec'],
    [['rename', 'web', 'shop'], 'container.rename'],
    [['update', '--memory', '64m', '--memory-swap', '64m', 'shop'], 'container.update'],
    [['kill', 'shop'], 'container.kill'],
    [['start', 'shop'], 'container.start'],
    [['commit', 'shop', 'made:1'], 'container.commit'],
    [['tag', image, 'other:1'], 'image.tag'],
    [['rmi', 'other:1'], 'image.remove'],
    [['rmi', 'made:1'], 'image.remove'],
    [['network', 'create', 'net'], 'network.create'],
    [['network', 'connect', 'net', 'shop'], 'network.connect'],
    [['network', 'disconnect', 'net', 'shop'], 'network.disconnect'],
    [['network', 'rm', 'net'], 'network.remove'],
    [['volume', 'create', 'vol'], 'volume.create'],
    [['create', '--name', 'two', '-v', 'vol:/x', image, 'true'], 'container.create'],
    [['rm', 'two'], 'container.remove'],
    [['volume', 'rm', 'vol'], 'volume.remove'],
    [['rm', '-f', 'shop'], 'container.remove'],
  ];
  for (const [command] of commands) await docker(engine, ...command);
  // After this one nothing older can come.
  await docker(engine, 'volume', 'create', 'last');
  await until(async () => (await external(app)).at(-1)?.name === 'last', 'the last command is on record', 60_000);
  const seen = (await external(app)).slice(0, -1);
  assert.deepEqual(
    seen.map(({ action }) => action),
    commands.map(([, action]) => action),
  );
  assert.deepEqual([...new Set(seen.map(({ actor }) => actor))], ['unknown']);
  assert.ok(!JSON.stringify(seen).includes('orged'), 'nothing of a label is in a field');
});

test('our own actions, alone and beside those of the command line, are on record as ours', async (t) => {
  const engine = await ownEngine(t);
  for (const name of ['one', 'two']) await run(engine, { name });
  const app = await startOn(t, engine);
  const act = async (mutation: string) => {
    const { errors } = await app.gql(`mutation { ${mutation} }`);
    assert.deepEqual(errors, [], `${mutation} ${app.log.filter((line) => /"level":(50|"error")/.test(line)).join('')}`);
  };
  const own = async () => {
    await act('stopContainer(input: { ref: "one", timeoutSeconds: 1 }) { changed }');
    await act('startContainer(input: { ref: "one" }) { changed }');
    await act('restartContainer(input: { ref: "one", timeoutSeconds: 1 }) { changed }');
    await act('pauseContainer(input: { ref: "one" }) { changed }');
    await act('unpauseContainer(input: { ref: "one" }) { changed }');
    await act('execContainer(input: { ref: "one", command: ["true"] }) { exitCode }');
    await act('renameContainer(input: { ref: "one", name: "uno" }) { changed }');
    await act('renameContainer(input: { ref: "uno", name: "one" }) { changed }');
    await act('commitContainer(input: { ref: "one", repository: "ours", tag: "1" }) { changed }');
    await act('recreateContainer(input: { ref: "one", timeoutSeconds: 20 }) { changed }');
    await act('killContainer(input: { ref: "one" }) { changed }');
    await act('createVolume(input: { name: "ours" }) { changed }');
    await act('createNetwork(input: { name: "ours" }) { changed }');
    await act('removeNetwork(input: { ref: "ours" }) { changed }');
    await act(`tagImage(input: { ref: "${image}", tag: "mine:1" }) { changed }`);
    await act('removeImage(input: { ref: "mine:1" }) { changed }');
    await act('removeContainer(input: { ref: "one", force: true }) { changed }');
  };
  const theirs = async () => {
    for (let round = 0; round < 3; round += 1) {
      await docker(engine, 'stop', '-t', '1', 'two');
      await until(async () => (await external(app)).length >= round * 2 + 1, 'the stop is on record', 60_000);
      await docker(engine, 'start', 'two');
      await until(async () => (await external(app)).length >= round * 2 + 2, 'the start is on record', 60_000);
    }
  };
  await Promise.all([own(), theirs()]);
  await docker(engine, 'pause', 'two');
  const seen = await externalOnce(app, 7);
  const last = await app.gql('{ container(ref: "two") { lastAction { action origin actor { type } } } }');
  assert.deepEqual(pick(last.data, 'container', 'lastAction'), {
    action: 'container.pause',
    origin: 'EXTERNAL',
    actor: { type: 'unknown' },
  });
  assert.deepEqual(
    seen.map(({ action, name }) => `${action} ${name}`),
    [...Array.from({ length: 3 }, () => ['container.stop two', 'container.start two']).flat(), 'container.pause two'],
  );
});

test('own actions and commands on the same containers at random: each is on record once, as whose it was', async (t) => {
  const engine = await ownEngine(t);
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  const below = seeded(seed);
  const names = ['one', 'two', 'three', 'four'];
  for (const name of names) await run(engine, { name });
  const app = await startOn(t, engine);
  const commands: Record<string, string[]> = {
    stop: ['stop', '-t', '1'],
    start: ['start'],
    pause: ['pause'],
    unpause: ['unpause'],
    kill: ['kill'],
  };
  const next: Record<string, string[]> = { running: ['stop', 'pause', 'kill'], exited: ['start'], paused: ['unpause'] };
  const becomes: Record<string, string> = {
    stop: 'exited',
    kill: 'exited',
    start: 'running',
    pause: 'paused',
    unpause: 'running',
  };
  const mutations: Record<string, string> = {
    stop: 'stopContainer',
    start: 'startContainer',
    pause: 'pauseContainer',
    unpause: 'unpauseContainer',
    kill: 'killContainer',
  };
  const done: string[] = [];
  // One story for each container; whose turn it is is drawn each time.
  const story = async (name: string) => {
    let state = 'running';
    for (let step = 0; step < 10; step += 1) {
      const verbs = next[state] ?? [];
      const verb = verbs[below(verbs.length)] ?? 'start';
      if (below(2) === 0) {
        await docker(engine, ...(commands[verb] ?? []), name);
        done.push(`EXTERNAL container.${verb} ${name}`);
      } else {
        const { errors } = await app.gql(
          `mutation { ${mutations[verb]}(input: { ref: "${name}" ${verb === 'stop' ? 'timeoutSeconds: 1' : ''} }) { changed } }`,
        );
        // The copy may lag behind a command that has only just been carried out.
        if (errors.length > 0) continue;
        done.push(`OWN container.${verb} ${name}`);
      }
      state = becomes[verb] ?? state;
    }
  };
  await Promise.all(names.map(story));
  const about = async () =>
    (await onRecord(app))
      .filter(({ action, origin }) => action.startsWith('container.') && (origin === 'EXTERNAL' || origin === 'OWN'))
      .map(({ origin, action, name }) => `${origin} ${action} ${name}`);
  const theirs = done.filter((one) => one.startsWith('EXTERNAL')).length;
  await externalOnce(app, theirs);
  await docker(engine, 'rename', 'one', 'end');
  await until(async () => (await external(app)).some(({ action }) => action === 'container.rename'), 'the last event', 60_000);
  const recorded = (await about()).filter((one) => !one.includes('rename'));
  assert.deepEqual(
    recorded.filter((one) => one.startsWith('EXTERNAL')).toSorted(),
    done.filter((one) => one.startsWith('EXTERNAL')).toSorted(),
  );
});

test('health checks are not on record, commands in the same container are', async (t) => {
  const engine = await ownEngine(t);
  const app = await startOn(t, engine);
  await docker(
    engine,
    'run',
    '-d',
    '--name',
    'checked',
    '--health-cmd',
    'test -d /',
    '--health-interval',
    '1s',
    image,
    'sleep',
    '600',
  );
  const probes = async () => docker(engine, 'inspect', '--format', '{{len .State.Health.Log}}', 'checked');
  await until(async () => Number(await probes()) >= 3, 'three health checks', 60_000);
  await docker(engine, 'exec', 'checked', 'test', '-d', '/tmp');
  assert.deepEqual(
    (await externalOnce(app, 3)).map(({ action, params }) => [action, params['command']]),
    [
      ['container.create', undefined],
      ['container.start', undefined],
      ['container.exec', 'test -d /tmp'],
    ],
  );
});
