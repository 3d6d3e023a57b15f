import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { verifyLog } from '../../src/audit/verify.ts';
import { python } from '../audit/vouched-log.ts';
import { pick } from '../support/app.ts';
import { tapEngine } from '../support/engine-tap.ts';
import { killableServer } from '../support/killable-server.ts';
import { seeded } from '../support/on-record.ts';
import { docker, ownEngine, run } from '../support/real-engine.ts';
import { smallDisk } from '../support/small-disk.ts';
import { terminal } from '../support/terminal.ts';
import { actionsOf, compare, timeline, type ToldAction } from '../support/told-history.ts';
import { until } from '../support/until.ts';

/** What a caller was told of an action. */
interface Answer {
  what: string;
  auditId: string | null;
  /** Null: it was done. */
  code: string | null;
}

const next: Record<string, readonly string[]> = { running: ['stop', 'pause', 'kill'], exited: ['start'], paused: ['unpause'] };

// SEED repeats a run, as far as the machine lets it; CHAOS_SECONDS makes it longer than one round of each fault.
test('whatever is killed, and whatever befalls the disk, the log and the engine tell the same story', async (t) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  t.diagnostic(`SEED=${seed}`);
  const below = seeded(seed);
  const engine = await ownEngine(t);
  const names = ['one', 'two', 'three'];
  for (const name of names) await run(engine, { name });
  const disk = smallDisk(t);
  const tap = await tapEngine(t, engine);
  const server = await killableServer(t, engine.socketPath, disk.path);
  await server.start();
  const headers = { authorization: server.authorization, 'content-type': 'application/json' };
  const kept = `${disk.path}-kept`;
  t.after(() => rmSync(kept, { force: true }));
  const answers: Answer[] = [];
  /** Spans in which the server or the engine was killed and not back yet. */
  const outages: (readonly [bigint, bigint])[] = [];
  const engineKills: bigint[] = [];
  const now = () => BigInt(Date.now()) * 1_000_000n;

  const graphql = async (field: string, input: string) => {
    const query = `mutation { ${field}(input: { ${input} }) { auditEvent { auditId } } }`;
    const { data, errors } = await server.gql(query);
    const [error] = errors;
    const found = error === undefined ? pick(data, field, 'auditEvent') : pick(error, 'extensions');
    return { auditId: textOf(pick(found, 'auditId')), code: textOf(pick(found, 'code')) };
  };
  const rest = async (method: string, path: string, body?: object) => {
    const init = { method, headers, signal: AbortSignal.timeout(30_000), ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`${server.url}/api/v1${path}`, init);
    const answer: unknown = await response.json();
    return { auditId: response.headers.get('x-audit-id'), code: textOf(pick(answer, 'error', 'code')) };
  };
  const shell = async (name: string, command: string[]) => {
    const url = `${server.url}/api/v1/hosts/local/containers/${name}/exec/ws`;
    const client = await terminal(t, url, { authorization: server.authorization, command, stdin: false });
    await client.closed;
    const error = pick(client.said('error'), 'error');
    const last = client.said('exit') ?? error ?? {};
    return {
      auditId: textOf(pick(last, 'auditId')),
      code: error === undefined && client.said('exit') !== undefined ? null : (textOf(pick(error, 'code')) ?? 'CUT'),
    };
  };
  const administrator = async () => {
    const input = { name: 'bot', role: 'viewer', permissions: [], addresses: [], expiresInMs: null, reason: null };
    const socket = connect(join(server.stateDir, 'admin.sock'));
    socket.end(JSON.stringify({ method: 'createToken', user: 'root', input }));
    const answer: unknown = JSON.parse(await text(socket));
    return {
      auditId: textOf(pick(answer, 'auditId') ?? pick(answer, 'error', 'auditId')),
      code: textOf(pick(answer, 'error', 'code')),
    };
  };
  // The engine remembers 256 events, of which a command makes up to six: more commands than these while nobody listens make a gap.
  let unheard = -Infinity;
  const cli = async (...args: string[]) => {
    if (unheard < 30) await docker(engine, ...args);
    unheard += 1;
    return null;
  };

  /** One action by one of the ways there are. Null where nobody was told anything, or it was not ours. */
  let made = 0;
  const step = async (name: string): Promise<Omit<Answer, 'what'> | null> => {
    made += 1;
    const kind = below(10);
    if (kind === 0) return administrator();
    if (kind === 1) return [() => graphql('createVolume', `name: "v${made}"`), () => rest('POST', '/volumes', { name: `v${made}` }), () => cli('volume', 'create', `v${made}`)][below(3)]?.() ?? null; // prettier-ignore
    const state = await docker(engine, 'inspect', '--format', '{{.State.Status}}', name);
    if (kind < 4 && state === 'running') {
      const command = ['echo', String(made)];
      return [() => shell(name, command), () => graphql('execContainer', `ref: "${name}", command: ${JSON.stringify(command)}`), () => cli('exec', name, ...command)][below(3)]?.() ?? null; // prettier-ignore
    }
    const possible = next[state] ?? ['start'];
    const verb = possible[below(possible.length)] ?? 'start';
    return [() => graphql(`${verb}Container`, `ref: "${name}"`), () => rest('POST', `/containers/${name}/${verb}`, {}), () => cli(verb, name)][below(3)]?.() ?? null; // prettier-ignore
  };
  const over = new AbortController();
  const story = async (name: string) => {
    while (!over.signal.aborted) {
      const what = `step of ${name}`;
      // Who calls a server or an engine that is not there is told so, or nothing: that is what the faults are for.
      const answer = await step(name).catch(() => null);
      if (answer === null) await delay(100 + below(300));
      else answers.push({ what, ...answer });
    }
  };

  /** A log that cannot be written: a change is refused, and does not come about. */
  const refuses = async (why: string) => {
    await until(
      async () => (await graphql('createVolume', `name: "${why}-${made}"`)).code === 'AUDIT_UNAVAILABLE',
      `${why} closes the log`,
      60_000,
    );
    const since = now();
    const { code } = await rest('POST', '/volumes', { name: `never-${why}` });
    assert.equal(code, 'AUDIT_UNAVAILABLE', why);
    await delay(below(1000));
    return since;
  };
  const closed: (readonly [string, bigint, bigint])[] = [];
  const opens = () => until(async () => (await fetch(`${server.url}/readyz`)).ok, 'the log is open again', 60_000);
  const down = async (work: () => Promise<void>) => {
    const since = now();
    unheard = 0;
    await work();
    unheard = -Infinity;
    outages.push([since, now()]);
  };
  const faults: Record<string, () => Promise<void>> = {
    server: () =>
      down(async () => {
        await server.kill();
        await server.start();
      }),
    engine: () =>
      down(async () => {
        engineKills.push(now());
        await engine.kill();
        await engine.restart();
        tap.resume();
        await until(
          async () => pick((await server.gql('{ host { status } }')).data, 'host', 'status') === 'CONNECTED',
          'the engine is back',
          60_000,
        );
      }),
    full: async () => {
      // What a reader still looks at is not written over: each commit takes new room, of which there is none.
      const reader = new DatabaseSync(join(disk.path, 'wharfinger.db'), { readOnly: true });
      reader.exec('BEGIN; SELECT COUNT(*) FROM AuditRecord');
      try {
        disk.fill();
        closed.push(['full', await refuses('full'), now()]);
      } finally {
        disk.free();
        reader.close();
      }
      await opens();
    },
    locked: async () => {
      const other = new DatabaseSync(join(disk.path, 'wharfinger.db'));
      try {
        await until(() => begins(other), 'the database is ours', 60_000);
        closed.push(['locked', await refuses('locked'), now()]);
      } finally {
        other.close();
      }
      await opens();
    },
    'read-only': () =>
      down(async () => {
        await server.kill();
        disk.readOnly(true);
        try {
          await assert.rejects(server.start(), /the server ended/);
        } finally {
          disk.readOnly(false);
        }
        await server.start();
      }),
  };
  const deadline = performance.now() + Number(process.env['CHAOS_SECONDS'] ?? 0) * 1000;
  const prefixes: string[] = [];
  const trouble = async () => {
    try {
      let left: string[] = [];
      do {
        left = Object.keys(faults);
        while (left.length > 0) {
          const [fault = ''] = left.splice(below(left.length), 1);
          // Each fault meets actions that are under way, however slow the machine.
          const done = answers.length + 5;
          await until(() => answers.length >= done, 'some more actions', 60_000);
          await delay(below(500));
          const began = performance.now();
          await faults[fault]?.();
          t.diagnostic(`${fault}: ${Math.round(performance.now() - began)} ms`);
          prefixes.push(readFileSync(join(disk.path, 'checkpoints'), 'utf8').replace(/[^\n]*$/, ''));
        }
      } while (performance.now() < deadline);
    } finally {
      over.abort();
    }
  };
  await Promise.all([...names.map(story), trouble()]);
  await docker(engine, 'volume', 'create', 'last');
  const exported = async () => {
    const response = await fetch(`${server.url}/api/v1/audit/export?format=ndjson`, { headers });
    assert.equal(response.status, 200);
    return response.text();
  };
  const settled = (actions: readonly ToldAction[]) =>
    actions.some(({ intent }) => intent.target?.name === 'last') &&
    actions.every(({ intent, outcome }) => outcome !== null || intent.action === 'audit.export');
  const log = await until(
    async () => {
      const found = await exported();
      return settled(actionsOf(withoutManifest(found))) && found;
    },
    'all that happened is on record, and closed',
    120_000,
  );
  const actions = actionsOf(withoutManifest(log));
  const byId = new Map(actions.map((action) => [action.intent.auditId, action]));
  const { effects, withoutEffect, unexplained, invented } = compare(actions, tap.events());

  const gaps = actions.filter(({ intent }) => intent.action === 'host.gap');
  const wrong = [
    ...unexplained.map(({ name }) => name),
    ...[...withoutEffect, ...invented].map(({ intent }) => intent.target?.name),
  ];
  for (const name of new Set(wrong)) t.diagnostic(`${name}:\n${timeline([...actions, ...gaps], tap.events(), name ?? '')}`);

  await t.test('1: what a caller was told succeeded has one intent and one success', () => {
    for (const { what, auditId, code } of answers.filter((one) => one.code === null || one.code === 'EXECUTED_NOT_RECORDED')) {
      const action = byId.get(auditId ?? '');
      const { intents, outcomes, outcome } = action ?? {};
      const result = outcome?.result === 'noop' ? 'success' : outcome?.result;
      assert.deepEqual([intents, outcomes, result], [1, 1, 'success'], `${what} ${code} ${inspect(action)}`);
    }
    assert.ok(answers.some(({ code }) => code === null));
  });
  const nearKill = (time: bigint) => engineKills.some((kill) => time > kill - 1_000_000_000n && time < kill + 1_000_000_000n);
  await t.test('2: each change that the engine shows is one event of the log', () => {
    // What the engine took with it when it was killed before anybody heard it is in the gap.
    assert.deepEqual(
      unexplained.filter(({ time }) => gaps.length === 0 || !nearKill(time)),
      [],
    );
    assert.deepEqual(
      invented.filter(({ begun }) => !nearKill(begun)),
      [],
    );
  });
  await t.test('3 and 4: no success without an effect, and none before its intent', () => {
    assert.deepEqual(
      withoutEffect.filter(({ begun, ended }) => !engineKills.some((kill) => begun < kill && ended > kill)),
      [],
    );
  });
  await t.test('5: nothing is open, and unknown only where something was killed', () => {
    for (const { intent, outcome, begun, ended, outcomes } of actions) {
      if (intent.action === 'audit.export' && outcome === null) continue;
      assert.equal(outcomes, 1, JSON.stringify(intent));
      if (outcome?.result !== 'unknown' || intent.action === 'host.gap') continue;
      assert.ok(
        outages.some(([since, until_]) => begun <= until_ && ended >= since),
        JSON.stringify({ intent, outcome }),
      );
    }
  });
  await t.test('6: the chain verifies, and every earlier file of checkpoints is the beginning of the last', async () => {
    await server.kill();
    const file = readFileSync(join(disk.path, 'checkpoints'), 'utf8');
    for (const prefix of prefixes) assert.ok(file.startsWith(prefix));
    writeFileSync(kept, `${prefixes[0]?.trim().split('\n').at(-1)}\n`);
    const files = { checkpoints: join(disk.path, 'checkpoints'), publicKeys: join(disk.path, 'audit-public-keys'), trust: kept };
    const ours = await verifyLog({ log: { database: join(disk.path, 'wharfinger.db') }, ...files });
    assert.deepEqual(ours.problems, []);
    assert.equal((await python(disk.path, kept)).code, 0);
  });
  await t.test('7: no change reached the engine while the log could not be written', () => {
    for (const [why, since, until_] of closed)
      for (const [{ intent, begun }, { time }] of effects)
        assert.ok(begun < since || time < since || time > until_, `${why}: ${inspect(intent)}`);
    assert.ok(tap.events().every(({ name }) => !name.startsWith('never')));
    assert.ok(closed.length >= 2);
  });
  const told = (code: string | null) => answers.filter((one) => one.code === code).length;
  t.diagnostic(
    `${made} steps, ${told(null)} done, ${told('AUDIT_UNAVAILABLE')} refused without a log, ${told('EXECUTED_NOT_RECORDED')} done and not recorded at once; ${actions.length} actions on record, ${outages.length} outages`,
  );
});

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
const withoutManifest = (ndjson: string) => ndjson.trim().split('\n').slice(0, -1).join('\n');

function begins(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch {
    return false;
  }
}
