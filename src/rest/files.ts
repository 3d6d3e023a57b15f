import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ReadFiles } from '../actions/files/read.ts';
import type { Body } from '../actions/files/upload-input.ts';
import type { WriteFiles } from '../actions/files/write.ts';
import { download } from './download.ts';
import { Query } from './query.ts';
import { takeStreams } from './incoming.ts';
import { Outgoing } from './outgoing.ts';
import { transfers, type TransferDeps } from './transfers.ts';

export interface FilesDeps extends TransferDeps {
  actions: { readFiles: ReadFiles; writeFiles: WriteFiles };
}

interface Place {
  ref: string;
}

/** Files in and out of containers as streams: `GET` and `PUT /api/v1/containers/:ref/files`, `GET .../export`. docs/files.md has the parameters. */
export async function files(scope: FastifyInstance, { gate, config, actions }: FilesDeps): Promise<void> {
  const { connectionTimeoutMs: idleMs } = config.http;
  const streams = transfers(scope, { gate, config });
  takeStreams(scope, ['*']);

  scope.route<{ Params: Place }>({
    method: 'GET',
    url: '/api/v1/containers/:ref/files',
    exposeHeadRoute: false,
    handler: (request, reply) => {
      const query = new Query(request.query, ['path', 'format', 'follow', 'host', 'reason']);
      const input = {
        ...placeOf(request.params, query),
        path: query.required('path'),
        format: query.oneOf('format', ['raw', 'tar']),
        follow: query.flag('follow'),
      };
      return streams.answer(request, reply, (outgoing, signal) =>
        actions.readFiles.files(request.caller, request.source, input, (offer) => download(outgoing, reply, offer), signal),
      );
    },
  });

  scope.route<{ Params: Place }>({
    method: 'GET',
    url: '/api/v1/containers/:ref/export',
    exposeHeadRoute: false,
    handler: (request, reply) => {
      const input = placeOf(request.params, new Query(request.query, ['host', 'reason']));
      return streams.answer(request, reply, (outgoing, signal) =>
        actions.readFiles.export(request.caller, request.source, input, (offer) => download(outgoing, reply, offer), signal),
      );
    },
  });

  scope.route<{ Params: Place }>({
    method: 'PUT',
    url: '/api/v1/containers/:ref/files',
    config: { streams: true },
    handler: async (request, reply) => {
      // Sees to what is still being sent when the answer goes out early.
      void new Outgoing(request, reply, idleMs);
      const close = streams.open.add(request.caller, () => void request.raw.destroy());
      try {
        const { auditId, changed, value } = await upload(actions.writeFiles, request, streams.body(request));
        return await reply.header('x-audit-id', auditId).send({ ...value, changed, auditId });
      } finally {
        close();
      }
    },
  });
}

const common = ['path', 'noOverwriteDirNonDir', 'copyUidGid', 'host', 'reason'];

function upload(write: WriteFiles, request: FastifyRequest<{ Params: Place }>, body: Body) {
  const isTar = /^application\/(?:x-)?tar\s*(?:;|$)/i.test(request.headers['content-type'] ?? '');
  const query = new Query(request.query, isTar ? common : [...common, 'mode', 'uid', 'gid']);
  const input = {
    ...placeOf(request.params, query),
    path: query.required('path'),
    noOverwriteDirNonDir: query.flag('noOverwriteDirNonDir'),
    copyUidGid: query.flag('copyUidGid'),
    body,
  };
  if (isTar) return write.tar(request.caller, request.source, input);
  const owner = { mode: query.text('mode'), uid: query.whole('uid'), gid: query.whole('gid') };
  return write.file(request.caller, request.source, { ...input, ...owner });
}

function placeOf({ ref }: Place, query: Query) {
  return { ref, host: query.text('host'), reason: query.text('reason') };
}
