import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { findProgram } from '../../src/demo/install.ts';
import { killableServer } from '../support/killable-server.ts';
import { external, onRecord, seeded } from '../support/on-record.ts';
import { docker, ownEngine, run } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

const next: Record<string, readonly string[]> = { running: ['stop', 'pause', 'kill'], exited: ['start'], paused: ['unpause'] };

test('commands beside our own actions, while the server is killed with -9 again and again: the log tells each once, as the engine does', async (t) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  t.diagnostic(`SEED=${seed}`);
  const below = seeded(seed);
  const engine = await ownEngine(t);
  const names = ['one', 'two', 'three'];
  for (const name of names) await run(engine, { name });

  // The engine's own history, from here on however late its reader comes.
  const since = await docker(engine, 'info', '--format', '{{.SystemTime}}');
  const history: string[] = [];
  const watching = spawn(
    findProgram('docker') ?? 'docker',
    ['-H', `unix://${engine.socketPath}`, 'events', '--since', since, '--format', '{{.Action}} {{.Actor.Attributes.name}}'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  t.after(() => watching.kill());
  createInterface(watching.stdout).on('line', (line) => history.push(line));

  const server = await killableServer(t, engine.socketPath);
  await server.start();
  let up = true;
  let steps = 0;
  const theirs: string[] = [];
  const ours: string[] = [];
  const story = async (name: string) => {
    for (let step = 0; step < 5; step += 1) {
      steps += 1;
      const state = await docker(engine, 'inspect', '--format', '{{.State.Status}}', name);
      const verbs = next[state] ?? [];
      const verb = verbs[below(verbs.length)] ?? 'start';
      if (below(2) === 0) {
        await docker(engine, verb, name);
        theirs.push(`container.${verb} ${name}`);
        continue;
      }
      await until(() => up, 'the server is back', 180_000);
      const { errors } = await server
        .gql(`mutation { ${verb}Container(input: { ref: "${name}" }) { changed } }`)
        .catch(() => ({ errors: ['no answer'] }));
      // The copy may lag behind a command that has only just been carried out.
      if (errors.length === 0) ours.push(`container.${verb} ${name}`);
    }
  };
  const killer = async () => {
    for (let round = 1; round <= 2; round += 1) {
      await until(() => steps >= round * 5, 'it is time to kill', 120_000);
      up = false;
      await server.kill();
      await server.start();
      up = true;
    }
  };
  await Promise.all([...names.map(story), killer()]);
  await docker(engine, 'volume', 'create', 'last');
  await until(async () => (await external(gqlOf(server))).some(({ name }) => name === 'last'), 'the last change', 60_000);
  await until(() => history.some((line) => line.startsWith('create')), 'the history is whole', 60_000);

  const record = await onRecord(gqlOf(server));
  assert.ok(
    record.every(({ action }) => action !== 'host.gap'),
    'nothing was missed',
  );
  const all = record.filter(({ action }) => /^container\.(stop|start|pause|unpause|kill)$/.test(action));
  assert.ok(
    all.every(({ result }) => result !== 'null' && result !== 'PENDING'),
    'no intent is open',
  );
  const told = (which: (one: (typeof all)[number]) => boolean) =>
    all.filter(which).map(({ action, name }) => `${action} ${name}`);
  const behind = told(({ origin }) => origin === 'EXTERNAL');
  const recovered = told(({ origin }) => origin === 'RECOVERED');
  const own = told(({ origin, result }) => origin !== 'EXTERNAL' && result === 'SUCCESS');
  const unknown = told(({ result }) => result === 'UNKNOWN');
  for (const name of names) {
    for (const verb of ['stop', 'start', 'pause', 'unpause', 'kill']) {
      const count = (list: readonly string[]) => list.filter((one) => one === `container.${verb} ${name}`).length;
      // Where a process was killed before it had called the engine, the like command that somebody gave next is taken for its call.
      const taken = count(theirs) - count(behind);
      assert.ok(taken >= 0 && taken <= count(recovered), `${verb} ${name}: ${count(behind)} of ${count(theirs)} commands`);
      assert.ok(count(own) >= count(ours), `each answered ${verb} of ${name} is on record`);
      // A stop emits a kill as well.
      if (verb === 'kill') continue;
      const seen = history.filter((one) => one === `${verb} ${name}`).length;
      const known = count(behind) + count(own);
      assert.ok(seen >= known && seen <= known + count(unknown), `${verb} ${name}: ${seen} at the engine, ${known} on record`);
    }
  }
  t.diagnostic(
    `${theirs.length} commands, ${own.length} own actions, of which ${own.length - ours.length} were not answered; ${unknown.length} unknown`,
  );
});

function gqlOf(server: { gql: (query: string) => Promise<{ data: unknown; errors: readonly unknown[] }> }) {
  return { gql: async (query: string) => ({ status: 200, headers: {}, data: (await server.gql(query)).data, errors: [] }) };
}
