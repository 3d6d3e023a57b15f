import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import type { Container, Image } from '../engine/model.ts';
import type { VerbatimAnswer, VerbatimRead, VerbatimReader, VerbatimSubject } from '../engine/ports-verbatim.ts';
import { engineUnavailable, notFound } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import { mayShowEnvironment } from './ps-options.ts';
import { container, image, narrow, plugin, plugins, type Narrowed } from './verbatim-narrowed.ts';
import type { RecordRead, RecordStream } from './view.ts';

/** How a read is asked for: the engine's own parameters, and the form of the answer. */
export interface Form {
  query: Readonly<Record<string, string>>;
  apiVersion: string | null;
}

/** The engine's answer: as it came where all of it is for the caller, or what is left of it. */
export type Verbatim = { bytes: VerbatimAnswer; value: null } | { bytes: null; value: unknown };

/** `swarm`: "inactive" where it is part of none. */
export interface EngineBasics {
  apiVersion: string;
  os: string;
  experimental: boolean;
  swarm: string;
}

/** The engine's own answers about one host, narrowed to the caller: their form is the engine's, what is in them is what the caller may see. */
export interface VerbatimView {
  /** What a client has to know before it can ask for anything, which needs no permission. ENGINE_UNAVAILABLE where that is not known. */
  engine(): EngineBasics;
  /** What is about the whole: lists, the engine itself, its disk. */
  whole(subject: keyof typeof wholes, form: Form, signal: AbortSignal): Promise<Verbatim>;
  /** NOT_FOUND for what is out of reach. Environments are in it for whoever may read them, which is then on record. */
  container(ref: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
  image(ref: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
  imageHistory(ref: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
  network(ref: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
  volume(name: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
  /** Found in the list of all, so that no path is made of what a client wrote. */
  plugin(ref: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
  /** On record before the engine is asked. */
  processes(ref: string, psArgs: string | null, form: Form, signal: AbortSignal): Promise<Verbatim>;
  changes(ref: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
  /** `contentType` says whether the bytes are framed. On record with how many there were. */
  logs(ref: string, form: Form, signal: AbortSignal): Promise<Pick<VerbatimAnswer, 'contentType' | 'bytes'>>;
  stats(ref: string, form: Form, signal: AbortSignal): Promise<VerbatimAnswer>;
  /** Of a command that is known to be the caller's own. */
  exec(execId: string, form: Form, signal: AbortSignal): Promise<Verbatim>;
}

const wholes = {
  version: 'host.read',
  info: 'host.read',
  diskUsage: 'host.read',
  plugins: 'host.read',
  imageSearch: 'registry.read',
  containers: 'container.read',
  images: 'image.read',
  networks: 'network.read',
  volumes: 'volume.read',
} as const satisfies Partial<Record<VerbatimSubject, Action>>;

export interface VerbatimDeps {
  caller: Caller;
  source: Source;
  mirror: MirrorReader;
  reader: VerbatimReader;
  /** Whether some objects may be out of reach. */
  scoped: boolean;
  permit: (action: Action) => void;
  allowed: (action: Action) => boolean;
  recordRead: RecordRead;
  recordStream: RecordStream;
}

export function verbatimView(deps: VerbatimDeps): VerbatimView {
  const { caller, source, mirror, reader, scoped, permit, recordRead, recordStream } = deps;
  const connected = () => {
    if (mirror.connection.status === 'connected') return;
    throw engineUnavailable(mirror.connection.problem ?? `The engine of host "${mirror.host}" has not been reached yet.`);
  };
  const ask = (subject: VerbatimSubject, key: string | null, form: Form, signal: AbortSignal): Promise<VerbatimAnswer> =>
    reader.verbatim({ subject, key, ...form } satisfies VerbatimRead, signal);
  const asItIs = async (subject: VerbatimSubject, key: string | null, form: Form, signal: AbortSignal): Promise<Verbatim> => ({
    bytes: await ask(subject, key, form, signal),
    value: null,
  });
  const parsed = async (answer: Promise<VerbatimAnswer>, change: (value: unknown) => unknown): Promise<Verbatim> => ({
    bytes: null,
    value: change(await jsonOf(await answer)),
  });
  const narrowed = async (subject: Narrowed, key: string | null, form: Form, signal: AbortSignal): Promise<Verbatim> => {
    if (!scoped) return asItIs(subject, key, form, signal);
    // The engine says whether there is what an answer is to begin or end with.
    const mark = subject === 'images' ? (ref: string) => mirror.resolveImage(ref) : (ref: string) => mirror.resolveContainer(ref);
    for (const ref of marks(form)) mark(ref);
    return parsed(ask(subject, key, form, signal), (value) => narrow(subject, value, mirror));
  };

  /** With the environment for whoever may read it, on record; without it for others. */
  const withEnvironment = async (
    action: 'container.env' | 'image.env',
    object: Container | Image,
    shown: () => Promise<Verbatim>,
    hidden: () => Promise<Verbatim>,
  ): Promise<Verbatim> => {
    if (!deps.allowed(action)) return hidden();
    await recordRead(caller, source, action, mirror.host, object);
    return shown();
  };
  const found = (ref: string): Container => {
    connected();
    return mirror.resolveContainer(ref);
  };

  return {
    engine() {
      connected();
      if (mirror.version === null) throw engineUnavailable(`The engine of host "${mirror.host}" has not been reached yet.`);
      const { apiVersion, os, experimental } = mirror.version;
      return { apiVersion, os, experimental, swarm: mirror.info?.swarmState ?? '' };
    },
    async whole(subject, form, signal) {
      permit(wholes[subject]);
      connected();
      if (subject === 'plugins') return parsed(ask(subject, null, form, signal), plugins);
      return subject === 'version' || subject === 'imageSearch'
        ? asItIs(subject, null, form, signal)
        : narrowed(subject, null, form, signal);
    },
    async plugin(ref, form, signal) {
      permit(wholes.plugins);
      connected();
      return parsed(ask('plugins', null, form, signal), (value) => {
        const one = plugin(value, ref);
        if (one === undefined) throw notFound(`plugin ${JSON.stringify(ref.slice(0, 255))} not found`);
        return one;
      });
    },
    async container(ref, form, signal) {
      permit('container.read');
      const object = found(ref);
      return withEnvironment(
        'container.env',
        object,
        () => asItIs('container', object.id, form, signal),
        () => parsed(ask('container', object.id, form, signal), container),
      );
    },
    async image(ref, form, signal) {
      permit('image.read');
      connected();
      const object = mirror.resolveImage(ref);
      return withEnvironment(
        'image.env',
        object,
        () => asItIs('image', object.id, form, signal),
        () => parsed(ask('image', object.id, form, signal), image),
      );
    },
    async imageHistory(ref, form, signal) {
      permit('image.read');
      connected();
      return asItIs('imageHistory', mirror.resolveImage(ref).id, form, signal);
    },
    async network(ref, form, signal) {
      permit('network.read');
      connected();
      return narrowed('network', mirror.resolveNetwork(ref).id, form, signal);
    },
    async volume(name, form, signal) {
      permit('volume.read');
      connected();
      return asItIs('volume', mirror.resolveVolume(name).name, form, signal);
    },
    async processes(ref, psArgs, form, signal) {
      const object = found(ref);
      if (psArgs !== null && mayShowEnvironment(psArgs)) await recordRead(caller, source, 'container.env', mirror.host, object);
      await recordRead(caller, source, 'container.processes', mirror.host, object);
      const query: Form['query'] = psArgs === null ? {} : { ps_args: psArgs };
      return asItIs('containerProcesses', object.id, { ...form, query }, signal);
    },
    async changes(ref, form, signal) {
      const object = found(ref);
      await recordRead(caller, source, 'container.changes', mirror.host, object);
      return asItIs('containerChanges', object.id, form, signal);
    },
    async logs(ref, form, signal) {
      const object = found(ref);
      let contentType = '';
      const bytes = await recordStream<Buffer>(caller, source, 'container.logs', mirror.host, object, {
        open: async () => {
          const answer = await ask('containerLogs', object.id, form, signal);
          contentType = answer.contentType;
          return answer.bytes;
        },
        size: (piece) => ({ lines: newlines(piece), bytes: piece.length }),
        signal,
      });
      return { contentType, bytes: toBuffers(bytes) };
    },
    async stats(ref, form, signal) {
      permit('container.stats');
      return ask('containerStats', found(ref).id, form, signal);
    },
    async exec(execId, form, signal) {
      connected();
      return asItIs('exec', execId, form, signal);
    },
  };
}

/** Objects that a list is to be of those before, or since. */
function marks({ query }: Form): string[] {
  const filters: unknown = JSON.parse(query['filters'] ?? '{}');
  const given = typeof filters === 'object' && filters !== null ? Object.entries(filters) : [];
  const inFilters = given.flatMap(([key, refs]: [string, unknown]) => (key === 'since' || key === 'before' ? [refs].flat() : []));
  return [query['since'], query['before'], ...inFilters].filter((ref) => typeof ref === 'string' && ref !== '').map(String);
}

async function* toBuffers(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}

async function jsonOf({ bytes }: VerbatimAnswer): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function newlines(piece: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
