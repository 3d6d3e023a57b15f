import type { FastifyInstance } from 'fastify';
import type { Caller } from '../access/caller.ts';
import type { ExportAudit } from '../actions/audit-export.ts';
import { engineUnavailable, forbidden } from '../errors.ts';
import { attachment } from './disposition.ts';
import { deliver } from './download.ts';
import { Outgoing } from './outgoing.ts';
import { Query } from './query.ts';
import { Sessions } from './sessions.ts';

export interface AuditExportDeps {
  gate: { isActive(caller: Caller): boolean };
  config: { http: { connectionTimeoutMs: number } };
  actions: { exportAudit: ExportAudit };
}

/**
 * The audit log as a stream: `GET /api/v1/audit/export`. At the client's pace; an answer that was not broken off is whole. It ends when the credential is
 * revoked and when the server stops.
 */
export async function auditExport(scope: FastifyInstance, { gate, config, actions }: AuditExportDeps): Promise<void> {
  const open = new Sessions((caller) => gate.isActive(caller), 'exports');
  scope.addHook('preClose', (done) => {
    open.close();
    done();
  });
  scope.get('/api/v1/audit/export', { exposeHeadRoute: false, config: { transport: 'rest' } }, async (request, reply) => {
    const query = new Query(request.query, ['format', 'after', 'before', 'reason']);
    const input = {
      format: query.oneOf('format', ['ndjson', 'csv', 'ocsf', 'cloudevents']) ?? 'ndjson',
      after: query.whole('after'),
      before: query.whole('before'),
      reason: query.text('reason'),
    };
    const outgoing = new Outgoing(request, reply, config.http.connectionTimeoutMs);
    const ended = new AbortController();
    const close = open.add(request.caller, (why) =>
      ended.abort(
        why === 'revoked'
          ? forbidden('The credential has been revoked or has expired.')
          : engineUnavailable('Wharfinger is stopping.'),
      ),
    );
    try {
      await actions.exportAudit(
        request.caller,
        request.source,
        input,
        ({ auditId, name, contentType, content }) =>
          deliver(outgoing, reply, content, {
            'content-type': contentType,
            'content-disposition': attachment(name),
            'x-audit-id': auditId,
          }),
        AbortSignal.any([outgoing.left, ended.signal]),
      );
    } catch (error) {
      if (!outgoing.begun) throw error;
      request.log.warn({ err: error }, 'an export ended with an error after it had begun');
      outgoing.cut();
    } finally {
      close();
    }
    return reply;
  });
}
