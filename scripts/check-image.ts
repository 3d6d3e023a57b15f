import { execFileSync } from 'node:child_process';
import { existsSync, globSync, lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pack, type Pack } from 'tar-stream';
import { findBusybox } from '../src/demo/busybox.ts';
import { callEngine } from '../src/demo/engine-http.ts';
import { addressOf, docker, startEngine, type TestEngine } from '../test/support/real-engine.ts';
import { until } from '../test/support/until.ts';

// Builds the Dockerfile and runs the result as docker-compose.yml says, on a private engine that cannot pull: the base is made of this machine's
// own Node, npm and busybox. Needs root on Linux and a package registry. Takes some minutes.
const root = join(import.meta.dirname, '..');
const base = 'local/node:24';
const tag = 'wharfinger:check';

const engine = await startEngine();
const step = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  await importBase(engine);
  step('building the image');
  await docker(engine, 'build', '--network', 'host', '--build-arg', `BASE=${base}`, '-t', tag, root);
  step(await docker(engine, 'image', 'inspect', '--format', '{{.Size}} bytes, user {{.Config.User}}', tag));
  await runService(engine);
} finally {
  await engine.stop();
}

/** With what the compose file asks for; Debian's command line has no compose. */
async function runService(engine: TestEngine): Promise<void> {
  const gid = String(lstatSync(engine.socketPath).gid);
  const hardening = [
    '--read-only',
    '--tmpfs',
    '/tmp',
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges:true',
    '--group-add',
    gid,
  ];
  const volumes = [
    '-v',
    `${engine.socketPath}:/var/run/docker.sock`,
    '-v',
    'state:/var/lib/wharfinger',
    '-v',
    'keys:/var/lib/wharfinger-keys',
  ];
  const env = ['-e', 'DOCKER_HOST=unix:///var/run/docker.sock', '-e', 'WHARFINGER_ALLOW_INSECURE_LISTEN=true'];
  const start = [
    'run',
    '-d',
    '--name',
    'wharfinger',
    '--restart',
    'unless-stopped',
    '-p',
    '127.0.0.1::4500',
    ...hardening,
    ...volumes,
    ...env,
    tag,
  ];
  await docker(engine, ...start);
  const health = (): Promise<string> => docker(engine, 'inspect', '--format', '{{.State.Health.Status}}', 'wharfinger');
  const logs = (): Promise<string> => docker(engine, 'logs', 'wharfinger');
  await until(async () => (await health()) === 'healthy', 'the container is healthy', 60_000).catch(async (failure: unknown) => {
    step(await logs());
    throw failure;
  });
  step('the container is healthy');
  step(await docker(engine, 'exec', 'wharfinger', 'busybox', 'id'));
  const url = `http://${await docker(engine, 'port', 'wharfinger', '4500/tcp')}`;
  await until(async () => (await fetch(`${url}/readyz`)).ok, 'the service is ready', 30_000);
  step('the service is ready: it has reached the engine through the socket of its group');
  await docker(engine, 'stop', 'wharfinger');
  step(`exit code after stop: ${await docker(engine, 'inspect', '--format', '{{.State.ExitCode}}', 'wharfinger')}`);
}

/** An image with Node, npm and a shell, made of the files on this machine. */
async function importBase(engine: TestEngine): Promise<void> {
  const stream = pack();
  const busybox = findBusybox();
  if (busybox === undefined) throw new Error('there is no static busybox');
  for (const name of ['tmp', 'var', 'root', 'proc', 'dev', 'sys'])
    stream.entry({ name, mode: name === 'tmp' ? 0o1777 : 0o755, type: 'directory' });
  stream.entry({ name: 'bin/busybox', mode: 0o755 }, readFileSync(busybox));
  for (const applet of execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (applet !== 'busybox') stream.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox' });
  }
  stream.entry({ name: 'usr/bin/env', type: 'symlink', linkname: '/bin/busybox' });
  const node = realpathSync(process.execPath);
  stream.entry({ name: 'usr/local/bin/node', mode: 0o755 }, readFileSync(node));
  // "libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x...)", and the loader, which stands alone.
  const libraries = execFileSync('ldd', [node], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g);
  for (const [, path = ''] of libraries) stream.entry({ name: path.slice(1), mode: 0o755 }, readFileSync(path));
  addNpm(stream);
  stream.finalize();
  const changes: [string, string] = ['changes', 'ENV PATH=/usr/local/bin:/bin NODE_EXTRA_CA_CERTS=/etc/ssl/ca.pem'];
  const query: [string, string][] = [['fromSrc', '-'], ['repo', 'local/node'], ['tag', '24'], changes];
  await callEngine(addressOf(engine), 'POST', '/images/create', {
    query,
    upload: { stream: Readable.from(stream), type: 'application/x-tar' },
  });
}

/** npm, with the registry and the certificate authorities that this machine uses. */
function addNpm(stream: Pack): void {
  const npm = join(dirname(realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())), '..');
  for (const path of globSync('**/*', { cwd: npm })) {
    const from = join(npm, path);
    const name = `usr/local/lib/node_modules/npm/${path}`;
    const stat = lstatSync(from);
    if (stat.isSymbolicLink()) stream.entry({ name, type: 'symlink', linkname: readlinkSync(from) });
    else if (stat.isFile()) stream.entry({ name, mode: stat.mode & 0o777 }, readFileSync(from));
  }
  stream.entry({ name: 'usr/local/bin/npm', type: 'symlink', linkname: '../lib/node_modules/npm/bin/npm-cli.js' });
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  stream.entry({ name: 'usr/local/etc/npmrc' }, `registry=${registry}\n`);
  const authorities = '/etc/ssl/certs/ca-certificates.crt';
  stream.entry({ name: 'etc/ssl/ca.pem' }, existsSync(authorities) ? readFileSync(authorities) : '');
}
