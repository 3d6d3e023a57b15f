import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCommand } from '../../src/actions/command-line.ts';

const mask = () => '***';

const masked: readonly (readonly [command: readonly string[], shown: string])[] = [
  [['mysql', '--password=s3cret', '-e', 'select 1'], "mysql --password=*** -e 'select 1'"],
  [['tool', '--password=two words'], "tool '--password=***'"],
  [['tool', '--api-key', 's3cret', '-v'], "tool --api-key '***' -v"],
  [['mysql', '-ps3cret', 'db'], "mysql '-p***' db"],
  [['env', 'PGPASSWORD=s3cret', 'psql'], "env 'PGPASSWORD=***' psql"],
  [['sh', '-c', 'TOKEN=s3cret; rm -rf /srv'], "sh -c 'TOKEN=***; rm -rf /srv'"],
  [['sh', '-c', 'mysql -u root -ps3cret < x'], "sh -c 'mysql -u root -p*** < x'"],
  [['curl', '-H', 'Authorization: Bearer s3cret.s3cret', 'http://x/'], "curl -H 'Authorization: Bearer ***' http://x/"],
  [['sh', '-c', 'curl -H "Authorization: Basic czNjcmV0" x'], `sh -c 'curl -H "Authorization: Basic ***" x'`],
  [['curl', '-u', 'bob:s3cret', 'http://x/'], "curl -u 'bob:***' http://x/"],
  [['git', 'clone', 'https://bob:s3cret@example.com/a.git'], "git clone 'https://bob:***@example.com/a.git'"],
  [['git', 'clone', 'https://s3cret@example.com/a.git'], "git clone 'https://***@example.com/a.git'"],
  [['app', '{"user":"bob","password":"s3cret"}'], `app '{"user":"bob","password":***}'`],
  [['sshpass', '-p', 's3cret', 'ssh', '-p', '22', 'x'], 'sshpass -p *** ssh -p 22 x'],
  [['sh', '-c', 'sshpass -p s3cret ssh x'], "sh -c 'sshpass -p *** ssh x'"],
  [['psql', 'postgres://bob:s3@cret@db/x?a=b'], "psql 'postgres://bob:***@db/x?a=b'"],
  [['app', `whf_${'admin_s3cret'.repeat(3)}`], "app '***'"],
];

test('what looks like a secret in a command line does not get into the log', () => {
  for (const [command, shown] of masked) {
    const line = shownCommand(command, mask);
    assert.ok(!line.includes('s3cret') && !line.includes('czNjcmV0') && !line.includes('two words'), line);
    assert.equal(line.replaceAll("'", ''), shown.replaceAll("'", ''));
  }
});

test('ordinary command lines stay readable, and can be told apart argument by argument', () => {
  const plain: readonly (readonly [readonly string[], string])[] = [
    [['ls', '-la', '/srv'], 'ls -la /srv'],
    [['find', '/', '-perm', '777', '-print', '-path', '/x'], 'find / -perm 777 -print -path /x'],
    [['git', 'log', '--author=bob'], 'git log --author=bob'],
    [['mkdir', '-p', '/a b'], "mkdir -p '/a b'"],
    [['echo', "it's"], "echo 'it'\\''s'"],
    [['sort', '-k', '2', ''], "sort -k 2 ''"],
    [['wget', 'http://x:8080/a?b=c'], "wget 'http://x:8080/a?b=c'"],
  ];
  for (const [command, shown] of plain) assert.equal(shownCommand(command, mask), shown);
});

test('no command takes long to show, and a long one says how long it is', () => {
  const pieces = ['x', 'pass', 'token="', '-u ', 'a://', '-p', 'bearer ', 'authorization:', ' ', '--', "'"];
  const begun = performance.now();
  for (const piece of pieces)
    assert.match(shownCommand(['sh', '-c', piece.repeat(128_000 / piece.length)], mask), /bytes in all\)$/);
  assert.ok(performance.now() - begun < 3000, `${performance.now() - begun} ms`);
  assert.match(shownCommand(Array<string>(40_000).fill('a'), mask), / a… \(40000 bytes in all\)$/);
});
