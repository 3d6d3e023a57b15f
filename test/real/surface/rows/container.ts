import { image } from '../../../support/real-engine.ts';
import { pick } from '../../../support/app.ts';
import { sleeper, type Act, type Change } from '../table.ts';

const on = (mutation: string, more: object = {}, selection?: string): Act => [mutation, { ref: '%', ...more }, selection];
const row = (command: string, about: string, cli: string, act: Change['act'], more: Partial<Change> = {}): Change => ({
  command: `docker container ${command}`,
  about,
  cli,
  act,
  given: [sleeper],
  ...more,
});
const created = { given: [`create --name % ${image} sleep 600`] };
/** Its containers, whatever became of them; the status says how long ago. */
const list = { see: ['/containers/json?all=1&filters={"label":["row=%"]}'], but: ['Status'] };
const inits = `run -d --name % --init`;
const volumes = {
  see: ['/volumes?filters={"label":["row=%"]}', '/containers/%/json'],
  but: ['Volumes.Name', 'Volumes.Mountpoint'],
};

/** What is done to a container that is there. */
export const containerRows: readonly Change[] = [
  row('start', '', 'start %', on('startContainer'), created),
  row('start', 'of one that runs', 'start %', on('startContainer'), { keeps: true }),
  row('start', 'of one that is paused', 'start %', on('startContainer'), { given: [sleeper, 'pause %'], refused: 'CONFLICT' }),
  row(
    'start',
    '--attach',
    'start --attach %',
    [on('startContainer'), on('waitContainer', {}, 'exitCode container { logs { text } }')],
    {
      given: [`create --name % ${image} sh -c "echo hello; exit 3"`],
      exits: 3,
      said: {
        cli: ({ code, stdout }) => [code, stdout],
        ours: (payload) => [pick(payload, 'exitCode'), `${String(pick(payload, 'container', 'logs', 0, 'text'))}\n`],
      },
    },
  ),
  row('stop', '', 'stop %', on('stopContainer')),
  row('stop', '--time of one that does not listen', 'stop -t 1 %', on('stopContainer', { timeoutSeconds: 1 }), {
    given: [`run -d --name % ${image} sleep 600`],
  }),
  row('stop', 'of one that does not run', 'stop %', on('stopContainer'), { ...created, keeps: true }),
  row('stop', '--signal', 'stop --signal HUP %', on('stopContainer', { signal: 'HUP' }), { ...created, refused: 'BAD_INPUT' }),
  row('restart', '--time', 'restart -t 2 %', on('restartContainer', { timeoutSeconds: 2 }), { keeps: true }),
  row('restart', 'of one that never ran', 'restart %', on('restartContainer'), created),
  row('restart', '--signal', 'restart --signal HUP %', on('restartContainer', { signal: 'HUP' }), {
    ...created,
    refused: 'BAD_INPUT',
  }),
  row('kill', '', 'kill %', on('killContainer')),
  row('kill', '--signal', 'kill --signal HUP %', on('killContainer', { signal: 'HUP' }), { after: 'wait %' }),
  row('kill', 'of one that does not run', 'kill %', on('killContainer'), { ...created, refused: 'CONFLICT' }),
  row('pause', '', 'pause %', on('pauseContainer'), { back: 'unpause %' }),
  row('pause', 'of one that does not run', 'pause %', on('pauseContainer'), { ...created, refused: 'CONFLICT' }),
  row('unpause', '', 'unpause %', on('unpauseContainer'), { given: [sleeper, 'pause %'], back: 'pause %' }),
  row('unpause', 'of one that is not paused', 'unpause %', on('unpauseContainer'), { refused: 'CONFLICT' }),
  row('rename', '', 'rename % %-two', on('renameContainer', { name: '%-two' }), {
    ...created,
    see: ['/containers/%/json', '/containers/%-two/json'],
    back: 'rename %-two %',
  }),
  row('rename', 'to a name that is taken', 'rename % %-two', on('renameContainer', { name: '%-two' }), {
    given: [`create --name % ${image}`, `create --name %-two ${image}`],
    refused: 'CONFLICT',
  }),
  row('rm', '', 'rm %', on('removeContainer'), created),
  row('rm', 'of one that runs', 'rm %', on('removeContainer'), { refused: 'CONFLICT' }),
  row('rm', '--force', 'rm --force %', on('removeContainer', { force: true })),
  row('rm', 'its volumes stay', 'rm %', on('removeContainer'), {
    given: [`create --name % --mount type=volume,target=/d,volume-label=row=% ${image}`],
    ...volumes,
  }),
  row('rm', '--volumes', 'rm --volumes %', on('removeContainer', { volumes: true }), {
    given: [`create --name % --mount type=volume,target=/d,volume-label=row=% ${image}`],
    ...volumes,
  }),
  row('rm', '--link', 'rm --link %/db', on('removeContainer', { link: 'db' }), {
    given: [sleeper.replace('%', '%-db'), `create --name % --link %-db:db --link %-db:other ${image}`],
    see: ['/containers/%/json', '/containers/%-db/json'],
  }),
  row('wait', '', 'wait %', on('waitContainer', {}, 'exitCode'), {
    given: [`run -d --name % ${image} sh -c "sleep 0.2; exit 3"`],
    said: { cli: ({ stdout }) => Number(stdout), ours: (payload) => pick(payload, 'exitCode') },
  }),
  row(
    'prune',
    '--filter label --force',
    'container prune --force --filter label=row=%',
    ['pruneContainers', { filter: { labels: [{ key: 'row', value: '%' }] } }, 'deleted reclaimedBytes'],
    {
      given: [`create --name %-a --label row=% ${image}`, `${inits} --label row=% ${image} sleep 600`],
      ...list,
      said: { cli: ({ stdout }) => ids(stdout), ours: (payload) => ids(JSON.stringify(pick(payload, 'deleted'))) },
    },
  ),
  row(
    'prune',
    '--filter until --filter label!',
    'container prune --force --filter label=row=% --filter label!=keep --filter until=2020-01-01T00:00:00Z',
    [
      'pruneContainers',
      {
        filter: {
          labels: [{ key: 'row', value: '%' }],
          exceptLabels: [{ key: 'keep' }],
          until: '2020-01-01T00:00:00Z',
        },
      },
    ],
    { given: [`create --name %-a --label row=% ${image}`, `create --name % --label row=% --label keep ${image}`], ...list },
  ),
  row(
    'commit',
    '--author --message --change --pause=false',
    'commit --author me --message why --change "LABEL a=b" --change "CMD [echo]" --pause=false % %-img:1',
    on('commitContainer', {
      repository: '%-img',
      tag: '1',
      author: 'me',
      message: 'why',
      changes: ['LABEL a=b', 'CMD [echo]'],
      pause: false,
    }),
    { see: ['/images/%-img:1/json'], but: ['RootFS.Layers'], keeps: true },
  ),
];

/** How many ids there are in what was said. */
function ids(text: string): number {
  return text.match(/\b[0-9a-f]{64}\b/g)?.length ?? 0;
}
