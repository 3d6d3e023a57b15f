import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Body } from '../actions/files/upload-input.ts';
import type { Made } from '../actions/image-streams/made.ts';
import type { SaveImages } from '../actions/image-streams/save.ts';
import type { ImageStreamActions } from '../actions/image-streams/streams.ts';
import type { Listener } from '../actions/image-streams/work.ts';
import type { Performed } from '../actions/perform.ts';
import { badInput } from '../errors.ts';
import { buildArgsOf, labelsOf } from './build-args.ts';
import { download } from './download.ts';
import { takeStreams } from './incoming.ts';
import type { Outgoing } from './outgoing.ts';
import { Query } from './query.ts';
import { shown } from './terminal-socket.ts';
import { transfers, type TransferDeps } from './transfers.ts';

export interface ImageRouteDeps extends TransferDeps {
  actions: { imageStreams: ImageStreamActions; saveImages: SaveImages };
}

const archiveTypes = [
  'application/x-tar',
  'application/gzip',
  'application/x-gzip',
  'application/tar+gzip',
  'application/octet-stream',
];
const common = ['host', 'reason'];

/** Images as streams: `/api/v1/images/save`, `load`, `import` and `build`. docs/image-streams.md describes them. */
export async function imageRoutes(scope: FastifyInstance, { config, gate, actions }: ImageRouteDeps): Promise<void> {
  const streams = transfers(scope, { gate, config });
  takeStreams(scope, archiveTypes);

  scope.get('/api/v1/images/save', { exposeHeadRoute: false }, (request, reply) => {
    const query = new Query(request.query, ['platform', ...common], ['ref']);
    const input = { refs: query.texts('ref'), platform: query.text('platform'), ...asked(query) };
    return streams.answer(request, reply, (outgoing, signal) =>
      actions.saveImages(request.caller, request.source, input, (offer) => download(outgoing, reply, offer), signal),
    );
  });

  const upload = (
    path: string,
    [known, lists]: readonly [known: readonly string[], lists: readonly string[]],
    act: (request: FastifyRequest, query: Query, body: Body, to: Listener) => Promise<Performed<Made>>,
  ) =>
    scope.post(`/api/v1/images/${path}`, { config: { streams: true } }, (request, reply) =>
      streams.answer(request, reply, (outgoing, left) => {
        const query = new Query(request.query, [...known, ...common], lists);
        if (request.headers['idempotency-key'] !== undefined)
          throw badInput('Idempotency-Key: a stream cannot be told from another by what is in it; send it without a key.');
        return tell(request, outgoing, (say) => act(request, query, streams.body(request), { left, say }));
      }),
    );

  upload('load', [['platform'], []], ({ caller, source }, query, body, to) =>
    actions.imageStreams.load(caller, source, { platform: query.text('platform'), ...asked(query) }, body, to),
  );
  upload('import', [['repo', 'tag', 'message', 'platform'], ['change']], ({ caller, source }, query, body, to) => {
    const [repository, tag, message] = [query.text('repo'), query.text('tag'), query.text('message')];
    const input = { repository, tag, message, changes: query.texts('change'), platform: query.text('platform') };
    return actions.imageStreams.import(caller, source, { ...input, ...asked(query) }, body, to);
  });
  const settings = ['dockerfile', 'target', 'noCache', 'pull', 'rm', 'forceRm', 'platform', 'network'];
  upload('build', [settings, ['tag', 'label', 'cacheFrom']], ({ caller, source, headers }, query, body, to) => {
    const input = {
      tags: query.texts('tag'),
      dockerfile: query.text('dockerfile'),
      target: query.text('target'),
      noCache: query.flag('noCache') ?? false,
      pull: query.flag('pull') ?? false,
      rm: query.flag('rm') ?? true,
      forceRm: query.flag('forceRm') ?? false,
      labels: labelsOf(query.texts('label')),
      buildArgs: buildArgsOf(headers['x-wharfinger-build-args']),
      platform: query.text('platform'),
      network: query.text('network'),
      cacheFrom: query.texts('cacheFrom'),
    };
    return actions.imageStreams.build(caller, source, { ...input, ...asked(query) }, body, to);
  });
}

const asked = (query: Query) => ({ host: query.text('host'), reason: query.text('reason') });

/** Tells of the work line by line, and last what came of it. What fails before the first line is an ordinary error. */
async function tell(
  request: FastifyRequest,
  outgoing: Outgoing,
  act: (say: Listener['say']) => Promise<Performed<Made>>,
): Promise<void> {
  const line = (auditId: string, what: object) => {
    outgoing.begin({ 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no', 'x-audit-id': auditId });
    return outgoing.write(`${JSON.stringify(what)}\n`);
  };
  try {
    const { auditId, changed, value } = await act((id, progress) =>
      line(id, Object.fromEntries(Object.entries(progress).filter(([key, value]) => value !== null && key !== 'error'))),
    );
    await line(auditId, { result: { images: value, changed, auditId } });
    outgoing.end();
  } catch (error) {
    if (!outgoing.begun) throw error;
    const told = shown(request, error);
    await outgoing.write(`${JSON.stringify({ error: told })}\n`).catch(() => undefined);
    outgoing.end();
  }
}
