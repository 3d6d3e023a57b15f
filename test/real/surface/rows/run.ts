import { image } from '../../../support/real-engine.ts';
import { pick } from '../../../support/app.ts';
import { making, type Change, type Ran } from '../table.ts';

const outcome = {
  // What the engine remarks about the machine is written among the container's own words.
  cli: ({ code, stdout, stderr }: Ran) => ({ code, stdout, stderr: stderr.replace(/^WARNING: .*\n/gm, '') }),
  ours: (payload: unknown) => ({
    code: pick(payload, 'exitCode'),
    stdout: pick(payload, 'output', 'stdout') ?? pick(payload, 'stdout'),
    stderr: pick(payload, 'output', 'stderr') ?? pick(payload, 'stderr'),
  }),
};
const script = 'echo out; echo err >&2; id -u; pwd; exit 7';
const shell = `sh -c "${script}"`;
const command = ['sh', '-c', script];

function waiting(flags: string, input: object, more: Partial<Change> = {}): Change {
  return {
    command: 'docker container run',
    about: `${flags} in the foreground`.trim(),
    cli: `run --name % ${flags === '' ? '' : `${flags} `}${image} ${shell}`,
    act: ['runContainer', { name: '%', image, command, wait: true, ...input }, 'exitCode output { stdout stderr }'],
    said: outcome,
    exits: 7,
    ...more,
  };
}

function executing(flags: string, words: string, input: object, more: Partial<Change> = {}): Change {
  return {
    command: 'docker container exec',
    about: flags,
    given: [`run -d --init --name % ${image} sleep 600`],
    cli: `exec ${flags === '' ? '' : `${flags} `}% ${words}`,
    act: ['execContainer', { ref: '%', ...input }, 'exitCode stdout stderr'],
    said: outcome,
    but: ['ExecIDs'],
    keeps: true,
    ...more,
  };
}

/** `docker run` and `docker exec`. */
export const runRows: readonly Change[] = [
  making('run', '', {}),
  making('run', '--init --env A=1 --user 1:2 --workdir /tmp --read-only', {
    init: true,
    env: [{ key: 'A', value: '1' }],
    user: '1:2',
    workingDir: '/tmp',
    readOnly: true,
  }),
  making('run', '--publish 127.0.0.1:18300:80', { ports: [{ containerPort: 80, hostPort: 18_300, hostIp: '127.0.0.1' }] }),
  making('run', '--publish-all --expose 80', { publishAll: true, expose: [{ port: 80 }] }),
  making('run', '--pull never', { pull: 'NEVER' }),
  making(
    'run',
    '--network %-net --network-alias w --ip 10.97.2.9',
    { networks: [{ network: '%-net', aliases: ['w'], ipv4Address: '10.97.2.9' }] },
    { given: ['network create --subnet 10.97.2.0/24 %-net'] },
  ),
  making(
    'run',
    '--network container:%-peer',
    { networkMode: 'container:%-peer' },
    { given: [`run -d --init --name %-peer ${image} sleep 600`] },
  ),
  making(
    'run',
    '--volume %-data:/data',
    { mounts: [{ type: 'VOLUME', source: '%-data', target: '/data' }] },
    {
      given: ['volume create %-data'],
      but: ['HostConfig.Binds', 'HostConfig.Mounts', 'Mounts.Mode'],
      see: ['/containers/%/json', '/volumes/%-data'],
    },
  ),
  making('run', '--memory 32m --cpus 0.5 --pids-limit 40 --ulimit nofile=64:128', {
    limits: {
      memory: 32 * 1024 * 1024,
      cpus: 0.5,
      pidsLimit: 40,
      ulimits: [{ name: 'nofile', soft: 64, hard: 128 }],
    },
  }),
  waiting('', {}),
  waiting('--rm', { autoRemove: true }),
  waiting('--user 3:4 --workdir /tmp', { user: '3:4', workingDir: '/tmp' }),
  executing('', shell, { command }, { exits: 7 }),
  executing('--env A=x --user 3:4 --workdir /tmp', 'sh -c "echo $A; id; pwd"', {
    command: ['sh', '-c', 'echo $A; id; pwd'],
    env: [{ key: 'A', value: 'x' }],
    user: '3:4',
    workingDir: '/tmp',
  }),
  executing('--interactive', 'cat', { command: ['cat'], stdin: 'what is read\n' }, { stdin: 'what is read\n' }),
  executing(
    '--privileged',
    'grep CapEff /proc/self/status',
    { command: ['grep', 'CapEff', '/proc/self/status'], privileged: true },
    { exits: null },
  ),
  executing(
    '--detach',
    'touch /made',
    { command: ['touch', '/made'], detach: true },
    {
      said: undefined,
      keeps: false,
      after: 'exec % sh -c "until [ -e /made ]; do sleep 0.05; done"',
      see: ['/containers/%/changes'],
    },
  ),
];
