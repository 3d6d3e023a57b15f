import type { CommitOptions } from './commit.ts';
import type { Copied } from './copy-container.ts';
import type { OutputPiece } from './frames.ts';
import type {
  Container,
  DiskUsage,
  EngineEvent,
  EngineVersion,
  FileChange,
  HostInfo,
  Image,
  ImageLayer,
  LogLine,
  Network,
  ProcessList,
  StatsSample,
  Volume,
} from './model.ts';
import type { ContainerUpdate } from './update.ts';
import type { WaitAnswer, WaitCondition } from './wait.ts';
import type { FileReader, FileWriter } from './ports-files.ts';
import type { BuilderSpec, ImageStreamReader, ImageStreamWriter } from './ports-images.ts';
import type { ObjectWriter } from './ports-objects.ts';
import type { RegistryReader, RegistryWriter } from './ports-registry.ts';
import type { VerbatimReader } from './ports-verbatim.ts';
import type { Ended, WaitOptions } from './start-and-wait.ts';

/**
 * The three ways to a Docker Engine, as narrow as their users need them. Implementations: the dockerode adapter in this room, and the fake in the tests.
 * Every call rejects with a WharfingerError: NOT_FOUND (404), CONFLICT (409), BAD_INPUT (400), ENGINE_ERROR (other answers, and answers of a shape
 * we do not understand), ENGINE_UNAVAILABLE (no connection, or one that broke before an answer), TIMEOUT (past the call's deadline).
 * Ids are checked before they become part of a path: anything that is not an id or a name is NOT_FOUND without a call.
 */
export interface EngineReader extends FileReader, ImageStreamReader, RegistryReader, VerbatimReader {
  version(): Promise<EngineVersion>;
  info(): Promise<HostInfo>;
  diskUsage(): Promise<DiskUsage>;

  /** Full ids of all containers, whatever their state. */
  listContainerIds(): Promise<string[]>;
  inspectContainer(id: string): Promise<Container>;
  /** Asks the engine to compute the sizes: slow for large containers. */
  containerSizes(id: string): Promise<{ sizeRw: number; sizeRootFs: number }>;
  containerProcesses(id: string, psArgs: string | null): Promise<ProcessList>;
  containerChanges(id: string): Promise<FileChange[]>;
  /**
   * Answers when the condition holds, however long that takes. Aborting the signal ends it: rejects with ENGINE_UNAVAILABLE. `accepted` is called once the
   * engine waits: what happens from then on is not missed.
   */
  waitContainer(id: string, condition: WaitCondition, signal: AbortSignal, accepted?: () => void): Promise<WaitAnswer>;

  /** Ids of all top-level and dangling images ("sha256:..."); with `all`, of those without a name as well that others are built on. */
  listImageIds(all?: boolean): Promise<string[]>;
  /** Of one platform ("linux/arm64") where one is given, else of the one that the engine prefers; likewise the history. */
  inspectImage(id: string, platform?: string | null): Promise<Image>;
  imageHistory(id: string, platform?: string | null): Promise<ImageLayer[]>;

  /** Networks and volumes come whole from their lists. */
  listNetworks(): Promise<Network[]>;
  inspectNetwork(id: string): Promise<Network>;
  listVolumes(): Promise<Volume[]>;
  inspectVolume(name: string): Promise<Volume>;
}

export interface LogOptions {
  stdout: boolean;
  stderr: boolean;
  /** RFC 3339, or null for the beginning. */
  since: string | null;
  until: string | null;
  /** Lines from the end; null for all. */
  tail: number | null;
  follow: boolean;
  tty: boolean;
  /** Whether lines come with their attributes. */
  details?: boolean;
}

/**
 * Streams. An iterator that ends has ended upstream; one that throws was cut. Aborting the signal closes the upstream connection and ends the
 * iterator without an error. Nothing is read ahead of the consumer beyond one chunk, so a consumer that must not press back drains on its own.
 */
export interface EngineStreams {
  /**
   * Resolves once the engine has accepted the stream, so that a list made afterwards misses nothing. `since`, inclusive: RFC 3339, an event's
   * timeNano, or seconds since 1970 with a fraction. `until`, as `since`: ends then, by the engine's clock.
   */
  events(options: { since: string | null; until?: string | null; signal: AbortSignal }): Promise<AsyncIterable<EngineEvent>>;
  /** A sample about every second while the container runs. */
  stats(id: string, signal: AbortSignal): Promise<AsyncIterable<StatsSample>>;
  /** Lines in batches: all that arrived together (up to 64 KiB or 20 ms), so that fast logs cost little. */
  logs(id: string, options: LogOptions, signal: AbortSignal): Promise<AsyncIterable<readonly LogLine[]>>;
}

/** "changed: false" is the engine's 304: it was so already. `status` is the engine's HTTP status, for the record. */
export interface WriteResult {
  changed: boolean;
  status: number;
}

/** The engine's own JSON for a new container; `EndpointsConfig` is what it is to be attached to. */
export interface CreateBody {
  readonly [key: string]: unknown;
  readonly Image: string;
  readonly NetworkingConfig?: { readonly EndpointsConfig: Readonly<Record<string, object>> };
}

/** A new container. */
export interface Created extends WriteResult {
  id: string;
  /** What the engine thought worth saying, for example of a limit that its kernel does not have. */
  warnings: readonly string[];
}

/** A command to be run in a container. */
export interface ExecSpec {
  command: readonly string[];
  env: readonly { key: string; value: string }[];
  /** "name", "uid", "name:group"; null: the container's own. */
  user: string | null;
  /** Null: the container's own. */
  workingDir: string | null;
  tty: boolean;
  /** Whether the command reads what is written to it. */
  stdin: boolean;
  privileged: boolean;
  /** Nobody listens to it. */
  detach: boolean;
  /** Which outputs are listened to; absent: both. */
  outputs?: { stdout: boolean; stderr: boolean };
  /** The keys at which the engine lets go of a terminal; null: its own, ctrl-p ctrl-q. */
  detachKeys: string | null;
}

/** Columns and rows of characters. */
export interface TerminalSize {
  cols: number;
  rows: number;
}

/** Both ends of something that runs in a container. */
export interface RawStream {
  /** The engine's HTTP status when it opened it. */
  readonly status: number;
  /** Ends when the other side has closed; throws when the connection was cut; ends without an error after `close`. */
  readonly output: AsyncIterable<OutputPiece>;
  /** Settles once the bytes are taken. CONFLICT when nothing is read there any more. */
  write(bytes: Buffer): Promise<void>;
  /** Says that no more will be written; output goes on. */
  endInput(): void;
  /** Closes the connection. What runs there goes on running: the engine has no call to end a command. */
  close(): void;
}

/** Something that runs, its ends, and what becomes of it. */
export interface TerminalRun extends RawStream {
  resize(size: TerminalSize): Promise<void>;
  /** Whether it still runs, and its exit code where it has ended. */
  result(): Promise<{ running: boolean; exitCode: number | null }>;
}

/** A command that was started in a container. */
export interface ExecRun extends TerminalRun {
  readonly execId: string;
}

/** How to attach to a container's own process. */
export interface AttachSpec {
  /** Whether the container has a terminal. */
  tty: boolean;
  stdin: boolean;
  detachKeys: string | null;
  /** Which outputs; absent: both. */
  outputs?: { stdout: boolean; stderr: boolean };
  /** Whether what it wrote before comes first, and whether what it writes from now on comes at all; absent: no and yes. */
  logs?: boolean;
  follow?: boolean;
}

/** A command that was made in a container and has not been started. */
export interface PreparedExec extends WriteResult {
  execId: string;
}

export interface StopOptions {
  signal: string | null;
  /** Until it is killed; null: the container's own time. */
  timeoutSeconds: number | null;
  /** The container's own time, null where it has none. It never changes. */
  ownSeconds: number | null;
}

/** What changes the engine. Only `perform` hands one out; it is dead (every call throws) once the action it was made for has settled. */
export interface EngineWriter extends ObjectWriter, FileWriter, ImageStreamWriter, RegistryWriter {
  startContainer(id: string): Promise<WriteResult>;
  stopContainer(id: string, options: StopOptions): Promise<WriteResult>;
  restartContainer(id: string, options: StopOptions): Promise<WriteResult>;
  killContainer(id: string, options: { signal: string | null }): Promise<WriteResult>;
  pauseContainer(id: string): Promise<WriteResult>;
  unpauseContainer(id: string): Promise<WriteResult>;
  renameContainer(id: string, options: { name: string }): Promise<WriteResult>;
  removeContainer(id: string, options: { force: boolean; volumes: boolean }): Promise<WriteResult>;
  /** Removes a link on the default bridge, by the name of the container that has it and the alias; both containers stay. */
  removeLink(name: string, alias: string): Promise<WriteResult>;
  /** With what the engine remarked. */
  updateContainer(id: string, update: ContainerUpdate): Promise<WriteResult & { warnings: readonly string[] }>;
  /** Makes one with the same settings, not started; FORBIDDEN for one that has devices of the host, without `mayHost`. */
  copyContainer(
    id: string,
    options: { name: string; image: string; mayHost: boolean; labels?: Readonly<Record<string, string>> },
  ): Promise<Copied>;
  /** With the new image's id. */
  commitContainer(id: string, options: CommitOptions): Promise<WriteResult & { imageId: string }>;
  /** Attached to all its networks, or not made at all. Without a name the engine makes one up. */
  createContainer(options: { name: string | null; platform: string | null; body: CreateBody }): Promise<Created>;
  /** Starts it, attached, and waits for its end, or until the time is over: then it goes on. So it does when the signal aborts: rejects with its reason. */
  startAndWait(id: string, options: WaitOptions, signal: AbortSignal): Promise<Ended>;
  /** Starts a command and opens its input and output. The engine's deadline holds until they are open. */
  openExec(id: string, spec: ExecSpec): Promise<ExecRun>;
  /** The same in two steps: makes it, and starts it. */
  prepareExec(id: string, spec: ExecSpec): Promise<PreparedExec>;
  startPrepared(id: string, spec: ExecSpec, execId: string): Promise<ExecRun>;
  releasePrepared(id: string, spec: ExecSpec, execId: string): Promise<WriteResult>;
  /** Opens both ends of the container's own process. */
  attachContainer(id: string, spec: AttachSpec): Promise<TerminalRun>;
  /** Opens a connection between BuildKit and a client of it. */
  openBuilder(spec: BuilderSpec): Promise<RawStream>;
  /** Starts a command and leaves it alone. */
  startExec(id: string, spec: ExecSpec): Promise<WriteResult>;
}

/** One engine, by all its ports. Only the composition root, the mirror and the one door hold this; others are given the port they need. */
export interface Engine {
  /** Short name of the host, for example "local". */
  readonly host: string;
  /** Where it is, readable: "unix:///var/run/docker.sock". */
  readonly address: string;
  readonly reader: EngineReader;
  readonly streams: EngineStreams;
  readonly writer: EngineWriter;
  readonly load: EngineLoad;
}

/** What an engine is being asked. */
export interface EngineLoad {
  /** It is taken for lost: calls fail at once, but for one at a time that tries whether it is back. */
  lost: boolean;
  /** Calls under way, streams not counted, and calls that wait for their turn. */
  running: number;
  waiting: number;
}
