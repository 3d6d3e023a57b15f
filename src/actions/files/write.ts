import type { Caller, Source } from '../../access/caller.ts';
import type { Container } from '../../engine/model.ts';
import type { EngineWriter, WriteResult } from '../../engine/ports.ts';
import type { ArchiveTarget } from '../../engine/ports-files.ts';
import { badInput, internal, told, WharfingerError } from '../../errors.ts';
import { aimAt, present, selfVeto, stateOf } from '../containers.ts';
import { EndedAs } from '../ended-as.ts';
import { perform, type ActionHost, type PerformDeps, type Performed } from '../perform.ts';
import { ahead } from './ahead.ts';
import { fileHeader } from './header.ts';
import { Judge, mostEntries } from './judge.ts';
import { find } from './read.ts';
import { repack, wrap } from './repack.ts';
import { checkFile, checkUpload, type Body, type WriteFileInput, type WriteTarInput } from './upload-input.ts';

/** What has been written. */
export interface Written {
  /** Of the body. */
  bytes: number;
  entries: number;
}

export interface WriteFiles {
  /** Writes one file. */
  file(caller: Caller, source: Source, input: WriteFileInput): Promise<Performed<Written>>;
  /** Extracts a tar in a directory. */
  tar(caller: Caller, source: Source, input: WriteTarInput): Promise<Performed<Written>>;
}

/** This much of an upload is judged before the engine is asked for anything: a small one reaches it whole or not at all. */
const aheadBytes = 1024 * 1024;

/** `uploadLimit`: bytes. */
export function writeFiles(deps: PerformDeps & { uploadLimit: number }): WriteFiles {
  const limits = { bytes: deps.uploadLimit, entries: mostEntries };
  return {
    file: (caller, source, input) =>
      upload(deps, caller, source, input, {
        params: {
          uid: String(input.uid ?? 0),
          gid: String(input.gid ?? 0),
          mode: input.mode?.slice(0, 8) ?? '0644',
          form: 'file',
        },
        check: () => void checkFile(input, limits.bytes),
        prepare: async (host, id, content) => {
          const { path: asked, size, mode } = checkFile(input, limits.bytes);
          const path = await destination(host, id, asked);
          const cut = path.lastIndexOf('/');
          const entry = fileHeader({ name: path.slice(cut + 1), size, mode, uid: input.uid ?? 0, gid: input.gid ?? 0 });
          return { path: path.slice(0, cut) || '/', tar: wrap(content, entry), entries: () => 1 };
        },
      }),
    tar: (caller, source, input) =>
      upload(deps, caller, source, input, {
        params: { form: 'tar' },
        check: () => void checkUpload(input, limits.bytes),
        prepare: async (_host, _id, content) => {
          const judge = new Judge(limits);
          return { path: checkUpload(input, limits.bytes), tar: repack(content, judge), entries: () => judge.entries };
        },
      }),
  };
}

interface Prepared {
  /** The directory. */
  path: string;
  tar: AsyncGenerator<Uint8Array>;
  entries: () => number;
}

interface Form {
  params: Record<string, string | null>;
  check: () => void;
  prepare: (host: ActionHost, id: string, content: AsyncIterable<Uint8Array>) => Promise<Prepared>;
}

function upload(deps: PerformDeps, caller: Caller, source: Source, input: WriteTarInput, form: Form) {
  const { ref, path, body, copyUidGid, noOverwriteDirNonDir } = input;
  const written = { bytes: 0, entries: 0 };
  let seen: Container;
  let on: ActionHost | undefined;
  return perform<Written>(deps, caller, source, {
    action: 'container.files.write',
    host: input.host ?? null,
    params: present({
      ref,
      path: path.slice(0, 4096),
      ...form.params,
      length: body.length === null ? null : String(body.length),
      copyUidGid: copyUidGid === true ? 'true' : null,
    }),
    reason: input.reason ?? null,
    idempotencyKey: null,
    type: 'container',
    aim: (host) => {
      on = host;
      seen = host.mirror.resolveContainer(ref);
      form.check();
      return { ...aimAt(seen), key: seen.id, ...(deps.isSelf(seen.id) ? { veto: selfVeto } : {}) };
    },
    call: async (writer, id) => {
      if (on === undefined) throw internal('an action ran without a host');
      const prepared = await form.prepare(on, id, counted(body.content, written));
      const target = { path: prepared.path, keepKinds: noOverwriteDirNonDir ?? true, toContainerUser: copyUidGid ?? false };
      const answer = await send(writer, id, target, prepared, body);
      written.entries = prepared.entries();
      return answer;
    },
    result: (host, id) => {
      const after = stateOf(host.mirror.containers.get(id) ?? seen);
      const details = { ...after.details, bytesIn: String(written.bytes), entries: String(written.entries) };
      return { value: { ...written }, after: { ...after, details } };
    },
  });
}

/** Judges the beginning, then lets the engine have it and what follows. */
async function send(
  writer: EngineWriter,
  id: string,
  target: ArchiveTarget,
  { tar, entries }: Prepared,
  body: Body,
): Promise<WriteResult> {
  let wrong: unknown;
  const notSent = (error: unknown) => {
    const known = told(error);
    return new EndedAs(body.left() ? 'cancelled' : 'not_executed', known, ' Nothing has reached the engine.');
  };
  const content = await ahead(tar, aheadBytes).catch((error: unknown) => {
    throw notSent(error);
  });
  async function* watched() {
    try {
      yield* content;
    } catch (error) {
      wrong = error;
      throw error;
    }
  }
  try {
    return await writer.writeArchive(id, target, watched(), new AbortController().signal);
  } catch (error) {
    if (wrong === undefined) throw error;
    const had = ` The engine had begun by then: of ${entries()} entries that passed some may have been written, the last perhaps in part.`;
    throw new EndedAs(body.left() ? 'cancelled' : 'failure', told(wrong), had);
  }
}

async function* counted(content: AsyncIterable<Uint8Array>, written: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    written.bytes += chunk.length;
    yield chunk;
  }
}

/** Where a file is to be written: through a symbolic link, as `docker cp` does. BAD_INPUT where there is a directory. */
async function destination({ reader }: ActionHost, id: string, path: string): Promise<string> {
  const none = (error: unknown) => {
    if (error instanceof WharfingerError && error.code === 'NOT_FOUND') return null;
    throw error;
  };
  const link = await reader.statPath(id, path).catch(none);
  const end = link?.leadsTo ?? path;
  const found = end === path ? link : await find(reader, id, end, false).then(({ stat }) => stat, none);
  if (found?.type === 'directory')
    throw new EndedAs('not_executed', badInput('path: there is a directory of that name; add the name of the file.'));
  return end;
}
