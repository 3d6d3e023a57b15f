import { making, type Change } from '../table.ts';

const mib = 1024 * 1024;
const subnet = (part: number) => `network create --subnet 10.97.${part}.0/24 %-net`;
const pair = (key: string, value: string) => ({ key, value });

/** `docker create`: every argument that Wharfinger has, alone or together with its kin. */
export const createRows: readonly Change[] = [
  making('create', '', {}),
  making('create', '--env A=1 --env B=x=y', { env: [pair('A', '1'), pair('B', 'x=y')] }),
  making('create', '--label team=web --label empty=', { labels: [pair('team', 'web'), pair('empty', '')] }),
  making('create', '--user 1:2 --group-add 7 --group-add daemon', { user: '1:2', groupAdd: ['7', 'daemon'] }),
  making('create', '--workdir /srv', { workingDir: '/srv' }),
  making('create', '--hostname h1', { hostname: 'h1' }),
  making('create', '--entrypoint echo', { entrypoint: ['echo'] }),
  making('create', '--entrypoint ""', { entrypoint: [] }),
  making('create', '--init', { init: true }),
  making('create', '--tty --interactive', { tty: true, openStdin: true }),
  making('create', '--stop-signal SIGHUP --stop-timeout 3', { stopSignal: 'SIGHUP', stopTimeoutSeconds: 3 }),
  making('create', '--restart on-failure:4', { restartPolicy: { name: 'ON_FAILURE', maximumRetryCount: 4 } }),
  making('create', '--restart unless-stopped', { restartPolicy: { name: 'UNLESS_STOPPED' } }),
  making('create', '--rm', { autoRemove: true }),
  making('create', '--pull never', { pull: 'NEVER' }),
  making('create', '--pull missing', { pull: 'MISSING' }),
  making('create', '--platform linux/amd64', { platform: 'linux/amd64' }),
  making(
    'create',
    '--health-cmd "test -e /" --health-interval 5s --health-timeout 500ms --health-start-period 1m --health-retries 2',
    { healthCheck: { shell: 'test -e /', interval: '5s', timeout: '500ms', startPeriod: '1m', retries: 2 } },
  ),
  making('create', '--no-healthcheck', { noHealthCheck: true }),
  making('create', '--publish 127.0.0.1:18080:80 --publish 53/udp', {
    ports: [
      { containerPort: 80, hostPort: 18_080, hostIp: '127.0.0.1' },
      { containerPort: 53, protocol: 'UDP' },
    ],
  }),
  making('create', '--publish 18100-18101:100-101 --publish 18200-18210:90', {
    ports: [
      { containerPort: 100, containerPortEnd: 101, hostPort: 18_100 },
      { containerPort: 90, hostPort: 18_200, hostPortEnd: 18_210 },
    ],
  }),
  making('create', '--expose 7-8 --publish-all', { expose: [{ port: 7, to: 8 }], publishAll: true }),
  making(
    'create',
    '--network %-net --network-alias w --ip 10.97.1.9',
    { networks: [{ network: '%-net', aliases: ['w'], ipv4Address: '10.97.1.9' }] },
    { given: [subnet(1)] },
  ),
  making('create', '--network none', { networkMode: 'none' }),
  making('create', '--network host', { networkMode: 'host' }),
  making('create', '--dns 9.9.9.9 --add-host db:10.0.0.1', {
    dns: ['9.9.9.9'],
    extraHosts: [{ hostname: 'db', address: '10.0.0.1' }],
  }),
  making(
    'create',
    '--mount type=volume,source=%-data,target=/data,readonly --mount type=bind,source=/tmp,target=/b,bind-propagation=rslave',
    {
      mounts: [
        { type: 'VOLUME', source: '%-data', target: '/data', readOnly: true },
        { type: 'BIND', source: '/tmp', target: '/b', propagation: 'RSLAVE' },
      ],
    },
    { given: ['volume create %-data'] },
  ),
  making('create', '--mount type=tmpfs,target=/t,tmpfs-size=1048576,tmpfs-mode=1770 --tmpfs /run:size=1m --read-only', {
    mounts: [{ type: 'TMPFS', target: '/t', size: mib, mode: '1770' }],
    tmpfs: [{ path: '/run', options: 'size=1m' }],
    readOnly: true,
  }),
  // Both ways to mount come to the same mounts; the engine remembers how it was asked.
  making(
    'create',
    '--volume %-data:/data:ro --volume /tmp:/b',
    {
      mounts: [
        { type: 'VOLUME', source: '%-data', target: '/data', readOnly: true },
        { type: 'BIND', source: '/tmp', target: '/b' },
      ],
    },
    { given: ['volume create %-data'], but: ['HostConfig.Binds', 'HostConfig.Mounts', 'Mounts.Mode'] },
  ),
  making(
    'create',
    '--volumes-from %-db:ro',
    { volumesFrom: [{ container: '%-db', readOnly: true }] },
    { given: ['create --name %-db -v /data busybox:test'], but: ['HostConfig.VolumesFrom'] },
  ),
  making('create', '--cpus 1.5 --cpu-shares 512 --cpuset-cpus 0', { limits: { cpus: 1.5, cpuShares: 512, cpusetCpus: '0' } }),
  making('create', '--memory 64m --memory-reservation 32m --memory-swap -1', {
    limits: { memory: 64 * mib, memoryReservation: 32 * mib, unlimitedSwap: true },
  }),
  making('create', '--pids-limit 50 --shm-size 1m', { limits: { pidsLimit: 50, shmSize: mib } }),
  making('create', '--ulimit nofile=5:6 --ulimit nproc=9', {
    limits: {
      ulimits: [
        { name: 'nofile', soft: 5, hard: 6 },
        { name: 'nproc', soft: 9 },
      ],
    },
  }),
  making('create', '--privileged', { privileged: true }),
  making('create', '--cap-add NET_ADMIN --cap-drop MKNOD', { capAdd: ['NET_ADMIN'], capDrop: ['MKNOD'] }),
  making('create', '--device /dev/null:/dev/x:rw', {
    devices: [{ hostPath: '/dev/null', containerPath: '/dev/x', permissions: 'rw' }],
  }),
  making('create', '--security-opt no-new-privileges', { securityOpt: ['no-new-privileges'] }),
  making('create', '--gpus 2', { gpus: { count: 2 } }),
  making('create', '--pid host --ipc private --userns host', { pidMode: 'host', ipcMode: 'private', usernsMode: 'host' }),
  making('create', '--log-driver json-file --log-opt max-size=1m', {
    logging: { driver: 'json-file', options: [pair('max-size', '1m')] },
  }),
  making(
    'create',
    '--network %-ghost',
    { networks: [{ network: '%-ghost' }] },
    { refused: 'NOT_FOUND', cli: 'run --name % --network %-ghost busybox:test', see: [], keeps: false },
  ),
];
