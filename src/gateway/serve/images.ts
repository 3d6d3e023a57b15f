import type { ImageProgress } from '../../engine/ports-images.ts';
import type { Step } from '../../actions/operations/operation.ts';
import type { Listener } from '../../actions/image-streams/work.ts';
import { badInput, told, WharfingerError } from '../../errors.ts';
import type { Call } from '../call.ts';
import { givenPlatform } from '../platform.ts';
import { authOf } from '../registry-auth.ts';
import { words } from '../words.ts';

/** `POST /images/create`: a pull, or an image made of an archive. */
export function createImage(call: Call): Promise<unknown> {
  const { query, host } = call;
  const source = query.text('fromSrc');
  if (source !== null) {
    if (source !== '-') throw badInput('Not offered through Wharfinger: to import from an address.');
    const input = {
      ...named(query.text('repo'), query.text('tag')),
      message: query.text('message'),
      changes: query.texts('changes'),
      platform: query.text('platform'),
      host,
    };
    return made(call, (to) =>
      call.actions.imageStreams.import(call.caller, call.source, input, call.streams.body(call.request), to),
    );
  }
  const name = query.required('fromImage');
  const tag = query.text('tag');
  const bare = !/[:@]/.test(name.slice(name.lastIndexOf('/') + 1));
  const image = tag === null ? name : `${name}${tag.includes(':') ? '@' : ':'}${tag}`;
  const input = { image, host, platform: query.text('platform'), allTags: tag === null && bare, registryAuth: authOf(call) };
  return transferred(call, (told, left) => call.actions.verbatim.registry.pull(call.caller, call.source, input, { told, left }));
}

/** The tag may stand in either of the two. */
function named(repository: string | null, tag: string | null): { repository: string | null; tag: string | null } {
  const colon = repository?.indexOf(':', repository.lastIndexOf('/') + 1) ?? -1;
  if (repository === null || tag !== null || colon < 0) return { repository, tag };
  return { repository: repository.slice(0, colon), tag: repository.slice(colon + 1) };
}

export function pushImage(call: Call): Promise<unknown> {
  const { query, host } = call;
  const [name, tag] = [call.part('image'), query.text('tag')];
  const allTags = tag === null;
  const input = {
    ref: allTags ? name : `${name}:${tag}`,
    host,
    allTags,
    platform: givenPlatform(call),
    registryAuth: authOf(call),
  };
  return transferred(call, (told, left) => call.actions.verbatim.registry.push(call.caller, call.source, input, { told, left }));
}

export const loadImages = (call: Call): Promise<unknown> => {
  const input = { host: call.host, platform: givenPlatform(call) };
  return made(call, (to) => call.actions.imageStreams.load(call.caller, call.source, input, call.streams.body(call.request), to));
};

const typed = (auditId: string) => ({ 'content-type': 'application/json', 'x-audit-id': auditId });

/** A line for a client: what is told of work on an image. */
const line = (what: object) => `${JSON.stringify(what)}\r\n`;

/** Passes on what is told, in the engine's own form. What fails after the first line is a line as well. */
export function made(call: Call, act: (to: Listener) => Promise<{ auditId: string }>): Promise<unknown> {
  return call.streams.answer(call.request, call.reply, async (outgoing, left) => {
    const say = (auditId: string, what: object) => {
      outgoing.begin(typed(auditId));
      return outgoing.write(line(what));
    };
    let own: string | null = null;
    const show = async (id: string, progress: ImageProgress) => {
      own = progress.error;
      if (own === null) await say(id, progressOf(progress));
      else outgoing.begin(typed(id));
    };
    try {
      const { auditId } = await act({ left, say: show });
      outgoing.begin(typed(auditId));
      outgoing.end();
    } catch (error) {
      if (!outgoing.begun) throw error;
      await outgoing.write(line(failure(error, own))).catch(() => undefined);
      outgoing.end();
    }
  });
}

/** The same for a pull or a push: its steps are told without waiting, and written one after the other. */
function transferred(
  call: Call,
  act: (told: (auditId: string, step: Step) => void, left: AbortSignal) => Promise<{ auditId: string }>,
): Promise<unknown> {
  return made(call, async ({ left, say }) => {
    let last: Promise<void> = Promise.resolve();
    const told = (auditId: string, { id, status, current, total }: Step) => {
      const one = { stream: null, status, id, current: current ?? null, total: total ?? null, error: null, imageId: null };
      last = last.then(() => say(auditId, one)).catch(() => undefined);
    };
    try {
      return await act(told, left);
    } finally {
      await last;
    }
  });
}

function progressOf({ stream, status, id, current, total, imageId, trace }: ImageProgress): object {
  if (trace !== undefined) return { id, aux: trace };
  if (imageId !== null) return { ...(id === null ? {} : { id }), aux: { ID: imageId } };
  if (stream !== null) return { stream };
  const counted = current === null ? {} : { current, ...(total === null ? {} : { total }) };
  return { status, ...(id === null ? {} : { progressDetail: counted, id }) };
}

/** `own`: the engine's words, where they are for the client alone. The builder gives the exit code of a command beside them. */
function failure(thrown: unknown, own: string | null): object {
  const error = told(thrown);
  const message = own === null ? words(error) : words(new WharfingerError(error.code, own, { auditId: error.auditId }));
  const [, code] = /returned a non-zero code: (\d+)$/.exec(own ?? '') ?? [];
  return { errorDetail: { ...(code === undefined ? {} : { code: Number(code) }), message }, error: message };
}
