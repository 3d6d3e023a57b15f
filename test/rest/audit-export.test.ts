import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fastify from 'fastify';
import { Compile } from 'typebox/schema';
import { exportLog } from '../../src/audit/export/export.ts';
import { run } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { auditExport } from '../../src/rest/audit-export.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

async function start(t: TestContext) {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running', labels: { team: 'shop' } })] });
  const app = await startApp(t, engine);
  const url = await app.listen();
  const get = (query = '', token = app.admin) =>
    fetch(`${url}/api/v1/audit/export${query}`, { headers: { authorization: `Bearer ${token}` } });
  const act = (verb: string, input: object = {}) =>
    app.gql(`mutation ($input: ${verb}ContainerInput!) { ${verb.toLowerCase()}Container(input: $input) { changed } }`, {
      input: { ref: 'web', ...input },
    });
  return { app, url, get, act };
}

function commandLine(stateDir: string) {
  const config = loadConfig({ WHARFINGER_STATE_DIR: stateDir });
  return async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const around = {
      out: (line: string) => out.push(line),
      err: (line: string) => err.push(line),
      terminal: false,
      config: () => config,
    };
    const code = await run(['audit', ...args], around);
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
}

const linesOf = (text: string) => text.trimEnd().split(/\r?\n/);
const parsed = (line: string): unknown => JSON.parse(line);

async function exportEvents(app: TestApp, result: string) {
  const { data } = await app.gql(
    `query ($result: [AuditResult!]) { auditEvents(filter: { action: ["audit.export"], result: $result }) { nodes { auditId result reason
      actor { name } error { code } params { key value } after { details { key value } } } } }`,
    { result: [result] },
  );
  const nodes = pick(data, 'auditEvents', 'nodes');
  return Array.isArray(nodes) ? nodes : [];
}

const detail = (event: unknown, key: string): unknown => {
  const details = pick(event, 'after', 'details');
  return Array.isArray(details)
    ? pick(
        details.find((one) => pick(one, 'key') === key),
        'value',
      )
    : undefined;
};

test('an export is whole, verifies by its own manifest, and is on record with what left', async (t) => {
  const { app, get, act } = await start(t);
  await act('Stop');
  const answer = await get('?reason=quarterly');
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/x-ndjson/);
  const text = await answer.text();
  const lines = linesOf(text).map(parsed);
  const manifest = pick(lines.at(-1), 'manifest');
  const records = lines.slice(0, -1);
  assert.deepEqual(
    records.map((line) => pick(line, 'seq')),
    records.map((_line, index) => index + 1),
  );
  // Its own intent is the last thing in it.
  assert.match(String(pick(records.at(-1), 'body')), /"action":"audit.export"/);
  assert.deepEqual(
    [pick(manifest, 'count'), pick(manifest, 'lastSeq'), pick(manifest, 'headHash')],
    [records.length, records.length, pick(records.at(-1), 'hash')],
  );

  const [event] = await until(async () => {
    const found = await exportEvents(app, 'SUCCESS');
    return found.length > 0 && found;
  }, 'the outcome');
  assert.equal(pick(event, 'auditId'), answer.headers.get('x-audit-id'));
  assert.equal(pick(event, 'reason'), 'quarterly');
  assert.deepEqual(
    ['count', 'lastSeq', 'sha256'].map((key) => detail(event, key)),
    [String(records.length), String(records.length), createHash('sha256').update(text).digest('hex')],
  );

  const folder = scratch(t);
  const file = join(folder, 'export.ndjson');
  const audit = commandLine(app.stateDir);
  const verify = async (content: string, ...more: string[]) => {
    writeFileSync(file, content);
    return audit('verify', '--export', file, ...more);
  };
  const keys = ['--public-key', join(app.stateDir, 'audit-public-keys')];
  const good = await verify(text, ...keys);
  assert.deepEqual([good.code, good.out.includes(`good: ${records.length} records`)], [0, true], good.out);
  // Someone who makes the chain anew, and the manifest with it, cannot make the checkpoint in the manifest.
  const forged = await verify(
    text.replace(/"checkpoint\\":\{\\"headHash\\":\\"..../, (found) => `${found.slice(0, -4)}ffff`),
    ...keys,
  );
  assert.equal(forged.code, 1);
  assert.match(forged.out, /is not the record for which the checkpoint in the manifest vouches|no key in/);
});

test('the next export goes on after the last one, and both together are the log', async (t) => {
  const { app, get, act } = await start(t);
  await act('Stop');
  const first = linesOf(await (await get('?before=4')).text());
  assert.deepEqual(
    first.slice(0, -1).map((line) => pick(parsed(line), 'seq')),
    [1, 2, 3],
  );
  const second = linesOf(await (await get('?after=3')).text()).slice(0, -1);
  assert.equal(pick(parsed(second[0] ?? ''), 'seq'), 4);
  assert.equal(pick(parsed(second[0] ?? ''), 'prevHash'), pick(parsed(first[2] ?? ''), 'hash'));

  // Rows of actions come at their outcomes, so each is in one of two adjoining parts.
  const whole = linesOf(await (await get('?format=csv&before=8')).text());
  const parts = await Promise.all(
    ['?format=csv&before=4', '?format=csv&after=3&before=8'].map(async (query) => linesOf(await (await get(query)).text())),
  );
  assert.deepEqual(
    parts.flatMap((lines) => lines.slice(1)),
    whole.slice(1),
  );
  await app.close();
});

test('a cell that a spreadsheet would take for a formula is a text, and rows survive quotes and line ends', async (t) => {
  const { get, act } = await start(t);
  const reasons = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', "'quoted", 'a "b", c\r\nd', 'plain', '＝1'];
  for (const reason of reasons) await act('Stop', { reason });
  const answer = await get('?format=csv');
  assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
  const text = await answer.text();
  const [head = [], ...rows] = rowsOf(text);
  const at = head.indexOf('reason');
  const shown = rows.filter((row) => row[head.indexOf('action')] === 'container.stop').map((row) => row[at] ?? '');
  assert.deepEqual(
    shown.map((cell) => cell.replace(/^'/, '')),
    reasons,
  );
  for (const cell of shown) assert.doesNotMatch(cell, /^[\s]*[=+\-@＝]/);
  assert.ok(rows.every((row) => row.length === head.length));
});

/** The rows of a text as RFC 4180 has it. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('every action is an API Activity of OCSF', async (t) => {
  const { app, get, act } = await start(t);
  await act('Stop', { reason: 'why' });
  await act('Stop', { ref: 'nothing' });
  await app.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }', {}, await app.token('viewer'));
  const schema: object = JSON.parse(readFileSync(join(import.meta.dirname, '../audit/ocsf-6003.schema.json'), 'utf8'));
  const form = Compile(schema);
  const events = linesOf(await (await get('?format=ocsf')).text()).map(parsed);
  for (const event of events) assert.ok(form.Check(event), JSON.stringify([event, form.Errors(event)]));
  const stops = events.filter((event) => pick(event, 'api', 'operation') === 'container.stop');
  assert.deepEqual(
    stops.map((event) => ['activity_id', 'type_uid', 'status_id', 'severity_id'].map((key) => pick(event, key))),
    [
      [3, 600303, 1, 1],
      [3, 600303, 2, 2],
      [3, 600303, 2, 3],
    ],
  );
  assert.deepEqual([pick(stops[0], 'message'), pick(stops[0], 'resources', 0, 'labels')], ['why', ['team=shop']]);
  const made = events.find((event) => pick(event, 'api', 'operation') === 'token.create');
  assert.equal(pick(made, 'activity_id'), 1);
});

test('every record is an event of CloudEvents whose names are unique and whose sequence sorts as text', async (t) => {
  const { get, act } = await start(t);
  await act('Stop');
  const events = linesOf(await (await get('?format=cloudevents')).text()).map(parsed);
  const ids = events.map((event) => `${String(pick(event, 'source'))} ${String(pick(event, 'id'))}`);
  assert.equal(new Set(ids).size, events.length);
  const sequences = events.map((event) => String(pick(event, 'sequence')));
  assert.deepEqual(sequences, sequences.toSorted());
  for (const event of events) {
    assert.equal(pick(event, 'specversion'), '1.0');
    assert.match(String(pick(event, 'source')), /^urn:wharfinger:log:.+/);
    assert.match(String(pick(event, 'type')), /^dev\.wharfinger\.audit\.(?:intent|started|outcome)$/);
    assert.match(String(pick(event, 'time')), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    for (const name of Object.keys(Object(event))) assert.match(name, /^[a-z0-9]+$/);
  }
});

test('who may not export, and who asks for what there is not, gets nothing, on record', async (t) => {
  const { app, get } = await start(t);
  const code = async (answer: Response) => [answer.status, pick(await answer.json(), 'error', 'code')];
  assert.deepEqual(await code(await get('', await app.token('operator'))), [403, 'FORBIDDEN']);
  assert.equal((await get('', await app.token('auditor'))).status, 200);
  assert.deepEqual(await code(await get('?after=1000000')), [400, 'BAD_INPUT']);
  assert.deepEqual(await code(await get('?after=5&before=5')), [400, 'BAD_INPUT']);
  for (const query of ['?format=xml', '?after=-1', '?after=x', '?sequence=1'])
    assert.deepEqual(await code(await get(query)), [400, 'BAD_INPUT'], query);
  assert.equal((await exportEvents(app, 'DENIED')).length, 1);
  assert.equal((await exportEvents(app, 'NOT_EXECUTED')).length, 2);
  const empty = linesOf(await (await get('?before=1')).text());
  assert.deepEqual([empty.length, pick(parsed(empty[0] ?? ''), 'manifest', 'count')], [1, 0]);
});

test('the command line writes the same, to a file that is there only when it is whole, or to standard output', async (t) => {
  const { app, get, act } = await start(t);
  await act('Stop');
  const folder = scratch(t);
  const audit = commandLine(app.stateDir);
  const file = join(folder, 'log.ndjson');
  const written = await audit('export', '--output', file);
  assert.equal(written.code, 0, written.err);
  assert.match(written.err, /^\d+ lines, up to record \d+; SHA-256 [0-9a-f]{64}$/);
  const text = readFileSync(file, 'utf8');
  const printed = linesOf((await audit('export')).out);
  assert.deepEqual(printed.slice(0, linesOf(text).length - 1), linesOf(text).slice(0, -1));
  assert.match(printed[2] ?? '', /audit\.read/, 'what was written before is on record');
  assert.equal((await audit('verify', '--export', file)).code, 0);
  const overRest = linesOf(await (await get()).text());
  assert.deepEqual(overRest.slice(0, linesOf(text).length - 1), linesOf(text).slice(0, -1));

  const again = await audit('export', '--output', file);
  assert.deepEqual([again.code, again.err.includes('is there already')], [2, true]);
  const csv = join(folder, 'log.csv');
  assert.equal((await audit('export', '--format', 'csv', '--after', '2', '--output', csv)).code, 0);
  const manifest: unknown = JSON.parse(readFileSync(`${csv}.manifest`, 'utf8'));
  assert.equal(pick(manifest, 'manifest', 'sha256'), createHash('sha256').update(readFileSync(csv)).digest('hex'));
  for (const args of [
    ['--format', 'xml'],
    ['--after', '-1'],
    ['--after', 'x'],
    ['--after', '99999'],
    ['--output', '/nowhere/x'],
  ])
    assert.equal((await audit('export', ...args)).code, 2, args.join(' '));
});

test('a reader who is slow holds the export back: no more of a large log is read ahead of it than fits into the buffers on the way', async (t) => {
  const records = 100_000;
  const row = { auditId: 'a', stage: 'intent', time: new Date(0), body: 'x'.repeat(1000), prevHash: '', hash: '' };
  let handedOut = 0;
  const read = {
    query: async (_sql: string, ...values: readonly unknown[]) => {
      if (values.length === 0) return [{ seq: records }];
      const [after, upTo, page] = [Number(values[0]), Number(values[1]), 250];
      handedOut = Math.min(after + page, upTo);
      return Array.from({ length: handedOut - after }, (_, index) => ({ ...row, seq: after + index + 1 }));
    },
  };
  const server = fastify();
  t.after(() => server.close());
  await server.register(auditExport, {
    gate: { isActive: () => true },
    config: { http: { connectionTimeoutMs: 0 } },
    actions: {
      exportAudit: async (_caller, _source, input, serve) => {
        const { content } = await exportLog({ read, checkpoints: null }, input);
        await serve({ auditId: 'a', name: 'log', contentType: 'application/x-ndjson', content });
        return { auditId: 'a', changed: true, value: undefined };
      },
    },
  });
  const answer = await fetch(`${await server.listen({ host: '127.0.0.1', port: 0 })}/api/v1/audit/export`);
  const lineBytes = Buffer.byteLength(JSON.stringify(row));
  let [received, furthest, chunks] = [0, 0, 0];
  for await (const chunk of answer.body ?? []) {
    received += chunk.length;
    // The server has more than enough turns to read all of it, were it not held back.
    for (let turns = 0; turns < 4; turns += 1) await turn();
    furthest = Math.max(furthest, handedOut - Math.floor(received / lineBytes));
    chunks += 1;
    if (chunks === 200) break;
  }
  assert.equal(chunks, 200);
  // Two sockets' buffers of some megabytes each, as the system sees fit, and a page: of records of 1 KB fewer than a fifth of the log.
  assert.ok(furthest < records / 5, `${furthest} of ${records} records were read ahead`);
  t.diagnostic(`${furthest} of ${records} records were read ahead at most`);
});
