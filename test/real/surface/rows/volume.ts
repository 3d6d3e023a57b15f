import { image } from '../../../support/real-engine.ts';
import { pick } from '../../../support/app.ts';
import { lines, type Change, type Read } from '../table.ts';

const row = (command: string, about: string, cli: string, act: Change['act'], more: Partial<Change> = {}): Change => ({
  command: `docker volume ${command}`,
  about,
  cli,
  act,
  ...more,
});
const pair = (key: string, value: string) => ({ key, value });

/** What is done to volumes. */
export const volumeRows: readonly Change[] = [
  row('create', '', 'volume create %', ['createVolume', { name: '%' }]),
  row(
    'create',
    '--driver --label --opt',
    'volume create --driver local --label a=b --opt type=tmpfs --opt device=tmpfs --opt o=size=1m %',
    [
      'createVolume',
      {
        name: '%',
        driver: 'local',
        labels: [pair('a', 'b')],
        driverOptions: [pair('type', 'tmpfs'), pair('device', 'tmpfs'), pair('o', 'size=1m')],
      },
    ],
  ),
  row('create', 'of one that is there', 'volume create %', ['createVolume', { name: '%' }], {
    given: ['volume create --label a=b %'],
    keeps: true,
  }),
  row('rm', '', 'volume rm %', ['removeVolume', { name: '%' }], { given: ['volume create %'] }),
  row('rm', '--force', 'volume rm --force %', ['removeVolume', { name: '%', force: true }], { given: ['volume create %'] }),
  row('rm', 'of one that is in use', 'volume rm --force %', ['removeVolume', { name: '%', force: true }], {
    given: ['volume create %', `create --name %-user -v %:/data ${image}`],
    refused: 'CONFLICT',
  }),
  // This engine prunes all volumes, named or not, as the newer ones do with --all.
  row(
    'prune',
    '--all --filter label --filter label! --force',
    'volume prune --force --filter label=row=% --filter label!=keep',
    ['pruneVolumes', { all: true, filter: { labels: [pair('row', '%')], exceptLabels: [{ key: 'keep' }] } }, 'deleted'],
    {
      given: ['volume create --label row=% %-a', 'volume create --label row=% --label keep %-b', 'volume create %-c'],
      see: ['/volumes/%-a', '/volumes/%-b', '/volumes/%-c'],
      said: {
        cli: ({ stdout }) => lines(stdout).filter((line) => /^s-.*-.$/.test(line)).length,
        ours: (payload) => Object.keys(Object(pick(payload, 'deleted'))).length,
      },
    },
  ),
];

const listing = (filters: string, filter: string): Read => ({
  command: 'docker volume ls',
  about: filters,
  given: ['volume create --label row=% %', 'volume create --label row=% %-used', `create --name %-user -v %-used:/data ${image}`],
  cli: `volume ls --quiet ${filters}`,
  query: `{ volumes(first: 1000, filter: { ${filter} }) { nodes { name } } }`,
  cliSays: lines,
  weSay: (data) =>
    Object.values(Object(pick(data, 'volumes', 'nodes')))
      .map((one) => String(pick(one, 'name')))
      .sort(),
});

/** What is asked about volumes. */
export const volumeReads: readonly Read[] = [
  listing('--filter label=row=%', 'labels: [{ key: "row", value: "%" }]'),
  listing('--filter name=% --filter driver=local', 'nameContains: "%", driver: ["local"]'),
  listing('--filter dangling=true --filter label=row=%', 'dangling: true, labels: [{ key: "row", value: "%" }]'),
  listing('--filter dangling=false --filter label=row=%', 'dangling: false, labels: [{ key: "row", value: "%" }]'),
  {
    command: 'docker volume inspect',
    about: '',
    given: ['volume create --label a=b --opt type=tmpfs --opt device=tmpfs %'],
    cli: 'volume inspect %',
    query: '{ volume(name: "%") { name driver mountpoint scope createdAt labels { key value } options { key value } } }',
    cliSays: (stdout) => {
      const one: unknown = pick(JSON.parse(stdout), 0);
      return {
        name: pick(one, 'Name'),
        driver: pick(one, 'Driver'),
        mountpoint: pick(one, 'Mountpoint'),
        scope: pick(one, 'Scope'),
        createdAt: Date.parse(String(pick(one, 'CreatedAt'))),
        labels: [pair('a', 'b')],
        options: [pair('device', 'tmpfs'), pair('type', 'tmpfs')],
      };
    },
    weSay: (data) => ({ ...Object(pick(data, 'volume')), createdAt: Date.parse(String(pick(data, 'volume', 'createdAt'))) }),
  },
];
