import { finished } from 'node:stream/promises';
import type { Serve } from '../../actions/files/serve.ts';
import { noted, type Call } from '../call.ts';
import { givenPlatform } from '../platform.ts';

const at = (call: Call) => ({ ref: call.part('container'), host: call.host });
const statHeader = 'x-docker-container-path-stat';

export async function statPath(call: Call) {
  const input = { ...at(call), path: call.query.required('path') };
  const { value } = noted(call, await call.actions.verbatim.files.stat(call.caller, call.source, input));
  return call.reply.header(statHeader, value).send();
}

export const readArchive = (call: Call) => {
  const input = { ...at(call), path: call.query.required('path') };
  return sent(call, (serve, signal) => call.actions.verbatim.files.archive(call.caller, call.source, input, serve, signal));
};

export const exportContainer = (call: Call) =>
  sent(call, (serve, signal) => call.actions.readFiles.export(call.caller, call.source, at(call), serve, signal));

export const saveImages = (refs: (call: Call) => readonly string[]) => (call: Call) => {
  const input = { refs: refs(call), platform: givenPlatform(call), host: call.host };
  return sent(call, (serve, signal) => call.actions.saveImages(call.caller, call.source, input, serve, signal));
};

export async function writeArchive(call: Call) {
  const { query, request, streams } = call;
  const input = {
    ...at(call),
    path: query.required('path'),
    body: streams.body(request),
    noOverwriteDirNonDir: query.flag('noOverwriteDirNonDir') ?? false,
    copyUidGid: query.flag('copyUIDGID'),
  };
  const close = streams.open.add(call.caller, () => void request.raw.destroy());
  try {
    noted(call, await call.actions.writeFiles.tar(call.caller, call.source, input));
    return await call.reply.code(200).send();
  } finally {
    close();
  }
}

/** Sends what is offered as it comes, at the client's pace. */
function sent(call: Call, run: (serve: Serve, signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const { request, reply, streams } = call;
  return streams.answer(request, reply, (outgoing, signal) =>
    run(async ({ auditId, stat, content }) => {
      const described: Record<string, string> = stat === undefined || stat === null ? {} : { [statHeader]: stat };
      outgoing.begin({ 'content-type': 'application/x-tar', 'x-audit-id': auditId, ...described });
      try {
        for await (const chunk of content) await outgoing.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        outgoing.end();
        await finished(reply.raw);
        return true;
      } catch (error) {
        if (outgoing.left.aborted || reply.raw.destroyed) return false;
        outgoing.cut();
        throw error;
      }
    }, signal),
  );
}
