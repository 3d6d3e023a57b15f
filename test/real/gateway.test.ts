import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProgram } from '../../src/demo/install.ts';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { scratch } from '../support/scratch.ts';

/** Commands of the Docker CLI, run one after the other; NAME is a name of their own, DIR a folder with files. Lines of a shell where they begin with "sh". */
const commands = `
ps -a --filter name=NAME
create --name NAME -e A=b -l x=y -v vol-NAME:/data --mount type=volume,dst=/anon -p 127.0.0.1::80 --memory 64m --cpus 0.5 IMAGE sleep 100
inspect -f {{.Name}}_{{.Config.Env}}_{{.HostConfig.Memory}}_{{.HostConfig.NanoCpus}}_{{len_.Mounts}} NAME
start NAME
port NAME 80
exec NAME sh -c "echo out; echo err >&2; exit 7"
exec -e X=1 -w /tmp -u 0 NAME sh -c "echo $X; pwd"
sh echo input | docker exec -i NAME wc -c
cp DIR/file NAME:/tmp/file
cp DIR/sub NAME:/tmp
exec NAME find /tmp -type f
sh docker cp NAME:/tmp/sub - | tar t
diff NAME
pause NAME
unpause NAME
rename NAME r-NAME
rename r-NAME NAME
update --memory 96m --memory-swap 128m --restart on-failure:2 NAME
kill -s KILL NAME
wait NAME
sh docker commit -m text -c "ENV Q=1" NAME img-NAME:1 | wc -c
tag img-NAME:1 img-NAME:2
sh docker history -q img-NAME:1 | wc -l
sh docker save img-NAME:1 img-NAME:2 -o DIR/images.tar; docker rmi img-NAME:2
rmi img-NAME:1 --force
load -q -i DIR/images.tar
sh docker export NAME | tar t | sort | tail -3
sh docker export NAME | docker import -m text - imp-NAME:1 | wc -c
sh docker build -q -t bld-NAME --build-arg V=5 DIR/context 2>/dev/null | wc -c
run --rm bld-NAME
rmi bld-NAME imp-NAME:1 --force --no-prune
rm NAME
rm NAME
start NAME
run --rm IMAGE sh -c "echo out; echo err >&2; exit 3"
run --rm -a stderr IMAGE sh -c "echo out; echo err >&2"
sh echo typed | docker run -i --rm IMAGE cat
run -d --name NAME IMAGE sh -c "sleep 0.3; echo bye; exit 5"
attach NAME
logs NAME
start -a NAME
rm -v NAME
run --rm --read-only --tmpfs /scratch --init --cap-drop ALL --user 1000 --hostname h1 IMAGE hostname
network create --label a=b --internal net-NAME
network inspect -f {{.Internal}}_{{.Labels}} net-NAME
run -d --name NAME --network net-NAME --network-alias zz IMAGE sleep 100
network inspect -f {{range_.Containers}}{{.Name}}{{end}} net-NAME
network disconnect net-NAME NAME
network connect --alias yy net-NAME NAME
network rm net-NAME
rm -f NAME
network rm net-NAME
volume ls -q --filter name=vol-NAME
volume create --label a=b v2-NAME
volume inspect -f {{.Driver}}_{{.Labels}} v2-NAME
volume rm vol-NAME v2-NAME
volume rm v2-NAME
inspect nothing-NAME
images --filter reference=IMAGE --format {{.Repository}}:{{.Tag}}
sh docker system df | wc -l
sh docker info --format {{.OSType}}_{{.Driver}}
sh docker version --format {{.Server.Version}}
sh docker events --since 60s --until 0s --filter container=NAME --filter event=start --format {{.Status}} | sort -u
swarm leave
`;

/** Those that are told otherwise, and why: what is not offered has words of its own, and a check of the name comes first. */
const otherWords: readonly RegExp[] = [/^swarm leave/];

test('commands of the Docker CLI say and do the same through the gateway as straight', { timeout: 420_000 }, async (t) => {
  const { socketPath } = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const url = new URL(await app.listen());
  const dir = scratch(t);
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ HttpHeaders: { Authorization: `Bearer ${app.admin}` } }));
  mkdirSync(join(dir, 'files/sub'), { recursive: true });
  mkdirSync(join(dir, 'files/context'));
  writeFileSync(join(dir, 'files/file'), 'one\n');
  writeFileSync(join(dir, 'files/sub/deep'), 'two\n');
  writeFileSync(join(dir, 'files/context/Dockerfile'), `FROM ${image}\nARG V=1\nRUN echo built $V >/b\nCMD ["cat","/b"]\n`);
  const path = `${join(findProgram('docker') ?? 'docker', '..')}:${process.env['PATH'] ?? ''}`;

  const run = async (line: string, name: string, host: string) => {
    const shown = line.replaceAll('NAME', name).replaceAll('IMAGE', image).replaceAll('DIR', join(dir, 'files'));
    // Blanks in a template are written as "_" above.
    const command = shown.startsWith('sh ') ? shown.slice(3) : `docker ${shown}`;
    const quoted = command.replaceAll(/\{\{[^ ]*\}\}/g, (template) => `'${template.replaceAll(/(len|range)_/g, '$1 ')}'`);
    const env = { PATH: path, DOCKER_HOST: host, DOCKER_CONFIG: dir, DOCKER_BUILDKIT: '0' };
    const child = spawn('sh', ['-c', quoted.replaceAll('$X', '\\$X')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const text: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => text.push(chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, lines: lines(text.join(''), name) };
  };
  const all = commands.split('\n').filter((line) => line !== '');
  const through = async (host: string) => {
    const name = uniqueName();
    const results: string[] = [];
    for (const line of all) {
      const { code, lines: said } = await run(line, name, host);
      results.push(`${line} => ${code} ${otherWords.some((one) => one.test(line)) ? '' : said}`);
    }
    return results;
  };
  const [direct, via] = await Promise.all([through(`unix://${socketPath}`), through(`tcp://${url.host}/engine/local`)]);
  assert.deepEqual(via, direct);

  const log = await app.gql(
    '{ auditEvents(first: 100, filter: { action: ["container.stop", "container.remove", "container.create"] }) { nodes { action result source { transport userAgent } target { name } } } }',
  );
  const events = [pick(log.data, 'auditEvents', 'nodes')].flat().filter((one) => pick(one, 'source', 'transport') === 'GATEWAY');
  assert.ok(events.length > 8);
  assert.ok(events.every((one) => String(pick(one, 'source', 'userAgent')).startsWith('Docker-Client/')));
  const foreign = await app.gql('{ auditEvents(first: 20, filter: { origin: [EXTERNAL] }) { nodes { action } } }');
  assert.ok(Array.isArray(pick(foreign.data, 'auditEvents', 'nodes')));
});

/** Without what differs from one run to the next: names, ids, ports, times; and without the id of what is on record. Sorted: two streams have no order. */
function lines(text: string, name: string): string {
  return (
    text
      .replaceAll(name, 'NAME')
      .replaceAll(/ \(audit [0-9a-f-]{36}\)/g, '')
      .replaceAll(/\b(?:sha256:)?[0-9a-f]{12,64}\b/g, 'ID')
      .replaceAll(/127\.0\.0\.1:\d+/g, 'PORT')
      .split('\n')
      .filter((line) => line !== '' && !/IPv4 forwarding/.test(line))
      .sort()
      .join('|')
      // Both sides share layers of one engine: whoever comes last is told of them.
      .replace(/(?:Deleted: ID\|?)+/, 'Deleted: ID|')
  );
}
