import type { Container, EngineEvent, Image, LogLine, Network, StatsSample, Volume } from '../../src/engine/model.ts';
import type { Engine, EngineReader, EngineStreams, EngineWriter } from '../../src/engine/ports.ts';
import { engineUnavailable } from '../../src/errors.ts';
import { createFrom, pullInto, runToEnd } from './fake-create.ts';
import { FakeDocker } from './fake-docker.ts';
import { fakeExec } from './fake-exec.ts';
import { fakeFiles, type FakePath } from './fake-files.ts';
import { fakeImageStreams } from './fake-images.ts';
import { diskUsage, engineVersion, hexId, hostInfo } from './fake-objects.ts';
import { Pipe } from './fake-streams.ts';
import { fakeVerbatim } from './fake-verbatim.ts';
import { objectWrites } from './fake-writes.ts';

export { FakeDocker } from './fake-docker.ts';
export * from './fake-objects.ts';

export interface Call {
  method: keyof EngineReader | keyof EngineStreams | keyof EngineWriter;
  args: readonly unknown[];
}

export interface FakeOptions {
  host?: string;
  /** What is there from the beginning, with no event. Beside it: the image busybox:latest and the networks bridge, host and none. */
  containers?: readonly Container[];
  images?: readonly Image[];
  networks?: readonly Network[];
  volumes?: readonly Volume[];
  /** The file system that all containers have, by absolute path; what is written appears in it. */
  files?: Map<string, FakePath>;
  /** In place of the fake's own methods; still counted, still subject to the hooks. */
  reader?: Partial<EngineReader>;
  streams?: Partial<EngineStreams>;
  writer?: Partial<EngineWriter>;
}

/** Bad habits, to be set and changed at any time. */
export interface Habits {
  /** Awaited before a call looks at the state: throw to fail it (any kind of error), never resolve to hang it, delay to scramble orders. */
  before: (call: Call) => Promise<void> | void;
  /** Awaited after the call has looked or acted, before it answers: the answer is that old by then. */
  after: (call: Call) => Promise<void> | void;
  /** True for an event that is lost on its way. */
  lose: (event: EngineEvent) => boolean;
}

/** An Engine in memory. `docker` is the engine itself: act on it for what happens behind Wharfinger's back. */
export interface FakeEngine extends Engine {
  readonly docker: FakeDocker;
  readonly habits: Habits;
  /** Every call that reached the engine's ports, in order. */
  readonly reads: readonly Call[];
  /** Every call of the writer, in order: empty means that nothing was changed through Wharfinger. */
  readonly calls: readonly Call[];
  /** Upstream streams that are open now. */
  readonly open: { readonly events: number; readonly stats: number; readonly logs: number };
  /** Sends a sample to those who follow the container's statistics now. */
  pushStats(id: string, sample: StatsSample): void;
  /** Appends to the container's logs and sends to those who follow them. */
  pushLogs(id: string, lines: readonly LogLine[]): void;
  /** Ends all followed streams of this container, as the end of its process does. */
  endStreams(id: string): void;
  /** The event streams break; new ones can be opened at once. */
  cutEvents(): void;
  /** Lists answer as of now until the returned function is called, while inspect tells the truth. */
  freezeLists(): () => void;
  /** Everything open breaks and every call fails with ENGINE_UNAVAILABLE, until `up`. */
  down(): void;
  up(): void;
}

/**
 * A complete engine that behaves like Docker 20.10 for what the ports offer, answers at once, and has bad habits on demand.
 *
 *     const engine = fakeEngine({ containers: [container({ name: 'web' })] });
 *     engine.habits.before = (call) => { if (call.method === 'stopContainer') throw conflict('no'); };
 */
export function fakeEngine(options: FakeOptions = {}): FakeEngine {
  const reads: Call[] = [];
  const calls: Call[] = [];
  const habits: Habits = { before: () => {}, after: () => {}, lose: () => false };
  const events = new Set<Pipe<EngineEvent>>();
  const stats = new Map<Pipe<StatsSample>, string>();
  const logs = new Map<Pipe<readonly LogLine[]>, string>();
  const written = new Map<string, LogLine[]>();
  let reachable = true;

  const docker = new FakeDocker((event) => {
    if (!habits.lose(event)) for (const pipe of events) pipe.push(event);
  });
  for (const one of options.containers ?? []) docker.containers.set(one.id, one);
  for (const one of options.images ?? []) docker.images.set(one.id, one);
  for (const one of options.networks ?? []) docker.networks.set(one.id, one);
  for (const one of options.volumes ?? []) docker.volumes.set(one.name, one);

  const broken = () => engineUnavailable('The fake engine is down.');
  const cut = () => {
    for (const pipe of [...events, ...stats.keys(), ...logs.keys()]) pipe.fail(broken());
  };

  const lists = () => ({
    containers: [...docker.containers.keys()],
    images: [...docker.images.keys()],
    networks: [...docker.networks.values()],
    volumes: [...docker.volumes.values()],
  });
  let frozen: ReturnType<typeof lists> | null = null;

  const { writeArchive, ...fileReads } = fakeFiles(options.files ?? new Map());
  const { saveImages, ...imageWrites } = fakeImageStreams(docker);

  const reader: EngineReader = {
    ...fileReads,
    saveImages,
    version: async () => engineVersion(),
    info: async () => hostInfo({ containers: docker.containers.size, images: docker.images.size }),
    diskUsage: async () => diskUsage(),
    listContainerIds: async () => (frozen ?? lists()).containers,
    inspectContainer: async (id) => docker.find(id),
    containerSizes: async (id) => ({ sizeRw: 0, sizeRootFs: docker.findImage(docker.find(id).imageId).size }),
    containerProcesses: async (id) => ({ titles: ['PID', 'CMD'], processes: [['1', docker.find(id).path]] }),
    containerChanges: async (id) => (docker.find(id), []),
    waitContainer: (id, condition, signal, accepted) => {
      accepted?.();
      return docker.wait(id, condition, signal);
    },
    ...fakeVerbatim(docker),
    listImageIds: async () => (frozen ?? lists()).images,
    inspectImage: async (id) => docker.findImage(id),
    imageHistory: async (id) => (docker.findImage(id), []),
    listNetworks: async () => (frozen ?? lists()).networks,
    inspectNetwork: async (id) => docker.findNetwork(id),
    listVolumes: async () => (frozen ?? lists()).volumes,
    inspectVolume: async (name) => docker.findVolume(name),
    registryDigest: async (name) => `sha256:${hexId(`registry ${name}`)}`,
    searchImages: async () => [],
    ...options.reader,
  };

  const streams: EngineStreams = {
    events: async ({ since, signal }) => {
      const pipe = new Pipe<EngineEvent>(signal, (closed) => events.delete(closed));
      // `since` is inclusive, and no more than the last 256 are there.
      if (since !== null)
        for (const event of docker.emitted.slice(-256)) if (BigInt(event.timeNano) >= sinceNano(since)) pipe.push(event);
      if (!signal.aborted) events.add(pipe);
      return pipe;
    },
    stats: async (id, signal) => {
      const pipe = new Pipe<StatsSample>(signal, (closed) => stats.delete(closed));
      if (!signal.aborted) stats.set(pipe, docker.find(id).id);
      return pipe;
    },
    logs: async (ref, { stdout, stderr, since, until, tail, follow }, signal) => {
      const { id } = docker.find(ref);
      const pipe = new Pipe<readonly LogLine[]>(signal, (closed) => logs.delete(closed));
      const wanted = (written.get(id) ?? []).filter(
        (line) =>
          (line.stream === 'stdout' ? stdout : stderr) &&
          (since === null || line.at >= since) &&
          (until === null || line.at <= until),
      );
      const last = tail === null ? wanted : wanted.slice(wanted.length - Math.min(tail, wanted.length));
      if (last.length > 0) pipe.push(last);
      if (!follow) pipe.end();
      else if (!signal.aborted) logs.set(pipe, id);
      return pipe;
    },
    ...options.streams,
  };

  const writer: EngineWriter = {
    ...objectWrites(docker),
    writeArchive,
    ...imageWrites,
    startContainer: async (id) => docker.start(id),
    stopContainer: async (id) => docker.stop(id),
    restartContainer: async (id) => docker.restart(id),
    killContainer: async (id, { signal }) => docker.kill(id, signal),
    pauseContainer: async (id) => docker.pause(id),
    unpauseContainer: async (id) => docker.unpause(id),
    renameContainer: async (id, { name }) => docker.rename(id, name),
    removeContainer: async (id, { force }) => docker.remove(id, { force }),
    removeLink: async (name) => (docker.find(name), { changed: true, status: 204 }),
    updateContainer: async (id, update) => docker.update(id, update),
    copyContainer: async (id, options) => docker.copy(id, options),
    commitContainer: async (id, options) => docker.commit(id, options),
    createContainer: async (options) => createFrom(docker, options),
    startAndWait: async (id) => runToEnd(docker, id),
    pullImage: async ({ image }, { report }) => {
      report({ id: 'layer', status: 'Pull complete', current: null, total: null });
      return pullInto(docker, image);
    },
    pushImage: async ({ repository, tag }) => {
      docker.findImage(`${repository}:${tag ?? 'latest'}`);
      return { changed: true, status: 200, digest: `sha256:${hexId('pushed')}` };
    },
    checkLogin: async () => ({ changed: false, status: 200, message: 'Login Succeeded' }),
    openExec: async (id, spec) => (docker.checkRuns(id), fakeExec(spec)),
    openBuilder: async () => fakeExec({ command: ['cat'] }),
    attachContainer: async (id) => (docker.checkRuns(id), fakeExec({ command: ['cat'] })),
    prepareExec: async (id) => (docker.checkRuns(id), { changed: true, status: 201, execId: 'f'.repeat(64) }),
    startPrepared: async (id, spec) => (docker.checkRuns(id), fakeExec(spec)),
    releasePrepared: async (id) => (docker.checkRuns(id), { changed: true, status: 200 }),
    startExec: async (id) => (docker.checkRuns(id), { changed: true, status: 200 }),
    ...options.writer,
  };

  const check = () => {
    if (!reachable) throw broken();
  };

  /** Counts every call, and lets the habits have their way with it. */
  function port<T extends object>(target: T, record: Call[]): T {
    return new Proxy(target, {
      get: (methods, name) => {
        const method: unknown = Reflect.get(methods, name);
        if (typeof method !== 'function' || !isMethod(methods, name)) return method;
        return async (...args: readonly unknown[]) => {
          const call: Call = { method: name, args };
          record.push(call);
          check();
          await habits.before(call);
          check();
          const answer: unknown = await Reflect.apply(method, methods, args);
          await habits.after(call);
          check();
          return answer;
        };
      },
    });
  }

  return {
    host: options.host ?? 'local',
    load: { lost: false, running: 0, waiting: 0 },
    address: 'fake://engine',
    reader: port(reader, reads),
    streams: port(streams, reads),
    writer: port(writer, calls),
    docker,
    habits,
    reads,
    calls,
    open: {
      get events() {
        return events.size;
      },
      get stats() {
        return stats.size;
      },
      get logs() {
        return logs.size;
      },
    },
    pushStats: (id, sample) => {
      for (const [pipe, of] of stats) if (of === id) pipe.push(sample);
    },
    pushLogs: (id, lines) => {
      written.set(id, [...(written.get(id) ?? []), ...lines]);
      for (const [pipe, of] of logs) if (of === id) pipe.push(lines);
    },
    endStreams: (id) => {
      for (const [pipe, of] of [...stats, ...logs]) if (of === id) pipe.end();
    },
    cutEvents: () => {
      for (const pipe of events) pipe.fail(broken());
    },
    freezeLists: () => {
      frozen = lists();
      return () => {
        frozen = null;
      };
    },
    down: () => {
      reachable = false;
      cut();
    },
    up: () => {
      reachable = true;
    },
  };
}

function isMethod(methods: object, name: string | symbol): name is Call['method'] {
  return Object.hasOwn(methods, name);
}

/** RFC 3339, or seconds since 1970 with a fraction, as the engine takes them. */
function sinceNano(since: string): bigint {
  const [, seconds, fraction = ''] = /^(\d+)(?:\.(\d{1,9}))?$/.exec(since) ?? [];
  if (seconds !== undefined) return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  return BigInt(Date.parse(since)) * 1_000_000n;
}
