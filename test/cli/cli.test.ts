import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { isWellFormed } from '../../src/access/secret.ts';
import { openTokens } from '../../src/access/open.ts';
import { openAuditLog } from '../../src/audit/open.ts';
import { auditSearcher } from '../../src/audit/read.ts';
import { run } from '../../src/cli/run.ts';
import { childEnvironment, loadConfig } from '../../src/config.ts';
import { openAdminSocket } from '../../src/edge/admin-socket.ts';
import type { AdminRequest } from '../../src/edge/admin-protocol.ts';
import { openReadOnly, openStore } from '../../src/store/open.ts';
import { takeOwnership } from '../../src/store/owner.ts';
import { scratch } from '../support/scratch.ts';

const quiet = { warn: () => {}, info: () => {}, error: () => {} };

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** The command line with a state directory of its own, in this process. */
function installation(t: TestContext) {
  const stateDir = scratch(t);
  const config = loadConfig({ WHARFINGER_STATE_DIR: stateDir });
  const invoke = async (...args: string[]): Promise<Ended> => {
    const lines: { out: string[]; err: string[] } = { out: [], err: [] };
    const code = await run(args, {
      out: (line) => lines.out.push(line),
      err: (line) => lines.err.push(line),
      terminal: false,
      config: () => config,
    });
    return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
  };
  return { stateDir, url: config.databaseUrl, run: invoke };
}

/** The program as a person runs it, in a process of its own. */
function program(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, '../../src/cli/main.ts'), ...args],
      { env: childEnvironment(env) },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

test('a token is made before the first start, its secret alone on standard output, and works', async (t) => {
  const { run, url, stateDir } = installation(t);
  const made = await run(
    'token',
    'create',
    '--name',
    'ci',
    '--role',
    'viewer',
    '--permission',
    'container.logs',
    '--expires',
    '30d',
    '--reason',
    'for CI',
  );
  assert.deepEqual([made.code, made.err.includes('"ci", viewer')], [0, true]);
  const secret = made.out.trim();
  assert.ok(isWellFormed(secret));

  const store = await openStore({ url });
  t.after(() => store.close());
  const tokens = await openTokens({ store, keyDir: stateDir, now: () => Date.now(), log: quiet });
  assert.equal(tokens.find(secret)?.name, 'ci');
  assert.deepEqual(tokens.find(secret)?.permissions, ['container.logs']);
  const { entries } = await auditSearcher(store.read).search({}, { limit: 10, beyond: null, oldestFirst: false });
  assert.deepEqual(
    entries.map(({ intent, result }) => [intent.action, intent.actor.type, intent.reason, result]),
    [['token.create', 'local', 'for CI', 'success']],
  );
  assert.ok(!JSON.stringify(entries).includes(secret));
});

test('tokens are listed and revoked; what ended is shown on demand', async (t) => {
  const { run } = installation(t);
  const made = await run('token', 'create', '--name', 'ci', '--role', 'operator', '--json');
  const { token } = JSON.parse(made.out);
  const listed = await run('token', 'list');
  assert.match(listed.out, /^ID +NAME +ROLE/);
  assert.match(listed.out, new RegExp(`${token.id} +ci +operator .* valid`));
  assert.equal((await run('token', 'revoke', token.id, '--reason', 'left')).code, 0);
  assert.doesNotMatch((await run('token', 'list')).out, /operator/);
  assert.match((await run('token', 'list', '--all')).out, /operator .* revoked/);
  const again = await run('token', 'revoke', token.id);
  assert.deepEqual([again.code, again.err.trim()], [0, `Token ${token.id} was revoked already.`]);
});

test('what is not there is 1, what is misused is 2, each with a sentence', async (t) => {
  const { run } = installation(t);
  const ends = async (code: number, sentence: RegExp, ...args: string[]) => {
    const ended = await run(...args);
    assert.equal(ended.code, code, args.join(' '));
    assert.match(ended.err, sentence);
    assert.equal(ended.out, '');
  };
  await ends(1, /There is no token with the id "nope".*NOT_FOUND, audit event/, 'token', 'revoke', 'nope');
  await ends(2, /role: one of viewer/, 'token', 'create', '--name', 'x', '--role', 'king');
  await ends(2, /--name is missing/, 'token', 'create', '--role', 'viewer');
  await ends(
    2,
    /there is no action "everything"/,
    'token',
    'create',
    '--name',
    'x',
    '--role',
    'viewer',
    '--permission',
    'everything',
  );
  await ends(
    2,
    /--expires: a number with s, m, h, d or w/,
    'token',
    'create',
    '--name',
    'x',
    '--role',
    'viewer',
    '--expires',
    'soon',
  );
  await ends(2, /Unknown option '--frobnicate'/, 'audit', 'list', '--frobnicate');
  await ends(2, /one argument too many/, 'audit', 'list', 'web');
  await ends(2, /--result: one of success/, 'audit', 'list', '--result', 'great');
  await ends(2, /there is no command "fly"/, 'fly');
  await ends(2, /token create/, 'token');
  await ends(2, /^Usage: wharfinger COMMAND/);
});

test('every command says how it is used', async (t) => {
  const { run } = installation(t);
  for (const name of ['serve', 'token create', 'token list', 'token revoke', 'token generate', 'audit list']) {
    const ended = await run(...name.split(' '), '--help');
    assert.deepEqual([ended.code, ended.out.includes(`Usage: wharfinger ${name}`), ended.err], [0, true, ''], name);
  }
  assert.match((await run('--help')).out, /audit list/);
});

test('a generated secret is well-formed and stores nothing', async (t) => {
  const { run, url } = installation(t);
  assert.ok(isWellFormed((await run('token', 'generate')).out.trim()));
  await assert.rejects(openReadOnly({ url }));
});

test('the program itself: output and exit code, with nothing else on standard error', async (t) => {
  const { stateDir } = installation(t);
  const env = { WHARFINGER_STATE_DIR: stateDir };
  const made = await program(env, 'token', 'create', '--name', 'ci', '--role', 'viewer', '--json');
  assert.deepEqual([made.code, made.err], [0, '']);
  assert.ok(isWellFormed(JSON.parse(made.out).secret));
  assert.equal((await program(env, 'token', 'revoke', 'nope')).code, 1);
});

test('a setting that is wrong ends the program with a sentence', async () => {
  const ended = await program({ WHARFINGER_LISTEN: 'everywhere' }, 'serve');
  assert.equal(ended.code, 2);
  assert.match(ended.err, /^wharfinger: WHARFINGER_LISTEN must be an IP address and a port/);
});

test('while a server runs, its socket is asked and nothing is opened here', async (t) => {
  const { run, stateDir } = installation(t);
  const owner = takeOwnership(stateDir);
  t.after(() => owner.release());
  const asked: AdminRequest[] = [];
  const socket = await openAdminSocket(stateDir, (request) => {
    asked.push(request);
    return Promise.resolve({ tokens: [] });
  });
  t.after(() => socket.close());
  assert.equal((await run('token', 'list')).code, 0);
  assert.deepEqual(
    asked.map(({ method }) => method),
    ['listTokens'],
  );
});

test('where another process owns the state and does not answer, the command says so', async (t) => {
  const { run, stateDir } = installation(t);
  const owner = takeOwnership(stateDir);
  t.after(() => owner.release());
  const ended = await run('token', 'create', '--name', 'x', '--role', 'viewer');
  assert.equal(ended.code, 2);
  assert.match(ended.err, new RegExp(`in use by another Wharfinger \\(process ${process.pid}\\)`));
});

test('the audit log is read while a server writes to it, filtered, newest first', async (t) => {
  const { run, url, stateDir } = installation(t);
  await run('token', 'create', '--name', 'first', '--role', 'viewer', '--reason', 'one');
  await run('token', 'create', '--name', 'second', '--role', 'king');
  const owner = takeOwnership(stateDir);
  const store = await openStore({ url });
  const audit = await openAuditLog({ store, now: () => Date.now(), log: quiet });
  t.after(async () => {
    await audit.close();
    await store.close();
    owner.release();
  });
  const lines = async (...args: string[]) => (await run('audit', 'list', ...args)).out.trim().split('\n').slice(1);
  const all = await lines();
  assert.equal(all.length, 2);
  assert.match(all[0] ?? '', /local +system +token\.create .* not_executed/);
  assert.match(all[1] ?? '', /local +system +token\.create +first +success +\d+ ms +one /);
  assert.equal(
    (await lines('--target', 'first', '--actor', 'local', '--action', 'token.*', '--result', 'success', '--since', '1h')).length,
    1,
  );
  assert.equal((await lines('--until', '1h')).length, 0);
  assert.equal((await lines('--limit', '1')).length, 1);
  const [oldest] = (await run('audit', 'list', '--oldest-first', '--json', '--limit', '1')).out.trim().split('\n');
  assert.equal(JSON.parse(oldest ?? '').intent.target.name, 'first');
});

test('the audit summary counts in an aligned table, largest first, or as JSON', async (t) => {
  const { run } = installation(t);
  await run('token', 'create', '--name', 'first', '--role', 'viewer');
  await run('token', 'create', '--name', 'second', '--role', 'viewer');
  await run('token', 'create', '--name', 'third', '--role', 'king');
  const table = (await run('audit', 'summary', '--by', 'actor,action', '--by', 'result')).out.trim().split('\n');
  assert.match(table[0] ?? '', /^ACTOR +ACTION +RESULT +COUNT +RESULTS +FIRST +LAST$/);
  assert.match(table[1] ?? '', /^local +token\.create +success +2 +success 2 +\d{4}-/);
  assert.match(table[2] ?? '', /^local +token\.create +not_executed +1 /);
  const filtered = await run('audit', 'summary', '--by', 'target', '--result', 'success', '--limit', '1', '--json');
  const { total, groupCount, groups } = JSON.parse(filtered.out);
  assert.deepEqual([total, groupCount, groups.length, groups[0].target], [2, 2, 1, 'first']);
  assert.match(filtered.err, /1 smaller groups are not shown; 2 actions in all/);
  for (const wrong of [[], ['--by', 'colour']]) assert.equal((await run('audit', 'summary', ...wrong)).code, 2);
});

test('where there is no database yet, the audit list says where it looked', async (t) => {
  const { run, stateDir } = installation(t);
  const ended = await run('audit', 'list');
  assert.equal(ended.code, 2);
  assert.ok(ended.err.includes(`There is no database at ${stateDir}/wharfinger.db`));
});

test('the configuration of the Docker CLI is printed, or written for its owner alone, and never over another', async (t) => {
  const { run, stateDir } = installation(t);
  const secret = (await run('token', 'generate')).out;
  const file = join(stateDir, 'secret');
  writeFileSync(file, `${secret}\n`);
  const config = { HttpHeaders: { Authorization: `Bearer ${secret}` } };
  const printed = await run('context', '--token-file', file);
  assert.deepEqual([printed.code, JSON.parse(printed.out)], [0, config]);
  assert.match(printed.err, /DOCKER_HOST=tcp:\/\/127\.0\.0\.1:4500\/engine\/local$/);

  const dir = join(stateDir, "it's docker");
  const install = ['context', '--token', secret, '--host', 'prod', '--address', 'w.example.com:4500', '--install', dir];
  const { code, out } = await run(...install);
  assert.equal(code, 0);
  assert.equal(out, `export DOCKER_CONFIG='${dir.replace("'", `'\\''`)}' DOCKER_HOST=tcp://w.example.com:4500/engine/prod`);
  const written = join(dir, 'config.json');
  assert.deepEqual(JSON.parse(readFileSync(written, 'utf8')), config);
  assert.equal(statSync(written).mode & 0o777, 0o600);
  writeFileSync(written, '{}');
  assert.match((await run(...install)).err, /is there already/);
  assert.equal(readFileSync(written, 'utf8'), '{}');
  assert.equal((await run(...install, '--force')).code, 0);
  assert.deepEqual(JSON.parse(readFileSync(written, 'utf8')), config);
  for (const wrong of [
    [],
    ['--token', 'whf_x'],
    ['--token', secret, '--token-file', file],
    ['--token', secret, '--host', '../x'],
  ])
    assert.equal((await run('context', ...wrong)).code, 2, wrong.join(' '));
});
