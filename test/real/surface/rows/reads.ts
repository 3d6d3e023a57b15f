import { image } from '../../../support/real-engine.ts';
import { pick } from '../../../support/app.ts';
import { lines, sleeper, type Read } from '../table.ts';

const items = (value: unknown): unknown[] => Object.values(Object(value));
const read = (
  command: string,
  about: string,
  cli: string,
  query: string,
  cliSays: Read['cliSays'],
  weSay: Read['weSay'],
  more: Partial<Read> = {},
): Read => ({ command: `docker container ${command}`, about, cli, query, cliSays, weSay, given: [sleeper], ...more });

/** Three of one row, of which one is stopped and one has never run. */
const three = [
  `create --name %-new --label row=% ${image}`,
  `run -d --name %-done --label row=% ${image} sh -c "exit 3"`,
  'wait %-done',
  `run -d --init --name % --label row=% --label tier=web --expose 80 -p 127.0.0.1::80 -v %-data:/data ${image} sleep 600`,
];

/** Three that have never run, which costs less. */
const calm = [
  `create --name %-new --label row=% ${image}`,
  `create --name % --label row=% --label tier=web --expose 80 -p 127.0.0.1::80 -v %-data:/data ${image}`,
  `create --name %-last --label row=% --network none ${image}`,
];

const listing = (flags: string, args: string, given = calm): Read =>
  read(
    'ls',
    flags,
    `ps --no-trunc --filter label=row=% --format "{{.Names}}" ${flags}`,
    `{ containers(${args}) { nodes { name } } }`,
    (stdout) => stdout.split('\n').filter((line) => line !== ''),
    (data) => items(pick(data, 'containers', 'nodes')).map((one) => String(pick(one, 'name'))),
    { given },
  );
const filter = (more: string) => `filter: { labels: [{ key: "row", value: "%" }], ${more} }`;

const logging = (flags: string, args: string, written = 'echo one; echo two; echo three', results = 1): Read =>
  read(
    'logs',
    flags,
    `logs ${flags} %`,
    `subscription { containerLogs(refs: ["%"], ${args}) { lines { text } } }`,
    (stdout) => stdout.split('\n').filter((line) => line !== ''),
    (answers) =>
      items(answers).flatMap((one) => items(pick(one, 'data', 'containerLogs', 'lines')).map((line) => pick(line, 'text'))),
    { given: [`run --name % ${image} sh -c "${written}"`], results },
  );

/** What is asked about containers. */
export const containerReads: readonly Read[] = [
  listing('', filter('state: [RUNNING, PAUSED, RESTARTING]'), three),
  listing('--all', filter('')),
  listing('--last 2', `${filter('')}, first: 2`),
  listing('--latest', `${filter('')}, first: 1`),
  listing('--all --filter status=created --filter status=exited', filter('state: [CREATED, EXITED]'), three),
  listing('--all --filter exited=3 --filter name=%', filter('exitCode: [3], nameContains: "%"'), three),
  listing('--all --filter label=tier=web --filter publish=80', filter('publishedPort: 80')),
  listing('--all --filter expose=80 --filter volume=%-data', filter('exposed: { port: 80 }, volume: "%-data"')),
  listing(`--all --filter ancestor=${image} --filter network=bridge`, filter(`image: "${image}", network: "bridge"`)),
  listing('--all --filter id={id}', filter('idPrefix: "{id}"')),
  listing('--all --filter before=%', filter('before: "%"')),
  listing('--all --filter since=%-new', filter('since: "%-new"')),
  listing('--all --filter health=none', filter('health: [NONE]')),
  listing('--all --filter status=paused --filter status=running', filter('state: [PAUSED, RUNNING]'), [
    sleeper.replace('--init', '--init --label row=%'),
    `run -d --init --name %-two --label row=% ${image} sleep 600`,
    'pause %-two',
  ]),
  listing('--filter health=starting --filter health=healthy', filter('health: [STARTING, HEALTHY], state: [RUNNING]'), [
    `run -d --init --name % --label row=% --health-cmd true --health-interval 1h ${image} sleep 600`,
    `run -d --init --name %-two --label row=% ${image} sleep 600`,
  ]),
  read(
    'ls',
    'of one that a link reaches',
    'ps --all --no-trunc --filter name=%-db --format "{{.Names}}"',
    '{ container(ref: "%/db") { names } }',
    (stdout) => stdout.trim().split(',').sort(),
    (data) =>
      items(pick(data, 'container', 'names'))
        .map(String)
        .sort(),
    { given: [`create --name %-db ${image}`, `create --name % --link %-db:db ${image}`] },
  ),
  read(
    'inspect',
    '--size',
    'inspect --size --format "{{.Id}} {{.Name}} {{.State.Status}} {{.Created}} {{.Config.Image}} {{.Image}} {{.SizeRw}} {{.SizeRootFs}}" %',
    '{ container(ref: "%") { dockerId name state createdAt imageRef imageId sizeRw sizeRootFs } }',
    (stdout) => stdout.trim(),
    (data) => {
      const of = (key: string) => String(pick(data, 'container', key));
      return `${of('dockerId')} /${of('name')} ${of('state').toLowerCase()} ${['createdAt', 'imageRef', 'imageId', 'sizeRw', 'sizeRootFs'].map(of).join(' ')}`;
    },
    { given: [`run --name % ${image} sh -c "echo twelve bytes > /made"`] },
  ),
  read(
    'diff',
    '',
    'diff %',
    '{ container(ref: "%") { changes { kind path } } }',
    lines,
    (data) =>
      items(pick(data, 'container', 'changes'))
        .map((one) => `${String(pick(one, 'kind')).replace('MODIFIED', 'C').slice(0, 1)} ${String(pick(one, 'path'))}`)
        .sort(),
    { given: [`run --name % ${image} sh -c "echo x > /made; rm /bin/vi; echo y >> /etc/hosts"`] },
  ),
  read(
    'port',
    '',
    'port %',
    '{ container(ref: "%") { ports { privatePort protocol ip publicPort } } }',
    lines,
    (data) =>
      items(pick(data, 'container', 'ports')).map((one) => {
        const of = (key: string) => String(pick(one, key));
        return `${of('privatePort')}/${of('protocol').toLowerCase()} -> ${of('ip')}:${of('publicPort')}`;
      }),
    { given: [`run -d --init --name % -p 127.0.0.1::80 -p 127.0.0.1::53/udp ${image} sleep 600`] },
  ),
  read(
    'top',
    'with options for ps',
    'top % -o pid,comm',
    '{ container(ref: "%") { processes(psArgs: "-o pid,comm") { titles processes } } }',
    (stdout) => lines(stdout).map((line) => line.trim().split(/\s+/)),
    (data) => {
      const of = (key: string) => items(pick(data, 'container', 'processes', key));
      return [of('titles'), ...of('processes')].sort((a, b) => (String(a) < String(b) ? -1 : 1));
    },
  ),
  read(
    'stats',
    'of one that runs',
    'stats --no-stream --format "{{.ID}} {{.PIDs}}" --no-trunc %',
    '{ container(ref: "%") { dockerId stats { pids } } }',
    (stdout) => stdout.trim(),
    (data) => `${String(pick(data, 'container', 'dockerId'))} ${String(pick(data, 'container', 'stats', 'pids'))}`,
  ),
  logging('', 'follow: false, tail: null'),
  logging('--tail 2', 'follow: false, tail: 2'),
  logging('--since 1h', 'follow: false, tail: null, since: "2020-01-01T00:00:00Z"'),
  logging('--until 2020-01-01T00:00:00Z', 'follow: false, tail: null, until: "2020-01-01T00:00:00Z"'),
  logging('--follow', 'follow: true, tail: null'),
  read(
    'logs',
    '--timestamps',
    'logs --timestamps %',
    '{ container(ref: "%") { logs { at text } } }',
    lines,
    (data) => items(pick(data, 'container', 'logs')).map((one) => `${String(pick(one, 'at'))} ${String(pick(one, 'text'))}`),
    { given: [`run --name % ${image} sh -c "echo one; echo two"`] },
  ),
  ...['', '-t '].map((flag) =>
    read(
      'logs',
      `--details${flag === '' ? '' : ' of one with a terminal'}`,
      'logs --details %',
      '{ container(ref: "%") { logs(details: true) { text attributes { key value } } } }',
      (stdout) => stdout.replaceAll('\r', '').split('\n').slice(0, -1),
      (data) =>
        items(pick(data, 'container', 'logs')).map((one) => {
          const pairs = items(pick(one, 'attributes')).map((pair) =>
            ['key', 'value'].map((part) => encodeURIComponent(String(pick(pair, part))).replaceAll('%20', '+')).join('='),
          );
          return `${pairs.join(',')} ${String(pick(one, 'text'))}`;
        }),
      {
        given: [
          `run --name % ${flag}--log-opt labels=team --log-opt env=A -l team=web "-eA=x, y=é" ${image} sh -c "echo one; echo; echo two words"`,
        ],
      },
    ),
  ),
  read(
    'logs',
    '--details of one without any',
    'logs --details %',
    '{ container(ref: "%") { logs(details: true) { text attributes { key value } } } }',
    (stdout) => stdout.split('\n').slice(0, -1),
    (data) =>
      items(pick(data, 'container', 'logs')).map(
        (one) => `${items(pick(one, 'attributes')).length === 0 ? '' : '?'} ${String(pick(one, 'text'))}`,
      ),
    { given: [`run --name % ${image} sh -c "echo one; echo two"`] },
  ),
  read(
    'ls',
    '--size',
    'ps --all --size --filter name=% --format "{{.Names}} {{.Size}}"',
    '{ containers(filter: { nameContains: "%" }) { nodes { name sizeRw } } }',
    (stdout) => lines(stdout).map((line) => line.replace(/ \(.*/, '')),
    (data) =>
      items(pick(data, 'containers', 'nodes')).map((one) => `${String(pick(one, 'name'))} ${String(pick(one, 'sizeRw'))}B`),
    { given: [`run --name % ${image} sh -c "echo twelve bytes > /made"`] },
  ),
  read(
    'stats',
    'of one that does not run',
    'stats --all --no-stream --format "{{.Name}} {{.PIDs}}" %',
    '{ container(ref: "%") { name stats { pids } } }',
    (stdout) => stdout.trim().replace(/ (?:0|--)$/, ' null'),
    (data) => `${String(pick(data, 'container', 'name'))} ${String(pick(data, 'container', 'stats'))}`,
    { given: [`create --name % ${image}`] },
  ),
  read(
    'top',
    '',
    'top %',
    '{ container(ref: "%") { processes { titles processes } } }',
    (stdout) =>
      stdout
        .trim()
        .split('\n')
        .map((line) => [line.trim().split(/\s+/)[0], line.trim().split(/\s+/).at(-1)]),
    (data) => {
      const of = (key: string) => items(pick(data, 'container', 'processes', key));
      const whole = [of('titles'), ...of('processes').map(items)];
      return whole.map((row) => [String(row[0]), String(row.at(-1)).split(' ').at(-1)]);
    },
  ),
];
