import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanDuration, projectStatus, statusText, textChangesAt } from '../../src/view/status.ts';
import { container } from '../support/fake-objects.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// What go-units, which the Docker CLI uses, gives for these.
const words: readonly (readonly [number, string])[] = [
  [-5 * second, 'Less than a second'],
  [Number.NaN, 'Less than a second'],
  [0, 'Less than a second'],
  [999, 'Less than a second'],
  [second, '1 second'],
  [1999, '1 second'],
  [2 * second, '2 seconds'],
  [59 * second + 999, '59 seconds'],
  [minute, 'About a minute'],
  [2 * minute - 1, 'About a minute'],
  [2 * minute, '2 minutes'],
  [59 * minute + 59 * second, '59 minutes'],
  [hour, 'About an hour'],
  [hour + 29 * minute, 'About an hour'],
  [hour + 30 * minute, '2 hours'],
  [47 * hour + 29 * minute, '47 hours'],
  [47 * hour + 30 * minute, '2 days'],
  [13 * day + 23 * hour, '13 days'],
  [14 * day, '2 weeks'],
  [59 * day, '8 weeks'],
  [60 * day, '2 months'],
  [729 * day, '24 months'],
  [730 * day, '2 years'],
];

for (const [length, expected] of words) {
  test(`${length} ms is "${expected}", as the Docker CLI says it`, () => assert.equal(humanDuration(length), expected));
}

test('the status of each state is worded as docker ps words it', () => {
  const startedAt = '2026-01-01T12:00:00.5Z';
  const finishedAt = '2026-01-01T12:00:05.5Z';
  const now = Date.parse('2026-01-01T12:09:05.600Z');
  const health = (status: 'none' | 'starting' | 'healthy' | 'unhealthy') => ({ status, failingStreak: 0, log: [] });
  const cases = [
    [{ state: 'created' }, 'Created'],
    [{ state: 'running', startedAt }, 'Up 9 minutes'],
    [{ state: 'running', startedAt, health: health('none') }, 'Up 9 minutes'],
    [{ state: 'running', startedAt, health: health('starting') }, 'Up 9 minutes (health: starting)'],
    [{ state: 'running', startedAt, health: health('healthy') }, 'Up 9 minutes (healthy)'],
    [{ state: 'running', startedAt, health: health('unhealthy') }, 'Up 9 minutes (unhealthy)'],
    [{ state: 'paused', startedAt, health: health('healthy') }, 'Up 9 minutes (Paused)'],
    [{ state: 'restarting', startedAt, finishedAt, exitCode: 1 }, 'Restarting (1) 9 minutes ago'],
    [{ state: 'exited', startedAt, finishedAt, exitCode: 137 }, 'Exited (137) 9 minutes ago'],
    [{ state: 'removing', startedAt }, 'Removal In Progress'],
    [{ state: 'dead', startedAt, finishedAt }, 'Dead'],
  ] as const;
  for (const [part, expected] of cases) assert.equal(statusText(container(part), now), expected);
});

test("a project's status counts its states in the alphabet's order", () => {
  const containers = (['running', 'exited', 'running'] as const).map((state, n) => container({ name: `c${n}`, state }));
  const project = { name: 'shop', workingDir: null, configFiles: [], containers, networks: [], volumes: [] };
  assert.equal(projectStatus(project), 'exited(1), running(2)');
});

test('until the time told, no text changes; and some time after it, one does', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  for (const [length] of words.filter(([one]) => one >= 0 && one < 60 * day)) {
    for (const off of [0, 1, 417, 29_999, 1_799_999]) {
      const startedAt = new Date(now - length - off).toISOString();
      const one = container({ name: 'web', state: 'running', startedAt });
      const next = textChangesAt(one, now);
      assert.ok(next > now);
      assert.equal(statusText(one, next - 1), statusText(one, now), `${length + off} ms`);
    }
  }
  const young = container({ name: 'web', state: 'running', startedAt: new Date(now - 5_500).toISOString() });
  assert.notEqual(statusText(young, textChangesAt(young, now)), statusText(young, now));
});
