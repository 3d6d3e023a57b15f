import { image } from '../../../support/real-engine.ts';
import { pick } from '../../../support/app.ts';
import { lines, sleeper, type Change, type Read } from '../table.ts';

const row = (command: string, about: string, cli: string, act: Change['act'], more: Partial<Change> = {}): Change => ({
  command: `docker network ${command}`,
  about,
  cli,
  act,
  ...more,
});
const pair = (key: string, value: string) => ({ key, value });
const creating = (flags: string, input: object, more: Partial<Change> = {}) =>
  row('create', flags, `network create ${flags} %`, ['createNetwork', { name: '%', ...input }], more);
const ends = { given: [`network create --subnet 10.96.1.0/24 --subnet fd00:96::/64 --ipv6 %-net`, sleeper] };
const both = { see: ['/containers/%/json', '/networks/%-net'] };

/** What is done to networks. */
export const networkRows: readonly Change[] = [
  creating('--attachable --internal --label a=b --subnet 10.96.16.0/24', {
    ipam: [{ subnet: '10.96.16.0/24' }],
    attachable: true,
    internal: true,
    labels: [pair('a', 'b')],
  }),
  creating(
    '--driver bridge --opt com.docker.network.driver.mtu=1400 --ipv6 --subnet fd00:97::/64 --subnet 10.96.2.0/24 --ip-range 10.96.2.128/25 --gateway 10.96.2.129 --aux-address router=10.96.2.130 --ipam-driver default --ipam-opt k=v',
    {
      driver: 'bridge',
      options: [pair('com.docker.network.driver.mtu', '1400')],
      ipv6: true,
      ipam: [
        { subnet: 'fd00:97::/64' },
        {
          subnet: '10.96.2.0/24',
          ipRange: '10.96.2.128/25',
          gateway: '10.96.2.129',
          auxiliaryAddresses: [pair('router', '10.96.2.130')],
        },
      ],
      ipamDriver: 'default',
      ipamOptions: [pair('k', 'v')],
    },
  ),
  creating('--config-only --subnet 10.96.3.0/24', { configOnly: true, ipam: [{ subnet: '10.96.3.0/24' }] }),
  creating(
    '--config-from %-settings',
    { configFrom: '%-settings' },
    {
      given: ['network create --config-only --subnet 10.96.4.0/24 %-settings'],
    },
  ),
  creating('--scope local', { scope: 'local' }, { but: ['IPAM'] }),
  creating('--ingress --driver overlay', { ingress: true, driver: 'overlay' }, { refused: 'ENGINE_ERROR' }),
  row('create', 'of a name that is taken', 'network create %', ['createNetwork', { name: '%' }], {
    given: ['network create --subnet 10.96.5.0/24 %'],
    refused: 'CONFLICT',
  }),
  row(
    'connect',
    '--alias --ip --ip6 --link --driver-opt',
    'network connect --alias w --ip 10.96.1.9 --ip6 fd00:96::9 --link %-peer:p --driver-opt k=v %-net %',
    [
      'connectNetwork',
      {
        network: '%-net',
        container: '%',
        aliases: ['w'],
        ip: '10.96.1.9',
        ip6: 'fd00:96::9',
        links: ['%-peer:p'],
        driverOptions: [pair('k', 'v')],
      },
    ],
    { given: [...ends.given, `create --name %-peer --network %-net ${image}`], ...both, back: 'network disconnect %-net %' },
  ),
  row(
    'connect',
    '--link-local-ip to one that does not run',
    'network connect --link-local-ip 169.254.3.4 %-net %',
    ['connectNetwork', { network: '%-net', container: '%', linkLocalIps: ['169.254.3.4'] }],
    {
      given: ['network create --subnet 10.96.6.0/24 %-net', `create --name % ${image}`],
      ...both,
      back: 'network disconnect --force %-net %',
    },
  ),
  row('disconnect', '', 'network disconnect %-net %', ['disconnectNetwork', { network: '%-net', container: '%' }], {
    given: ['network create --subnet 10.96.7.0/24 %-net', `run -d --init --name % --network %-net ${image} sleep 600`],
    ...both,
    back: 'network connect %-net %',
  }),
  row(
    'disconnect',
    '--force',
    'network disconnect --force %-net %',
    ['disconnectNetwork', { network: '%-net', container: '%', force: true }],
    {
      given: ['network create --subnet 10.96.8.0/24 %-net', `create --name % --network %-net ${image} sleep 600`],
      ...both,
    },
  ),
  row('rm', '', 'network rm %', ['removeNetwork', { ref: '%' }], { given: ['network create --subnet 10.96.9.0/24 %'] }),
  row('rm', 'of one that is in use', 'network rm %-net', ['removeNetwork', { ref: '%-net' }], {
    given: ['network create --subnet 10.96.10.0/24 %-net', `run -d --init --name % --network %-net ${image} sleep 600`],
    see: ['/networks/%-net'],
    refused: 'CONFLICT',
  }),
  row(
    'prune',
    '--filter label --filter until --force',
    'network prune --force --filter label=row=%',
    ['pruneNetworks', { filter: { labels: [pair('row', '%')] } }, 'deleted'],
    {
      given: [
        'network create --subnet 10.96.11.0/24 --label row=% %-a',
        'network create --subnet 10.96.12.0/24 --label row=% %-b',
        'network create --subnet 10.96.13.0/24 %-c',
      ],
      see: ['/networks/%-a', '/networks/%-b', '/networks/%-c'],
      said: {
        cli: ({ stdout }) => lines(stdout).filter((line) => !line.endsWith(':')).length,
        ours: (payload) => Object.keys(Object(pick(payload, 'deleted'))).length,
      },
    },
  ),
];

const found = (data: unknown, ...path: (string | number)[]): string[] =>
  Object.values(Object(pick(data, ...path)))
    .map((one) => String(pick(one, 'dockerId') ?? pick(one, 'name')))
    .sort();

const listing = (filters: string, filter: string): Read => ({
  command: 'docker network ls',
  about: filters,
  given: ['network create --label row=% %'],
  cli: `network ls --no-trunc --quiet ${filters}`,
  query: `{ networks(first: 1000, filter: { ${filter} }) { nodes { dockerId } } }`,
  cliSays: lines,
  weSay: (data) => found(data, 'networks', 'nodes'),
});

/** What is asked about networks. */
export const networkReads: readonly Read[] = [
  listing('--filter label=row=%', 'labels: [{ key: "row", value: "%" }]'),
  listing('--filter name=%', 'nameContains: "%"'),
  listing('--filter id={id}', 'idPrefix: "{id}"'),
  listing('--filter type=builtin', 'type: BUILTIN'),
  listing('--filter driver=host --filter scope=local', 'driver: ["host"], scope: ["local"]'),
  listing('--filter dangling=true --filter name=%', 'dangling: true, nameContains: "%"'),
  {
    command: 'docker network inspect',
    about: '--verbose',
    given: ['network create --subnet 10.96.15.0/24 --gateway 10.96.15.3 --internal --label a=b --opt k=v %'],
    cli: 'network inspect --verbose %',
    query: `{ network(ref: "%") { dockerId name scope driver enableIpv6 internal attachable ingress configOnly createdAt
      ipamDriver ipam { subnet gateway } options { key value } labels { key value } } }`,
    cliSays: (stdout) => {
      const one: unknown = pick(JSON.parse(stdout), 0);
      const of = (...path: string[]) => pick(one, ...path);
      return {
        dockerId: of('Id'),
        name: of('Name'),
        scope: of('Scope'),
        driver: of('Driver'),
        enableIpv6: of('EnableIPv6'),
        internal: of('Internal'),
        attachable: of('Attachable'),
        ingress: of('Ingress'),
        configOnly: of('ConfigOnly'),
        createdAt: of('Created'),
        ipamDriver: of('IPAM', 'Driver'),
        ipam: [{ subnet: '10.96.15.0/24', gateway: '10.96.15.3' }],
        options: [pair('k', 'v')],
        labels: [pair('a', 'b')],
      };
    },
    weSay: (data) => pick(data, 'network'),
  },
];
