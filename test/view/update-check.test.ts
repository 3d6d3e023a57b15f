import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineError, notFound } from '../../src/errors.ts';
import { updateChecks } from '../../src/view/update-check.ts';
import { image } from '../support/fake-engine.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const here = (name: string, letter = 'a') => image({ tags: [`${name}:1`], digests: [`${name}@${digest(letter)}`] });

function rig(answer: (name: string) => string | Error) {
  const asked: string[] = [];
  let [time, running, most] = [0, 0, 0];
  const check = updateChecks({
    credentials: { for: async () => null, all: async () => [] },
    now: () => time,
    reader: {
      registryDigest: async (name) => {
        asked.push(name);
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        const said = answer(name);
        if (said instanceof Error) throw said;
        return said;
      },
    },
  });
  return { check, asked, most: () => most, pass: (ms: number) => void (time += ms) };
}

test('an image that the registry has differs or is the same, and is asked for once in five minutes however many ask', async () => {
  const { check, asked, pass } = rig(() => digest('b'));
  const all = await Promise.all(Array.from({ length: 100 }, () => check(here('r.example/app'), 'r.example/app:1')));
  assert.deepEqual([...new Set(all.map(({ available }) => available))], [true]);
  assert.equal((await check(here('r.example/app', 'b'), 'r.example/app:1')).available, false);
  assert.equal(asked.length, 2);
  pass(299_999);
  await check(here('r.example/app'), 'r.example/app:1');
  assert.equal(asked.length, 2);
  pass(1);
  await check(here('r.example/app'), 'r.example/app:1');
  assert.equal(asked.length, 3);
});

test('at most four questions are on their way, and a registry that is away is left alone for a minute', async () => {
  const many = rig(() => digest('b'));
  await Promise.all(Array.from({ length: 40 }, (_, n) => many.check(here(`r.example/app${n}`), `r.example/app${n}:1`)));
  assert.deepEqual([many.asked.length, many.most()], [40, 4]);
  const away = rig(() => engineError('connection refused', { engineStatus: 500 }));
  const ask = (n: number) => away.check(here(`r.example/app${n}`), `r.example/app${n}:1`);
  assert.deepEqual([(await ask(1)).unknown, (await ask(2)).unknown], ['unreachable', 'unreachable']);
  assert.equal(away.asked.length, 1);
  away.pass(60_000);
  await ask(2);
  assert.equal(away.asked.length, 2);
});

test('what cannot be known has a reason, and a registry is only asked where it can know', async () => {
  const { check, asked } = rig((name) =>
    name.includes('secret')
      ? engineError('unauthorized: authentication required', { engineStatus: 401 })
      : notFound('manifest unknown'),
  );
  const reason = async (...given: Parameters<typeof check>) => (await check(...given)).unknown;
  assert.equal(await reason(here('app'), digest('a')), 'no-name');
  assert.equal(await reason(here('app'), null), 'no-name');
  assert.equal(await reason(here('app'), `app@${digest('a')}`), 'pinned');
  assert.equal(await reason(here('app'), 'other:1'), 'not-pulled');
  assert.equal(await reason(null, 'app:1'), 'not-pulled');
  assert.equal(asked.length, 0);
  assert.equal(await reason(here('app'), 'docker.io/library/app:1'), 'not-found');
  assert.equal(await reason(here('secret'), 'secret:1'), 'refused');
});
