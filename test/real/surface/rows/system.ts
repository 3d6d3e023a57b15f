import { image } from '../../../support/real-engine.ts';
import { pick } from '../../../support/app.ts';
import { lines, wordsOf, type Change, type Read } from '../table.ts';

const items = (value: unknown): unknown[] => Object.values(Object(value));
const words = (stdout: string) => stdout.trim().split('|');

/** What is asked about the engine itself. */
export const systemReads: readonly Read[] = [
  {
    command: 'docker version',
    about: '',
    cli: 'version --format "{{with .Server}}{{.Version}}|{{.APIVersion}}|{{.MinAPIVersion}}|{{.GitCommit}}|{{.GoVersion}}|{{.Os}}|{{.Arch}}|{{.KernelVersion}}{{end}}"',
    query: '{ host { version { version apiVersion minApiVersion gitCommit goVersion os arch kernelVersion } } }',
    cliSays: words,
    weSay: (data) => items(pick(data, 'host', 'version')).map(String),
  },
  {
    command: 'docker info',
    about: '',
    cli: 'info --format "{{.ID}}|{{.Name}}|{{.ServerVersion}}|{{.Driver}}|{{.DockerRootDir}}|{{.LoggingDriver}}|{{.CgroupDriver}}|{{.KernelVersion}}|{{.OperatingSystem}}|{{.NCPU}}|{{.MemTotal}}|{{.Swarm.LocalNodeState}}|{{.LiveRestoreEnabled}}|{{.DefaultRuntime}}"',
    query: `{ host { info { engineId name serverVersion storageDriver dockerRootDir loggingDriver cgroupDriver kernelVersion operatingSystem cpus memory
      swarmState liveRestore defaultRuntime } } }`,
    cliSays: words,
    weSay: (data) => items(pick(data, 'host', 'info')).map(String),
  },
  {
    command: 'docker system df',
    about: '--verbose',
    given: ['volume create %', `create --name %-user -v %:/data ${image}`],
    cli: 'system df --verbose --format "{{range .Volumes}}{{.Name}} {{.Links}};{{end}}{{range .Containers}}{{.Names}};{{end}}"',
    query: '{ host { diskUsage { volumes { name refCount } containers { container { name } } } } }',
    cliSays: (stdout) =>
      stdout
        .split(';')
        .filter((part) => part.startsWith('s-'))
        .sort(),
    weSay: (data) =>
      [
        ...items(pick(data, 'host', 'diskUsage', 'volumes')).map(
          (one) => `${wordsOf(pick(one, 'name'), '')} ${wordsOf(pick(one, 'refCount'), '')}`,
        ),
        ...items(pick(data, 'host', 'diskUsage', 'containers')).map((one) => String(pick(one, 'container', 'name'))),
      ]
        .filter((part) => part.startsWith('s-'))
        .sort(),
  },
];

/** From long ago to now: what the engine remembers, about the one container. */
const since = '2020-01-01T00:00:00Z';
const events = (about: string, filters: string, more: string, results: number): Read => ({
  command: 'docker system events',
  about,
  given: [`create --name % --label row=% ${image}`, 'rename % %-two', 'rename %-two %', 'rm %'],
  cli: `events --since ${since} --until 0s --format "{{.Type}} {{.Action}} {{.Actor.Attributes.name}}" ${filters}`,
  query: `subscription { events(since: "${since}", ${more}) { type action name } }`,
  results,
  cliSays: (stdout) => stdout.split('\n').filter((line) => line !== ''),
  weSay: (answers) =>
    items(answers)
      .map((one) => pick(one, 'data', 'events'))
      .map((one) => ['type', 'action', 'name'].map((key) => wordsOf(pick(one, key), '')).join(' ')),
});

/** The same about what is no container. */
const eventsOf = (kind: string, given: readonly string[], name: string, results: number): Read => ({
  ...events(
    `--filter ${kind}`,
    `--filter ${kind}=${name} --filter type=${kind}`,
    `${kind}s: ["${name}"], types: ["${kind}"]`,
    results,
  ),
  given,
  cliSays: (stdout) => lines(stdout).map((line) => line.split(' ').slice(0, 2).join(' ')),
  weSay: (answers) =>
    items(answers)
      .map((one) => ['type', 'action'].map((key) => wordsOf(pick(one, 'data', 'events', key), '')).join(' '))
      .sort(),
});

export const eventReads: readonly Read[] = [
  eventsOf('image', [`create --name % ${image}`, 'commit % %:1', 'tag %:1 %:1.1', 'rmi %:1.1'], '%:1', 1),
  eventsOf('network', ['network create --subnet 10.95.2.0/24 %', 'network rm %'], '%', 2),
  eventsOf('volume', ['volume create %', 'volume rm %'], '%', 2),
  events(
    '--since --until --filter container',
    '--filter container=% --filter type=container',
    'containers: ["%"], types: ["container"]',
    4,
  ),
  events(
    '--filter event --filter label',
    '--filter event=rename --filter label=row=%',
    'actions: ["rename"], labels: [{ key: "row", value: "%" }]',
    2,
  ),
];

/** What is done to all of it. */
export const systemRows: readonly Change[] = [
  {
    command: 'docker system prune',
    about: '--all --filter label --force',
    given: [
      `create --name % --label row=% ${image}`,
      'commit % %:1',
      'network create --subnet 10.95.1.0/24 --label row=% %-net',
      `run -d --init --name %-user --label row=% ${image} sleep 600`,
    ],
    cli: 'system prune --all --force --filter label=row=%',
    act: ['systemPrune', { all: true, filter: { labels: [{ key: 'row', value: '%' }] } }],
    see: ['/containers/%/json', '/containers/%-user/json', '/networks/%-net', '/images/%:1/json'],
  },
  {
    command: 'docker system prune',
    about: '--volumes --filter label --force',
    given: [
      'volume create --label row=% %',
      'volume create --label row=% %-used',
      `create --name %-user -v %-used:/data ${image}`,
    ],
    cli: 'system prune --volumes --force --filter label=row=%',
    act: ['systemPrune', { volumes: true, allVolumes: true, filter: { labels: [{ key: 'row', value: '%' }] } }],
    see: ['/volumes/%', '/volumes/%-used', '/containers/%-user/json'],
  },
];
