import { image } from '../../../support/real-engine.ts';
import { pick } from '../../../support/app.ts';
import { lines, wordsOf, type Change, type Read } from '../table.ts';

const row = (command: string, about: string, cli: string, act: Change['act'], more: Partial<Change> = {}): Change => ({
  command: `docker image ${command}`,
  about,
  cli,
  act,
  see: ['/images/%:1/json', '/images/%:2/json'],
  but: ['RepoTags', 'RootFS.Layers'],
  ...more,
});
/** An image of its own, under a name; made of a container that is never run. */
const own = ['create --name % --label row=% busybox:test', 'commit % %:1'];
const steps = {
  cli: ({ stdout }: { stdout: string }) => [count(stdout, 'Untagged:'), count(stdout, 'Deleted:')],
  ours: (payload: unknown) => [size(pick(payload, 'untagged')), size(pick(payload, 'deleted'))],
};

/** What is done to images. */
export const imageRows: readonly Change[] = [
  row('tag', '', `tag ${image} %:1`, ['tagImage', { ref: image, tag: '%:1' }]),
  row(
    'tag',
    'without a tag, to a registry',
    `tag ${image} %.example:5000/team/app`,
    ['tagImage', { ref: image, tag: '%.example:5000/team/app' }],
    { see: ['/images/%.example:5000/team/app:latest/json'] },
  ),
  row('tag', 'that another image has', `tag ${image} %:1`, ['tagImage', { ref: image, tag: '%:1' }], { given: own }),
  row('rm', 'of one name of two', 'rmi %:1', ['removeImage', { ref: '%:1' }, 'untagged deleted'], {
    given: [...own, 'tag %:1 %:2'],
    said: steps,
  }),
  row('rm', 'of the last name', 'rmi %:1', ['removeImage', { ref: '%:1' }, 'untagged deleted'], { given: own, said: steps }),
  row('rm', '--no-prune', 'rmi --no-prune %:1', ['removeImage', { ref: '%:1', noPrune: true }, 'untagged deleted'], {
    given: own,
    said: steps,
  }),
  row('rm', 'of one that a container uses', 'rmi %:1', ['removeImage', { ref: '%:1' }], {
    given: [...own, 'create --name %-user %:1'],
    refused: 'CONFLICT',
  }),
  row('rm', '--force', 'rmi --force %:1', ['removeImage', { ref: '%:1', force: true }, 'untagged deleted'], {
    given: [...own, 'create --name %-user %:1'],
    said: steps,
  }),
  row(
    'prune',
    '--all --filter label --force',
    'image prune --all --force --filter label=row=%',
    ['pruneImages', { all: true, filter: { labels: [{ key: 'row', value: '%' }] } }, 'untagged deleted'],
    {
      given: [...own, 'rm %'],
      said: {
        cli: (ran) =>
          steps.cli({ stdout: ran.stdout.toLowerCase().replaceAll('untagged:', 'Untagged:').replaceAll('deleted:', 'Deleted:') }),
        ours: steps.ours,
      },
    },
  ),
  row(
    'prune',
    'of what has no name',
    'image prune --force --filter label=row=%',
    ['pruneImages', { filter: { labels: [{ key: 'row', value: '%' }] } }, 'untagged deleted'],
    { given: own },
  ),
];

const listing = (filters: string, filter: string): Read => ({
  command: 'docker image ls',
  about: filters,
  given: [...own, 'tag %:1 %:2'],
  cli: `images --no-trunc --quiet ${filters}`,
  query: `{ images(first: 1000, filter: { ${filter} }) { nodes { dockerId } } }`,
  cliSays: (stdout) => [...new Set(lines(stdout))],
  weSay: (data) =>
    Object.values(Object(pick(data, 'images', 'nodes')))
      .map((one) => String(pick(one, 'dockerId')))
      .sort(),
});

/** What is asked about images. */
export const imageReads: readonly Read[] = [
  listing('--filter label=row=%', 'labels: [{ key: "row", value: "%" }]'),
  listing('--filter reference=%:*', 'reference: ["%:*"]'),
  listing(`--filter since=${image} --filter reference=%`, `since: "${image}", reference: ["%"]`),
  listing('--filter before=%:1', 'before: "%:1"'),
  listing('--filter dangling=false --filter label=row=%', 'dangling: false, labels: [{ key: "row", value: "%" }]'),
  ...[false, true].map((all): Read => {
    const { query, ...rest } = listing(`${all ? '--all ' : ''}--filter label=row=%`, 'labels: [{ key: "row", value: "%" }]');
    return {
      ...rest,
      about: `${all ? '--all' : 'without --all'}, of what others are built on`,
      // The first one's name goes to another image.
      given: [...own, 'create --name %-two %:1', 'commit %-two %:2', `tag ${image} %:1`],
      query: all ? query.replace('(', '(all: true, ') : query,
    };
  }),
  {
    command: 'docker image ls',
    about: '--digests',
    given: [...own, 'tag %:1 %:2'],
    cli: 'images --digests --no-trunc --format "{{.Repository}}:{{.Tag}} {{.Digest}} {{.ID}}" --filter label=row=%',
    query: '{ images(filter: { labels: [{ key: "row", value: "%" }] }) { nodes { dockerId tags digests } } }',
    cliSays: lines,
    weSay: (data) => {
      const one = pick(data, 'images', 'nodes', 0);
      const digest = wordsOf(pick(one, 'digests', 0), '<none>');
      return Object.values(Object(pick(one, 'tags')))
        .map((tag) => `${String(tag)} ${digest} ${String(pick(one, 'dockerId'))}`)
        .sort();
    },
  },
  {
    command: 'docker image inspect',
    about: '',
    given: own,
    cli: 'image inspect %:1',
    query: `{ image(ref: "%:1") { dockerId tags digests parentId createdAt size architecture os dockerVersion command entrypoint user workingDir layers
      label(key: "row") env { key value } } }`,
    cliSays: (stdout) => {
      const one: unknown = pick(JSON.parse(stdout), 0);
      return {
        dockerId: pick(one, 'Id'),
        tags: pick(one, 'RepoTags'),
        digests: pick(one, 'RepoDigests'),
        parentId: pick(one, 'Parent'),
        createdAt: pick(one, 'Created'),
        size: pick(one, 'Size'),
        architecture: pick(one, 'Architecture'),
        os: pick(one, 'Os'),
        dockerVersion: pick(one, 'DockerVersion'),
        command: pick(one, 'Config', 'Cmd'),
        entrypoint: pick(one, 'Config', 'Entrypoint') ?? [],
        user: pick(one, 'Config', 'User'),
        workingDir: pick(one, 'Config', 'WorkingDir'),
        layers: pick(one, 'RootFS', 'Layers'),
        label: pick(one, 'Config', 'Labels', 'row'),
        env: Object.values(Object(pick(one, 'Config', 'Env'))).map((text) => {
          const [key = '', ...value] = String(text).split('=');
          return { key, value: value.join('=') };
        }),
      };
    },
    weSay: (data) => pick(data, 'image'),
  },
  {
    command: 'docker image history',
    about: '',
    given: own,
    cli: 'history --no-trunc --human=false --format "{{.ID}}|{{.CreatedBy}}|{{.Size}}|{{.Comment}}" %:1',
    query: '{ image(ref: "%:1") { history { imageId createdBy size comment } } }',
    cliSays: lines,
    weSay: (data) =>
      Object.values(Object(pick(data, 'image', 'history')))
        .map((one) => ['imageId', 'createdBy', 'size', 'comment'].map((key) => wordsOf(pick(one, key), '<missing>')).join('|'))
        .sort(),
  },
];

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}

function size(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
