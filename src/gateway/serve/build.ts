import type { Listener } from '../../actions/image-streams/work.ts';
import type { BuildSession, ImageProgress } from '../../engine/ports-images.ts';
import { badInput } from '../../errors.ts';
import type { Call } from '../call.ts';
import { made } from './images.ts';

/** Parameters of a build that are known, and that nobody can set. */
const notOffered = [
  'cpuperiod',
  'cpuquota',
  'cpusetcpus',
  'cpusetmems',
  'cpushares',
  'cgroupparent',
  'memory',
  'memswap',
  'shmsize',
  'ulimits',
  'extrahosts',
  'securityopt',
  'isolation',
  'squash',
  'outputs',
];

/** All that a build may be asked with. */
export const buildQuery = [
  ...notOffered,
  'dockerfile',
  'target',
  'nocache',
  'pull',
  'rm',
  'forcerm',
  'q',
  'platform',
  'networkmode',
  'labels',
  'buildargs',
  'cachefrom',
  'version',
  'buildid',
  'session',
  'remote',
];

export function build(call: Call): Promise<unknown> {
  const { query, host } = call;
  query.none(notOffered);
  const session = sessionOf(query);
  const mode = query.text('networkmode');
  const input = {
    host,
    tags: query.texts('t'),
    dockerfile: query.text('dockerfile'),
    target: query.text('target'),
    noCache: query.flag('nocache') ?? false,
    pull: query.text('pull') !== null && query.flag('pull') !== false,
    rm: query.flag('rm') ?? true,
    forceRm: query.flag('forcerm') ?? false,
    labels: pairsIn(query.json('labels'), 'labels'),
    buildArgs: pairsIn(query.json('buildargs'), 'buildargs'),
    platform: query.text('platform'),
    network: mode === 'default' ? null : mode,
    cacheFrom: textsIn(query.json('cachefrom')),
  };
  return made(call, async ({ left, say }) => {
    const { imageStreams } = call.actions;
    const run = (to: Listener) =>
      session === null
        ? imageStreams.build(call.caller, call.source, input, call.streams.body(call.request), to)
        : imageStreams.buildInSession(call.caller, call.source, input, session, to);
    if (query.flag('q') !== true) return run({ left, say });
    const held = new Held();
    try {
      const done = await run({ left, say: async (auditId, line) => held.add(auditId, line) });
      const [image] = done.value;
      if (image !== undefined) await say(done.auditId, { ...nothing, stream: `${image.id}\n` });
      return done;
    } catch (error) {
      for (const [auditId, line] of held.lines) await say(auditId, line);
      throw error;
    }
  });
}

/** Null for the classic builder, which has no use for either. */
function sessionOf(query: Call['query']): BuildSession | null {
  const version = query.text('version') ?? '1';
  if (version === '1') {
    query.none(['session', 'remote']);
    return null;
  }
  if (version !== '2') throw badInput('version: 1 for the classic builder, 2 for BuildKit.');
  if (query.text('remote') !== 'client-session')
    throw badInput('Not offered through Wharfinger: to send BuildKit the context of a build; it takes it from the session.');
  return { id: query.required('session'), buildId: query.text('buildid') };
}

/** What a quiet build says is for when it fails; of much, the last of it. */
class Held {
  readonly lines: (readonly [auditId: string, line: ImageProgress])[] = [];
  #length = 0;

  add(auditId: string, line: ImageProgress): void {
    this.lines.push([auditId, line]);
    this.#length += lengthOf(line);
    while (this.#length > mostHeld) {
      const oldest = this.lines.shift();
      if (oldest === undefined) return;
      this.#length -= lengthOf(oldest[1]);
    }
  }
}

const mostHeld = 1024 * 1024;
const lengthOf = ({ stream, status }: ImageProgress) => (stream ?? status ?? '').length + 100;

const nothing = { stream: null, status: null, id: null, current: null, total: null, error: null, imageId: null };

/** An argument without a value means the builder's own environment, which is not the client's. */
function pairsIn(value: unknown, name: string): { key: string; value: string }[] {
  if (value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw badInput(`${name}: a JSON object of texts.`);
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    if (one === null) return [];
    if (typeof one !== 'string') throw badInput(`${name}: a JSON object of texts.`);
    return [{ key, value: one }];
  });
}

function textsIn(value: unknown): string[] {
  if (value === null) return [];
  const texts = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  if (!Array.isArray(value) || texts.length !== value.length) throw badInput('cachefrom: a JSON list of names of images.');
  return texts;
}
