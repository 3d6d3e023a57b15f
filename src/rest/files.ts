import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import type { ReadFiles } from '../actions/files/read.ts';
import type { Body } from '../actions/files/upload-input.ts';
import type { WriteFiles } from '../actions/files/write.ts';
import { badInput, engineUnavailable, forbidden } from '../errors.ts';
import { download } from './download.ts';
import { FileQuery } from './file-query.ts';
import { incoming, takeStreams } from './incoming.ts';
import { Outgoing } from './outgoing.ts';
import { Sessions } from './sessions.ts';

export interface FilesDeps {
  gate: { isActive(caller: Caller): boolean };
  config: { http: { uploadLimit: number; connectionTimeoutMs: number } };
  actions: { readFiles: ReadFiles; writeFiles: WriteFiles };
}

interface Place {
  ref: string;
}

/** Files in and out of containers as streams: `GET` and `PUT /api/v1/containers/:ref/files`, `GET .../export`. docs/files.md has the parameters. */
export async function files(scope: FastifyInstance, { gate, config, actions }: FilesDeps): Promise<void> {
  const { uploadLimit, connectionTimeoutMs: idleMs } = config.http;
  const open = new Sessions((caller) => gate.isActive(caller), 'transfers');
  scope.addHook('preClose', (done) => {
    open.close();
    done();
  });
  takeStreams(scope, ['*']);

  /** Runs a download, which ends when the client leaves, when the credential is revoked, and when the server stops. */
  const reading = async (
    request: FastifyRequest,
    reply: FastifyReply,
    run: (outgoing: Outgoing, signal: AbortSignal) => Promise<unknown>,
  ) => {
    const outgoing = new Outgoing(request, reply, idleMs);
    const ended = new AbortController();
    const close = open.add(request.caller, (why) =>
      ended.abort(
        why === 'revoked'
          ? forbidden('The credential has been revoked or has expired.')
          : engineUnavailable('Wharfinger is stopping.'),
      ),
    );
    try {
      await run(outgoing, AbortSignal.any([outgoing.left, ended.signal]));
    } catch (error) {
      if (!outgoing.begun) throw error;
      request.log.warn({ err: error }, 'a download ended with an error after it had begun');
      outgoing.cut();
    } finally {
      close();
    }
    return reply;
  };

  scope.route<{ Params: Place }>({
    method: 'GET',
    url: '/api/v1/containers/:ref/files',
    exposeHeadRoute: false,
    handler: (request, reply) => {
      const query = new FileQuery(request.query, ['path', 'format', 'follow', 'host', 'reason']);
      const input = {
        ...placeOf(request.params, query),
        path: query.required('path'),
        format: query.oneOf('format', ['raw', 'tar']),
        follow: query.flag('follow'),
      };
      return reading(request, reply, (outgoing, signal) =>
        actions.readFiles.files(request.caller, request.source, input, (offer) => download(outgoing, reply, offer), signal),
      );
    },
  });

  scope.route<{ Params: Place }>({
    method: 'GET',
    url: '/api/v1/containers/:ref/export',
    exposeHeadRoute: false,
    handler: (request, reply) => {
      const input = placeOf(request.params, new FileQuery(request.query, ['host', 'reason']));
      return reading(request, reply, (outgoing, signal) =>
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
      const close = open.add(request.caller, () => void request.raw.destroy());
      try {
        const { auditId, changed, value } = await upload(
          actions.writeFiles,
          request,
          bodyOf(request, { bytes: uploadLimit, idleMs }),
        );
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
  if (request.headers['content-encoding'] !== undefined) {
    throw badInput('Content-Encoding: the body is taken as it is; send it unencoded.', { http: 415 });
  }
  const query = new FileQuery(request.query, isTar ? common : [...common, 'mode', 'uid', 'gid']);
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

function placeOf({ ref }: Place, query: FileQuery) {
  return { ref, host: query.text('host'), reason: query.text('reason') };
}

/** The body as the action takes it. One that says it is too large is refused by the action, on record, before any of it is read. */
function bodyOf(request: FastifyRequest, { bytes, idleMs }: { bytes: number; idleMs: number }): Body {
  const given = request.headers['content-length'];
  const length = given === undefined ? null : Number(given);
  const { content } = incoming(request, { bytes: length ?? bytes, idleMs });
  return { content, length, left: () => request.raw.destroyed && !request.raw.complete };
}
