import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { conflict } from '../../src/errors.ts';
import type { Container } from '../../src/engine/model.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine, image, type Call, type FakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const images = [image({ tags: ['app:1'] })];
const named = (name: string) =>
  container({ name, state: 'running', imageRef: 'app:1', restartPolicy: { name: 'no', maximumRetryCount: 0 } });
const web = named('web');

/** A call of the engine's writer, and which of the two containers it is about. */
interface Step {
  method: Call['method'];
  of: 'old' | 'new';
  call: Call;
}

interface Crash {
  name: string;
  ran?: boolean;
  /** Whether the new one cannot be started, so that the crash is while the old one is put back. */
  fails?: boolean;
  removeOld?: boolean;
  /** At which call, and before or after the engine had done it. */
  at: (step: Step) => boolean;
  when: 'before' | 'after';
  /** What somebody does before the next start. */
  meanwhile?: (engine: FakeEngine, name: string) => void;
  /** Which one has the name in the end, and what was done. */
  stays: 'old' | 'new';
  how: string;
  /** What follows the name of each that is left, where there are more. */
  left?: string[];
}

const is =
  (method: Call['method'], of: Step['of'] = 'old') =>
  (step: Step) =>
    step.method === method && step.of === of;

const crashes: Crash[] = [
  { name: 'before the new one is made', at: is('copyContainer'), when: 'before', stays: 'old', how: 'nothing' },
  { name: 'once the new one is made', at: is('copyContainer'), when: 'after', stays: 'old', how: 'put back' },
  { name: 'before the old one is stopped', at: is('stopContainer', 'old'), when: 'before', stays: 'old', how: 'put back' },
  { name: 'once the old one is stopped', at: is('stopContainer', 'old'), when: 'after', stays: 'old', how: 'put back' },
  { name: 'when nothing has the name', at: is('renameContainer', 'old'), when: 'after', stays: 'old', how: 'put back' },
  { name: 'when the names are swapped', at: is('renameContainer', 'new'), when: 'after', stays: 'old', how: 'put back' },
  { name: 'once the new one runs', at: is('startContainer', 'new'), when: 'after', stays: 'new', how: 'finish' },
  { name: 'before the old one goes', at: is('removeContainer', 'old'), when: 'before', stays: 'new', how: 'finish' },
  { name: 'once the old one is gone', at: is('removeContainer', 'old'), when: 'after', stays: 'new', how: 'nothing' },
  {
    name: 'once the new one runs, which then ends',
    at: is('startContainer', 'new'),
    when: 'after',
    meanwhile: ({ docker }, name) => docker.die(name, 3),
    stays: 'old',
    how: 'put back',
  },
  {
    name: 'once the new one runs, and the old one is to stay',
    removeOld: false,
    at: is('startContainer', 'new'),
    when: 'after',
    stays: 'new',
    how: 'finish',
    left: ['', '-old'],
  },
  {
    name: 'while the old one is put back: before the new one goes',
    fails: true,
    at: is('removeContainer', 'new'),
    when: 'before',
    stays: 'old',
    how: 'put back',
  },
  {
    name: 'while the old one is put back: the new one is gone',
    fails: true,
    at: is('removeContainer', 'new'),
    when: 'after',
    stays: 'old',
    how: 'put back',
  },
  {
    name: 'while the old one is put back: it has its name',
    fails: true,
    at: (step) => is('renameContainer')(step) && !JSON.stringify(step.call.args[1]).includes('-old-'),
    when: 'after',
    stays: 'old',
    how: 'put back',
  },
  {
    name: 'of one that did not run: when nothing has the name',
    ran: false,
    at: is('renameContainer', 'old'),
    when: 'after',
    stays: 'old',
    how: 'put back',
  },
  {
    name: 'of one that did not run: when the names are swapped',
    ran: false,
    at: is('renameContainer', 'new'),
    when: 'after',
    stays: 'new',
    how: 'finish',
  },
  {
    name: 'when nothing has the name, and somebody takes it',
    at: is('renameContainer', 'old'),
    when: 'after',
    meanwhile: ({ docker }, name) => docker.run({ name }),
    stays: 'new',
    how: 'failure',
    left: ['', '-next', '-old'],
  },
  {
    name: 'once the old one is stopped, and somebody removes it',
    at: is('stopContainer', 'old'),
    when: 'after',
    meanwhile: ({ docker }, name) => {
      docker.remove(name);
      docker.run({ name });
    },
    stays: 'new',
    how: 'discard',
  },
];

test('whenever recreating is broken off, the next start leaves one container of the name, in the state it had', async (t) => {
  const cases = crashes.map((crash, index) => ({
    ...crash,
    old: { ...named(`app${index}`), ...(crash.ran === false && { state: 'exited' as const }) },
  }));
  const engine = fakeEngine({ containers: cases.map(({ old }) => old), images });
  const hung = hangAt(t, engine, cases);
  const first = await startApp(t, engine);
  const answers = cases.map(({ old, removeOld = true }) =>
    first.gql(`mutation { recreateContainer(input: { ref: "${old.name}", removeOld: ${removeOld} }) { changed } }`),
  );
  await hung.reached;
  const stateDir = await crashed(t, first);
  hung.otherwiseFine();
  for (const { meanwhile, old } of cases) meanwhile?.(engine, old.name);
  const again = await startApp(t, engine, { stateDir, env: { WHARFINGER_ADMIN_TOKEN: first.admin } });
  const repairs = await repaired(again, cases.length);

  for (const { name, old, stays, how, left = [''], ran = true } of cases) {
    await t.test(name, () => {
      const names = [...engine.docker.containers.values()].map((one) => one.name.replace(/-[0-9a-f]{6}$/, '')).sort();
      assert.deepEqual(
        names.filter((one) => new RegExp(`^${old.name}(-|$)`).test(one)),
        left.map((end) => `${old.name}${end}`),
      );
      const holder = engine.docker.find(old.name);
      assert.equal(holder.id === old.id ? 'old' : 'new', stays);
      assert.equal(holder.state === 'running', ran);
      const event = repairs.find((one) => pick(one, 'target', 'name') === old.name);
      const repair = pairs(pick(event, 'after', 'details')).find(([key]) => key === 'repair')?.[1];
      if (how === 'failure') assert.equal(pick(event, 'result'), 'FAILURE');
      else assert.deepEqual([repair, pick(event, 'result')], [how, how === 'nothing' ? 'NOOP' : 'SUCCESS']);
      assert.deepEqual([pick(event, 'actor', 'type'), pick(event, 'parent', 'result')], ['system', 'UNKNOWN']);
    });
  }
  hung.letGo();
  await Promise.all(answers);
});

test('what has been repaired is not looked at again', async (t) => {
  const engine = fakeEngine({ containers: [web], images });
  const hung = hangAt(t, engine, [{ old: web, at: is('stopContainer'), when: 'after' }]);
  const first = await startApp(t, engine);
  const answer = first.gql('mutation { recreateContainer(input: { ref: "web" }) { changed } }');
  await hung.reached;
  const env = { WHARFINGER_ADMIN_TOKEN: first.admin };
  const stateDir = await crashed(t, first);
  hung.otherwiseFine();
  const second = await startApp(t, engine, { stateDir, env });
  await repaired(second);
  await second.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }');
  await second.close();
  const third = await startApp(t, engine, { stateDir, env });
  engine.cutEvents();
  await until(() => third.log.filter((line) => line.includes('connected to the engine')).length > 1, 'connected again');
  // Looked for and found to be done before the server closes.
  await third.close();
  assert.equal(engine.docker.find('web').state, 'exited');
  hung.letGo();
  await answer;
});

test('an engine that goes away while a container is recreated is repaired when it is back', async (t) => {
  const engine = fakeEngine({ containers: [web], images });
  const app = await startApp(t, engine);
  engine.habits.after = (call) => {
    if (call.method === 'renameContainer') engine.down();
  };
  const answer = await app.gql('mutation { recreateContainer(input: { ref: "web" }) { changed } }');
  assert.equal(answer.errors[0]?.extensions.code, 'ENGINE_UNAVAILABLE');
  assert.match(answer.errors[0]?.message ?? '', /repaired as soon as the engine can be reached/);
  engine.habits.after = () => {};
  engine.up();
  const [event] = await repaired(app);
  assert.equal(pick(event, 'result'), 'SUCCESS');
  const left = [...engine.docker.containers.values()].map(({ id, name, state }) => ({ id, name, state }));
  assert.deepEqual(left, [{ id: web.id, name: 'web', state: 'running' }]);
});

/** The first call that fits never comes back, for each case; then the engine is fine for whoever asks anew. */
function hangAt(
  t: TestContext,
  engine: FakeEngine,
  cases: readonly (Pick<Crash, 'at' | 'when' | 'fails'> & { old: Container })[],
) {
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  const letGo = () => gone.reject(conflict('the test is over'));
  t.after(letGo);
  const all = cases.map((one) => ({ ...one, reached: Promise.withResolvers<void>(), here: false, copy: '' }));
  const about = (call: Call) => {
    const found = all.find(({ old, copy }) => call.args[0] === old.id || (copy !== '' && call.args[0] === copy));
    return found && { found, step: { method: call.method, of: call.args[0] === found.old.id ? 'old' : 'new', call } as const };
  };
  const meet = async (call: Call, when: Crash['when']) => {
    const { found, step } = about(call) ?? {};
    if (found === undefined || step === undefined || found.here) return;
    if (found.when === when && found.at(step)) {
      found.here = true;
      found.reached.resolve();
      await gone.promise;
    }
    if (when === 'before' && found.fails === true && is('startContainer', 'new')(step)) throw conflict('it cannot start');
  };
  engine.habits.before = (call) => meet(call, 'before');
  engine.habits.after = async (call) => {
    const { found } = about(call) ?? {};
    if (found !== undefined && call.method === 'copyContainer')
      found.copy =
        [...engine.docker.containers.values()].find(({ name }) => name.startsWith(`${found.old.name}-next-`))?.id ?? '';
    await meet(call, 'after');
  };
  return {
    reached: Promise.all(all.map(({ reached }) => reached.promise)),
    otherwiseFine: () => {
      engine.habits.before = () => {};
      engine.habits.after = () => {};
    },
    letGo,
  };
}

/** The state as the file system has it at this moment, in a directory of its own: no process has closed anything. */
async function crashed(t: TestContext, { stateDir }: TestApp): Promise<string> {
  const copy = scratch(t);
  for (const name of ['wharfinger.db', 'wharfinger.db-wal', 'checkpoints', 'audit-key', 'audit-public-keys', 'token-pepper'])
    cpSync(join(stateDir, name), join(copy, name));
  return copy;
}

/** The events of that many repairs, once all have ended. */
async function repaired(app: TestApp, count = 1): Promise<unknown[]> {
  const query = `{ auditEvents(filter: { action: ["container.recreate"] }) {
    nodes { result actor { type } target { name } params { key value } after { details { key value } } parent { result } } } }`;
  return until(
    async () => {
      const nodes = pick((await app.gql(query)).data, 'auditEvents', 'nodes');
      // One that found the engine gone before the loss was noticed was not carried out; another follows.
      const ended = (result: unknown) => result !== 'PENDING' && result !== 'NOT_EXECUTED';
      const found = (Array.isArray(nodes) ? nodes : []).filter(
        (node) => pairs(pick(node, 'params')).some(([key]) => key === 'repairs') && ended(pick(node, 'result')),
      );
      return found.length === count ? found : null;
    },
    'the repairs',
    60_000,
  );
}

function pairs(list: unknown): [string, string][] {
  return (Array.isArray(list) ? list : []).map((one) => [String(pick(one, 'key')), String(pick(one, 'value'))]);
}
