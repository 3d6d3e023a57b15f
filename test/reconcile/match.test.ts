import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { effectsOf, type CallName } from '../../src/reconcile/calls.ts';
import type { Lookup } from '../../src/reconcile/claims.ts';
import { Expectations } from '../../src/reconcile/expectations.ts';
import { Matcher, type Change } from '../../src/reconcile/match.ts';
import { sightingOf } from '../../src/reconcile/sighting.ts';
import { settledSnapshot } from '../../src/reconcile/snapshot.ts';

const lookup: Lookup = {
  autoRemove: () => false,
  stopSeconds: () => 10,
  volumes: () => [],
  probe: () => null,
  image: () => null,
};

/** A matcher whose time and events the test makes. */
function rig() {
  let time = 0;
  let nano = 1_767_268_800_000_000_000n;
  const running = new Set<string>();
  const expectations = new Expectations(() => time);
  const matcher = new Matcher({
    expectations,
    now: () => time,
    graceMs: () => 12_000,
    bonds: { volumes: () => [], committed: () => null },
    context: { aloneSignal: () => false, runs: (id) => running.has(id), autoRemove: () => false },
  });
  const keys: string[] = [];
  const sight = (id: string, action: string) => {
    nano += 1_000_000n;
    const network = action === 'connect' || action === 'disconnect';
    const event = {
      type: network ? 'network' : 'container',
      action,
      actorId: network ? 'net' : id,
      attributes: { container: network ? id : '' },
      scope: 'local',
      timeNano: String(nano),
    };
    const seen = sightingOf('engine', event);
    keys.push(seen.key);
    return seen;
  };
  return {
    matcher,
    expectations,
    running,
    keys,
    pass: (ms: number) => {
      time += ms;
    },
    sight,
    emit: (id: string, action: string) => matcher.offer(sight(id, action)),
    call: (method: CallName, ...args: unknown[]) => {
      const expected = expectations.add(`${method} ${keys.length}`, effectsOf(method, args, lookup));
      return (how: 'done' | 'failed' | 'unknown', answer: unknown = {}) => {
        expected.answered(how, answer);
        matcher.claimAgain();
      };
    },
    /** What is complete while time passes. */
    wait: (ms: number) => {
      const changes: Change[] = [];
      for (let left = ms; left > 0; left -= 250) {
        time += Math.min(250, left);
        changes.push(...take(matcher));
      }
      return changes;
    },
    /** All changes, once nothing more can come. */
    drain: () => {
      const changes: Change[] = [];
      for (let step = 0; step < 100; step += 1) {
        time += 250;
        const found = matcher.take(2_000);
        changes.push(...found);
        matcher.put(found, true);
      }
      return changes;
    },
  };
}

// What engines emit, as they were seen to.
const of20 = {
  stop: ['kill', 'die', 'disconnect', 'stop'],
  start: ['connect', 'start'],
  restart: ['kill', 'die', 'disconnect', 'stop', 'connect', 'start', 'restart'],
  kill: ['kill', 'die', 'disconnect'],
  pause: ['pause'],
  unpause: ['unpause'],
  rename: ['rename'],
} as const;
const of26 = {
  ...of20,
  stop: ['kill', 'disconnect', 'stop', 'die'],
  restart: ['kill', 'disconnect', 'stop', 'die', 'connect', 'start', 'restart'],
  kill: ['kill', 'disconnect', 'die'],
} as const;
type Verb = keyof typeof of20;
const methods = {
  stop: 'stopContainer',
  start: 'startContainer',
  restart: 'restartContainer',
  kill: 'killContainer',
  pause: 'pauseContainer',
  unpause: 'unpauseContainer',
  rename: 'renameContainer',
} as const satisfies Record<Verb, CallName>;
const next: Record<string, readonly Verb[]> = {
  running: ['stop', 'restart', 'kill', 'pause', 'rename'],
  exited: ['start', 'rename'],
  paused: ['unpause'],
};
const becomes: Record<Verb, string | null> = {
  stop: 'exited',
  kill: 'exited',
  start: 'running',
  restart: 'running',
  pause: 'paused',
  unpause: 'running',
  rename: null,
};

const moves = fc.array(
  fc.record({
    container: fc.integer({ min: 0, max: 2 }),
    choice: fc.nat(4),
    own: fc.boolean(),
    pause: fc.constantFrom(0, 5, 300, 1_900, 3_000),
    order: fc.boolean(),
    apart: fc.constantFrom(0, 0, 900),
  }),
  { maxLength: 40 },
);

test('whatever is done by whom, in whatever order and pace, on engines old and new: each of somebody else’s changes is one change, and none of ours is', () => {
  fc.assert(
    fc.property(moves, fc.constantFrom(of20, of26), (plan, sequences) => {
      const on = rig();
      const early: Change[] = [];
      const states = new Map<string, string>();
      const expected: string[] = [];
      for (const { container, choice, own, pause, order, apart } of plan) {
        const id = `c${container}`;
        const state = states.get(id) ?? 'running';
        const verbs = next[state] ?? [];
        const verb = verbs[choice % verbs.length] ?? 'rename';
        const answered = own ? on.call(methods[verb], id, {}) : undefined;
        states.set(id, becomes[verb] ?? state);
        if (states.get(id) === 'exited') on.running.delete(id);
        else on.running.add(id);
        const events = sequences[verb];
        events.forEach((action, at) => {
          // The answer may come before the last event is seen.
          if (order && at === events.length - 1) answered?.('done');
          on.emit(id, action);
          if (at < events.length - 1) early.push(...on.wait(apart));
        });
        if (!order) answered?.('done');
        if (!own) expected.push(`container.${verb} ${id}`);
        early.push(...on.wait(pause));
      }
      const changes = [...early, ...on.drain()];
      const seen = changes.map(({ action, main }) => `${action} ${main.object.replace('container ', '')}`);
      assert.deepEqual(seen.toSorted(), expected.toSorted());
      const given = changes.flatMap(({ events }) => events.map(({ key }) => key));
      assert.equal(new Set(given).size, given.length, 'no event is in two changes');
      assert.equal(on.matcher.waiting, 0);
      assert.equal(on.matcher.progress().last?.key, on.keys.at(-1));
    }),
    { numRuns: 2_000 },
  );
});

const steps = fc.array(
  fc.oneof(
    fc.record({
      emit: fc.constantFrom(
        'kill',
        'die',
        'oom',
        'disconnect',
        'stop',
        'connect',
        'start',
        'restart',
        'pause',
        'unpause',
        'commit',
        'destroy',
        'exec_start: x',
      ),
      container: fc.integer({ min: 0, max: 1 }),
    }),
    fc.record({ call: fc.constantFrom(...Object.values(methods)), container: fc.integer({ min: 0, max: 1 }) }),
    fc.record({ answer: fc.constantFrom('done', 'failed', 'unknown') }),
    fc.record({ pause: fc.constantFrom(10, 400, 2_500) }),
  ),
  { maxLength: 60 },
);

test('whatever an engine says, in whatever order, while whatever was asked of it: no event is in two changes, and none waits for ever', () => {
  fc.assert(
    fc.property(steps, (plan) => {
      const on = rig();
      const calls: ((how: 'done' | 'failed' | 'unknown') => void)[] = [];
      const changes: Change[] = [];
      for (const step of plan) {
        if ('emit' in step) on.emit(`c${step.container}`, step.emit);
        else if ('call' in step) calls.push(on.call(step.call, `c${step.container}`, {}));
        else if ('answer' in step) calls.shift()?.(step.answer);
        else changes.push(...on.wait(step.pause));
      }
      for (const answered of calls) answered('done');
      changes.push(...on.drain(), ...on.wait(70_000));
      const given = changes.flatMap(({ events }) => events.map(({ key }) => key));
      assert.equal(new Set(given).size, given.length);
      assert.equal(on.matcher.waiting, 0);
      assert.equal(on.matcher.progress().last?.key, on.keys.at(-1));
      if (!plan.some((step) => 'call' in step)) assert.deepEqual(given.toSorted(), on.keys.toSorted(), 'none is lost');
    }),
    { numRuns: 1_000 },
  );
});

function take(matcher: Matcher): Change[] {
  const found = matcher.take(2_000);
  matcher.put(found, true);
  return found;
}

test('of two stops at the same time, one of them ours, the other one is recorded and said to be ambiguous', () => {
  const on = rig();
  const answered = on.call('stopContainer', 'c', { timeoutSeconds: 1 });
  for (const action of ['kill', 'kill', 'die', 'disconnect', 'stop', 'stop']) on.emit('c', action);
  answered('done');
  assert.deepEqual(
    on.drain().map(({ action, ambiguous }) => [action, ambiguous]),
    [['container.stop', true]],
  );
});

test('an end that is told after the disconnection it brings, or after the stop, is part of that, and none of its own', () => {
  const on = rig();
  for (const action of ['disconnect', 'die']) on.emit('c', action);
  for (const action of ['kill', 'disconnect', 'stop', 'die']) on.emit('d', action);
  for (const action of ['disconnect', 'disconnect']) on.emit('e', action);
  assert.deepEqual(
    on
      .drain()
      .map(({ action, events }) => `${action} ${events.length}`)
      .toSorted(),
    ['container.exit 2', 'container.stop 4', 'network.disconnect 2'],
  );
});

test('a call without an answer claims its event late', () => {
  const on = rig();
  const answered = on.call('stopContainer', 'c', { timeoutSeconds: 1 });
  on.emit('c', 'kill');
  answered('unknown');
  on.pass(60_000);
  for (const action of ['die', 'disconnect', 'stop']) on.emit('c', action);
  assert.deepEqual(on.drain(), []);
});

test('a call that an engine’s restart has cut off claims nothing of what the new one says; one that was answered does', () => {
  const on = rig();
  on.expectations.listen(true);
  const [lost, answered] = [on.call('startContainer', 'c'), on.call('pauseContainer', 'd')];
  on.expectations.listen(false);
  lost('unknown');
  answered('done');
  const later = on.call('stopContainer', 'd', { timeoutSeconds: 1 });
  on.expectations.restarted();
  on.expectations.listen(true);
  on.emit('c', 'start');
  on.emit('d', 'pause');
  for (const action of of20.stop) on.emit('d', action);
  later('unknown');
  assert.deepEqual(
    on.drain().map(({ action, main }) => [action, main.id]),
    [['container.start', 'c']],
  );
});

test('of two starts, one before and one after ours by the clocks of both, ours is the later one; with another clock it is the first', () => {
  const hour = 3_600_000_000_000n;
  for (const [skew, theirs] of [
    [0n, 0],
    [hour, 1],
    [-hour, 1],
  ] as const) {
    const on = rig();
    const events = ['start', 'die', 'disconnect', 'start'].map((action) => on.sight('c', action));
    on.expectations
      .add('ours', effectsOf('startContainer', ['c'], lookup), { past: BigInt(events[2]?.timeNano ?? 0) + skew })
      .answered('lost', {});
    on.expectations.heardAgain(events);
    for (const event of events) on.matcher.offer(event);
    const starts = events.filter(({ verb }) => verb === 'start');
    assert.deepEqual(
      on
        .drain()
        .filter(({ action }) => action === 'container.start')
        .map(({ main }) => main),
      [starts[theirs]],
    );
  }
});

test('a call that is made while the engine repeats itself claims nothing of what it has repeated by then', () => {
  const on = rig();
  const { expectations, matcher } = on;
  expectations.listen(true);
  const cutOff = on.call('killContainer', 'b');
  expectations.listen(false);
  const [before, beforeToo, repeated, ours] = ['a', 'b', 'a', 'a'].map((id) => on.sight(id, 'kill'));
  assert.ok(before && beforeToo && repeated && ours);
  const place = expectations.see();
  const answered = on.call('killContainer', 'a');
  const later = expectations.see();
  cutOff('done');
  answered('done');
  // Of the time before it could be called again is what a call that was cut off has brought about.
  matcher.offer(before, { place: expectations.past });
  matcher.offer(beforeToo, { place: expectations.past });
  matcher.offer(repeated, { place });
  matcher.offer(ours, { place: later });
  expectations.listen(true);
  assert.deepEqual(
    on.drain().map(({ main }) => main),
    [before, repeated],
  );
});

test('what was called when the engine had just been lost claims what the engine says of that time; what was called once it was back does not', () => {
  const { expectations, matcher, sight, drain } = rig();
  expectations.listen(true);
  expectations.listen(false);
  expectations.add('decided before', effectsOf('stopContainer', ['c'], lookup), { away: true }).answered('done', {});
  expectations.add('decided after', effectsOf('stopContainer', ['d'], lookup)).answered('done', {});
  // An attempt to listen has failed.
  expectations.listen(false);
  for (const id of ['c', 'd']) for (const action of of20.stop) matcher.offer(sight(id, action), { place: expectations.past });
  expectations.listen(true);
  assert.deepEqual(
    drain().map(({ action, main }) => [action, main.id]),
    [['container.stop', 'd']],
  );
});

test('what another process has dealt with goes on to be stored as dealt with, after what it has not', () => {
  const { matcher, sight } = rig();
  const [waits, dealt] = [sight('web', 'pause'), sight('db', 'pause')];
  matcher.offer(waits);
  matcher.offer(dealt, { dealt: true });
  assert.deepEqual(matcher.progress(), { last: null, beyond: [dealt.key] });
});

test('a call that the engine refused claims nothing after a second', () => {
  const on = rig();
  on.call('pauseContainer', 'c')('failed');
  on.pass(1_500);
  on.drain();
  on.emit('c', 'pause');
  assert.deepEqual(
    on.drain().map(({ action }) => action),
    ['container.pause'],
  );
});

test('what is made by a call is known by its answer, and another one made meanwhile is not taken for it', () => {
  const on = rig();
  const answered = on.call('createContainer', {});
  on.emit('theirs', 'create');
  on.emit('ours', 'create');
  on.pass(5_000);
  assert.deepEqual(take(on.matcher), []);
  answered('done', { id: 'ours' });
  assert.deepEqual(
    on.drain().map(({ main }) => main.id),
    ['theirs'],
  );
});

test('a change that could not be recorded is given again, and the place to resume from does not move beyond it', () => {
  const on = rig();
  on.emit('a', 'pause');
  on.emit('b', 'rename');
  on.pass(3_000);
  const [first, second] = on.matcher.take(2_000);
  assert.ok(first !== undefined && second !== undefined);
  on.matcher.put([first], false);
  on.matcher.put([second], true);
  assert.equal(on.matcher.progress().last, null);
  assert.deepEqual(on.matcher.progress().beyond, [on.keys[1]]);
  assert.deepEqual(
    on.drain().map(({ action }) => action),
    ['container.pause'],
  );
  assert.equal(on.matcher.progress().last?.key, on.keys[1]);
});

test('an event that was dealt with before a restart is not expected again: the next one is somebody else’s', () => {
  const before = rig();
  const answered = before.call('stopContainer', 'web', { timeoutSeconds: 10 });
  for (const action of of20.stop) before.emit('web', action);
  answered('done');
  const [waiting] = before.expectations.awaited;
  assert.deepEqual(
    waiting?.seen.map(({ verb }) => verb),
    [...of20.stop],
  );
  const after = rig();
  after.expectations
    .add(waiting?.auditId ?? '', effectsOf('stopContainer', ['web', { timeoutSeconds: 10 }], lookup), { past: 0n })
    .answered('done', {});
  after.expectations.seenBefore(waiting?.auditId ?? '', waiting?.seen ?? []);
  for (const action of of20.stop) after.emit('web', action);
  assert.deepEqual(
    after.drain().map(({ action, events }) => [action, events.length]),
    [['container.stop', of20.stop.length]],
  );
});

test('while no events come, a call that was answered is not closed', () => {
  const { expectations, call, wait, emit, drain } = rig();
  expectations.listen(false);
  call('pauseContainer', 'web')('done');
  wait(60_000);
  expectations.listen(true);
  emit('web', 'pause');
  assert.deepEqual(drain(), []);
});

test('an object with an event that is not on record is kept as it was before', () => {
  const { matcher, emit, wait } = rig();
  emit('web', 'start');
  assert.ok(matcher.unsettled.has('web'));
  const images = {};
  const of = (state: string) => ({ name: 'web', state, startedAt: null, finishedAt: null, restarts: 0 });
  const old = { containers: { web: of('exited'), db: of('exited') }, images, networks: {}, volumes: {} };
  const now = { containers: { web: of('running'), db: of('running') }, images, networks: { n: 'n' }, volumes: { web: null } };
  const kept = settledSnapshot(old, now, matcher.unsettled);
  assert.deepEqual(kept, { ...old, containers: { web: of('exited'), db: of('running') }, networks: { n: 'n' } });
  matcher.put(wait(5_000), true);
  assert.equal(settledSnapshot(old, now, matcher.unsettled), now);
});

test('a signal waits for the stop it may be part of, and is a kill when there is none', () => {
  const on = rig();
  on.running.add('c');
  on.emit('c', 'kill');
  on.pass(9_000);
  assert.deepEqual(take(on.matcher), []);
  for (const action of ['die', 'disconnect', 'stop']) on.emit('c', action);
  on.emit('d', 'kill');
  assert.deepEqual(
    on
      .drain()
      .map(({ action, main }) => `${action} ${main.id}`)
      .toSorted(),
    ['container.kill d', 'container.stop c'],
  );
});
