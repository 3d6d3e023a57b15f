import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../../src/demo/install.ts';
import { run, startEngine } from '../support/real-engine.ts';
import { comparePair, type Pair } from './pairs.ts';
import { report, type Row } from './report.ts';
import { download, upload } from './rest-files.ts';
import { spawnServer } from './server.ts';

// Files and images, over REST and through the gateway, beside the Docker CLI at the engine itself. Arguments: the size of the file by REST in MB, that of what goes
// through the gateway, and how often each is done.
const fileMegabytes = Number(process.argv[2] ?? 500);
const archiveMegabytes = Number(process.argv[3] ?? 1000);
const rounds = Number(process.argv[4] ?? 3);
const chunk = randomBytes(1_000_000);
const execute = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
const at = (name: string) => join(folder, name);
const socket = at('team.sock');
const engine = await startEngine();
writeFileSync(at('policy.yaml'), JSON.stringify({ version: 1, sockets: { team: { path: socket, role: 'admin' } } }));
const server = await spawnServer(engine.socketPath, { WHARFINGER_POLICY: at('policy.yaml') }).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
mkdirSync(at('token'));
writeFileSync(at('token/config.json'), JSON.stringify({ HttpHeaders: { Authorization: `Bearer ${server.token}` } }));

/** The Docker CLI, to the engine itself and by each of the two ways through Wharfinger. */
const straight = cli(`unix://${engine.socketPath}`, at('none'));
const gateways = {
  '/engine/local': cli(`tcp://127.0.0.1:${server.port}/engine/local`, at('token')),
  'a socket': cli(`unix://${socket}`, at('none')),
};
const rows: Row[] = [];
try {
  const { name } = await run(engine, { name: 'bench', script: 'exec sleep 3600' });
  await warmUp(name);
  await fill(at('file'), fileMegabytes);
  for (const pair of overRest(name, fileMegabytes)) rows.push(...(await comparePair(pair, server.pid, rounds)));
  if (statSync(at('ours')).size !== fileMegabytes * chunk.length) throw new Error('what came out is not what went in');
  await fill(at('file'), archiveMegabytes);
  await straight(`docker cp file ${name}:/theirs && docker commit ${name} bench:large`);
  for (const pair of throughGateways(name, archiveMegabytes)) rows.push(...(await comparePair(pair, server.pid, rounds)));
} finally {
  await server.stop();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}
report(rows);

function overRest(name: string, megabytes: number): Pair[] {
  const path = (of: string) => `/api/v1/containers/${name}/files?path=/${of}`;
  return [
    {
      what: 'REST, a file in',
      megabytes,
      straight: () => straight(`docker cp file ${name}:/theirs`),
      through: () => upload(server, path('ours'), at('file')),
    },
    {
      what: 'REST, a file out',
      megabytes,
      straight: () => straight(`docker cp ${name}:/theirs theirs`),
      through: () => download(server, path('ours'), at('ours')),
    },
  ];
}

function throughGateways(name: string, megabytes: number): Pair[] {
  const commands = {
    'docker cp in': `docker cp file ${name}:/theirs`,
    'docker cp out': `docker cp ${name}:/theirs theirs`,
    'docker save | docker load': 'docker save bench:large | docker load',
  };
  return Object.entries(commands).flatMap(([what, command]) =>
    Object.entries(gateways).map(([way, through]) => ({
      what: `${what}, ${way}`,
      megabytes,
      straight: () => straight(command),
      through: () => through(command),
    })),
  );
}

/** Everything once, with little, before anything is measured. */
async function warmUp(name: string): Promise<void> {
  const megabytes = 50;
  await fill(at('file'), megabytes);
  await straight(`docker cp file ${name}:/theirs && docker commit ${name} bench:large`);
  for (const { through } of [...overRest(name, megabytes), ...throughGateways(name, megabytes)]) await through();
}

/** Runs a command line in the folder of the files. */
function cli(host: string, config: string): (command: string) => Promise<unknown> {
  const program = findProgram('docker') ?? 'docker';
  const env = { ...process.env, DOCKER_HOST: host, DOCKER_CONFIG: config };
  return (command) => execute('sh', ['-c', `docker() { "${program}" "$@"; }; ${command}`], { env, cwd: folder });
}

async function fill(name: string, count: number): Promise<void> {
  const handle = await open(name, 'w');
  for (let written = 0; written < count; written += 1) await handle.write(chunk);
  await handle.sync();
  await handle.close();
}
