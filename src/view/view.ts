import type { Caller, Decision, Source } from '../access/caller.ts';
import type { AuditEntry, AuditPage, AuditQuery, AuditSummary, Grouping } from '../audit/log.ts';
import type { Action } from '../catalogue.ts';
import type {
  Container,
  DiskUsage,
  EngineEvent,
  EngineVersion,
  FileChange,
  HostInfo,
  Image,
  ImageLayer,
  Labels,
  LogLine,
  Mount,
  Network,
  NetworkAttachment,
  ProcessList,
  StatsSample,
  Volume,
} from '../engine/model.ts';
import type { RegistriesView } from './registries.ts';
import type { VerbatimView } from './verbatim.ts';
import type { FilesView } from './files.ts';
import type { Connection, ContainerChange, Project } from '../mirror/reader.ts';

/**
 * What one caller may see: the only reader the outside gets. Everything it returns is already narrowed to the caller; what the caller may not see at
 * all is FORBIDDEN (a whole kind) or NOT_FOUND (one object). Reads of a host that is not connected are ENGINE_UNAVAILABLE.
 */
export interface View {
  readonly caller: Caller;
  readonly source: Source;
  /** All hosts, by name. FORBIDDEN without the permission host.read. */
  hosts(): readonly HostView[];
  /**
   * By name; null means the only host there is (BAD_INPUT while there are several). NOT_FOUND when there is none. Takes no permission by itself: what is
   * on the host, and what is known of it, takes its own.
   */
  host(name: string | null): HostView;
  /** The hosts that a list goes over: the named one, or all by name. Takes no permission by itself. */
  over(name: string | null): readonly HostView[];
  /** What would be decided if the caller asked for this now, and why. */
  can(action: string, ref: string | null, host: string | null): Decision;
  readonly audit: AuditView;
}

/** An object and the host it is on, through which all that is related to it is found. */
export interface OnHost<T> {
  host: HostView;
  it: T;
}

export interface HostView extends FilesView, RegistriesView {
  /** The engine's own answers. */
  readonly verbatim: VerbatimView;
  readonly name: string;
  /** These three answer for a host that is away as well. FORBIDDEN without host.read. */
  readonly connection: Connection;
  readonly version: EngineVersion | null;
  /** Asked of the engine; what was last known while it is away, null if nothing ever was. */
  info(): Promise<HostInfo | null>;
  /** FORBIDDEN without host.read. */
  diskUsage(): Promise<DiskUsage>;

  containers(): readonly Container[];
  container(ref: string): Container;
  images(): readonly Image[];
  /** Those as well that others are built on and that have no name: asked of the engine. */
  allImages(): Promise<readonly Image[]>;
  image(ref: string): Image;
  networks(): readonly Network[];
  network(ref: string): Network;
  volumes(): readonly Volume[];
  volume(name: string): Volume;
  projects(): readonly Project[];
  project(name: string): Project;

  /** As `docker ps` words it, now. */
  status(container: Container): string;

  /** What is related to an object, each by the permission of its own kind. Null where it is gone, or where there is none. */
  imageOf(container: Container): Image | null;
  parentOf(image: Image): Image | null;
  networkOf(attachment: NetworkAttachment): Network | null;
  volumeOf(mount: Mount): Volume | null;
  /** The compose project that these labels name. */
  projectOf(labels: Labels): Project | null;
  networksOf(project: Project): readonly Network[];
  volumesOf(project: Project): readonly Volume[];
  /** Its own name, and those by which links reach it. */
  namesOf(container: Container): readonly string[];
  containersOfImage(image: Image): readonly Container[];
  containersOfNetwork(network: Network): readonly Container[];
  containersOfVolume(volume: Volume): readonly Container[];

  /** Asked of the engine, when selected; at most one call per object at a time. */
  containerSizes(container: Container): Promise<{ sizeRw: number; sizeRootFs: number }>;
  imageHistory(image: Image, platform: string | null): Promise<ImageLayer[]>;
  /** The image as it is for one platform. */
  imageFor(image: Image, platform: string): Promise<Image>;

  /** Reads that can leak: each is its own permission and is on record before the first byte leaves. */
  env(container: Container): Promise<Container['env']>;
  imageEnv(image: Image): Promise<Image['env']>;
  processes(container: Container, psArgs: string | null): Promise<ProcessList>;
  changes(container: Container): Promise<FileChange[]>;
  logTail(container: Container, options: LogTailOptions): Promise<readonly LogLine[]>;

  /** The container as it is now; null where it is gone. */
  currently(container: Container): Container | null;

  /** Shared upstream: one stream per container however many listen. */
  stats(container: Container, signal: AbortSignal): AsyncIterable<StatsSample | Missed>;
  /** The last sample of the shared stream, waiting for one when nobody watches yet. Null for a container that does not run. */
  latestStats(container: Container): Promise<StatsSample | null>;
  logs(container: Container, options: FollowOptions, signal: AbortSignal): Promise<AsyncIterable<LogBatch>>;
  /** From the moment of the call. A slow listener skips states of a container, never its last. */
  containerChanges(signal: AbortSignal): AsyncIterable<ContainerChange | Missed>;
  /** From now on; with a span, those of that time. */
  events(signal: AbortSignal, span?: EventSpan): AsyncIterable<EngineEvent | Missed>;
}

export interface LogTailOptions {
  tail: number;
  since: string | null;
  until: string | null;
  stream: 'stdout' | 'stderr' | null;
  details?: boolean;
}

/** RFC 3339, both inclusive; null: from now, and for ever. */
export interface EventSpan {
  since: string | null;
  until: string | null;
}

export interface FollowOptions {
  tail: number | null;
  since: string | null;
  until: string | null;
  follow: boolean;
  stream: 'stdout' | 'stderr' | null;
  details?: boolean;
}

/** Lines that arrived together. `dropped` counts the lines this listener missed since its last batch because it was too slow. */
export interface LogBatch {
  lines: readonly LogLine[];
  dropped: number;
}

/** In place of what a slow listener missed. */
export interface Missed {
  missed: number;
}

/**
 * FORBIDDEN without the permission audit.read. Pages, summaries, single entries and the feed are reads of the log and on record as such; what an object's own
 * fields show of it is not.
 */
export interface AuditView {
  search(query: AuditQuery, page: { limit: number; beyond: number | null; oldestFirst: boolean }): Promise<AuditPage>;
  /** What is on record about one container. */
  searchAbout(
    targetId: string,
    query: AuditQuery,
    page: { limit: number; beyond: number | null; oldestFirst: boolean },
  ): Promise<AuditPage>;
  count(query: AuditQuery): Promise<{ count: number; atLeast: boolean }>;
  summarize(query: AuditQuery, by: readonly Grouping[], limit: number): Promise<AuditSummary>;
  get(auditId: string): Promise<AuditEntry | null>;
  /** The entry that this one is part of. */
  parentOf(entry: AuditEntry): Promise<AuditEntry | null>;
  lastFor(targetId: string): Promise<AuditEntry | null>;
  follow(query: AuditQuery, afterSeq: number | null, signal: AbortSignal): Promise<AsyncIterable<AuditEntry>>;
}

/** Authorises a read of the audit log and puts it on record, once a minute for the same question of the same caller; gives the audit id of what it wrote. */
export type RecordAuditRead = (
  caller: Caller,
  source: Source,
  asked: { read: string; filter: Readonly<Record<string, unknown>> },
) => Promise<string | null>;

/** Authorises and records a read that can leak, before it happens; throws FORBIDDEN (on record as well) when refused. */
/** Authorises a read that flows, and puts on record when it began and ended, how much came of it, and why it ended. Throws FORBIDDEN. */
export type RecordStream = <T>(
  caller: Caller,
  source: Source,
  action: Action,
  host: string,
  container: Container,
  stream: {
    open: () => Promise<AsyncIterable<T>>;
    size: (piece: T) => { lines: number; bytes: number };
    signal: AbortSignal;
  },
) => Promise<AsyncIterable<T>>;

/** Puts on record that what happens on a host as a whole is followed, before any of it is given out. */
export type RecordFollowing = <T>(
  caller: Caller,
  source: Source,
  action: Action,
  host: string,
  pieces: AsyncIterable<T>,
  signal: AbortSignal,
) => AsyncIterable<T>;

export type RecordRead = (
  caller: Caller,
  source: Source,
  action: Action,
  host: string,
  object: Container | Image,
  params?: Readonly<Record<string, string>>,
) => Promise<void>;
