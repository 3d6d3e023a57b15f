import type { TokenInfo } from '../access/token.ts';
import type { OperationState } from '../actions/operations/operation.ts';
import type { BulkItem } from '../actions/bulk-outcome.ts';
import type { ProjectItem } from '../actions/project-job.ts';
import type { PrunedKind } from '../actions/system-prune.ts';
import type { AuditEntry } from '../audit/log.ts';
import type { Container, DiskUsage, Image, Labels, LogLine, Mount, Network, NetworkAttachment, Volume } from '../engine/model.ts';
import type { Project } from '../mirror/reader.ts';
import type { FoundPath } from '../view/files.ts';
import type { HostView, OnHost } from '../view/view.ts';

/** What resolvers hand each other: the model's object and the host it is on. */
export interface HostParent {
  host: HostView;
}
export type ContainerParent = OnHost<Container>;
export type ImageParent = OnHost<Image>;
export type NetworkParent = OnHost<Network>;
export type VolumeParent = OnHost<Volume>;
export type ProjectParent = OnHost<Project>;
export type MountParent = OnHost<Mount>;
export type DiskUsageParent = OnHost<DiskUsage>;
/** What an object takes up, and the object where it is still there. */
export interface UsageParent<O, U> {
  object: OnHost<O> | null;
  it: U;
}
export type ImageDiskUsageParent = UsageParent<Image, DiskUsage['images'][number]>;
export type ContainerDiskUsageParent = UsageParent<Container, DiskUsage['containers'][number]>;
export type VolumeDiskUsageParent = UsageParent<Volume, DiskUsage['volumes'][number]>;
export type IpamPoolParent = Network['ipam'][number];

/** A container's end on a network, seen from either side. */
export interface AttachmentParent extends OnHost<NetworkAttachment> {
  container: Container;
}

/** A path in a container. */
export interface ContainerPathParent extends OnHost<FoundPath> {
  container: Container;
}

/** A page of the log, whose count is made only when it is selected: it costs more than the page. */
export interface AuditConnectionParent {
  edges: readonly { cursor: string; node: AuditEntry }[];
  nodes: readonly AuditEntry[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  count: () => Promise<number>;
}

/** What an action on a container came to; the audit event is read when it is selected. */
export interface ContainerPayloadParent {
  container: ContainerParent;
  changed: boolean;
  auditId: string;
}

/** What updating a container came to. */
export interface UpdatePayloadParent extends ContainerPayloadParent {
  warnings: readonly string[];
}

/** What recreating a container came to. */
export interface RecreatePayloadParent {
  container: ContainerParent | null;
  previous: ContainerParent | null;
  pulled: boolean;
  warnings: readonly string[];
  changed: boolean;
  auditId: string;
}

/** What waiting for a container came to. */
export interface WaitPayloadParent {
  container: ContainerParent;
  exitCode: number;
  auditId: string;
}

/** What making an image of a container came to. */
export interface CommitPayloadParent extends ContainerPayloadParent {
  image: ImageParent;
}

/** What an action on a network came to. */
export interface NetworkPayloadParent {
  network: NetworkParent;
  changed: boolean;
  auditId: string;
}

/** What became of one of many containers, and of all of them. */
export type BulkResultParent = OnHost<BulkItem>;
export interface BulkPayloadParent {
  results: readonly BulkResultParent[];
  changed: boolean;
  auditId: string;
}

/** What came of creating a container, which may be gone already. */
export interface CreatePayloadParent {
  container: ContainerParent | null;
  dockerId: string | null;
  warnings: readonly string[];
  changed: boolean;
  auditId: string;
}

/** The same with what the engine had to say about a new network. */
export interface CreateNetworkPayloadParent extends NetworkPayloadParent {
  warning: string | null;
}

/** The same with the container that was connected or disconnected. */
export interface AttachmentPayloadParent extends NetworkPayloadParent {
  container: ContainerParent;
}

/** What an action on a volume came to. */
export interface VolumePayloadParent {
  volume: VolumeParent;
  changed: boolean;
  auditId: string;
}

/** What an action on an image came to. */
export interface ImagePayloadParent {
  image: ImageParent;
  changed: boolean;
  auditId: string;
}

/** The same with what is gone. */
export interface RemoveImagePayloadParent extends ImagePayloadParent {
  untagged: readonly string[];
  deleted: readonly string[];
}

/** What pulling and pushing have come to; nothing yet while they run. */
export interface PullPayloadParent {
  image: ImageParent | null;
  images: readonly ImageParent[];
  digest: string | null;
  changed: boolean;
  auditId: string;
}
export type PushPayloadParent = Omit<PullPayloadParent, 'images'>;

/** What checking credentials came to. */
export interface LoginPayloadParent {
  registry: string;
  message: string;
  changed: boolean;
  auditId: string;
}

/** What a prune has removed, or would. */
export interface PrunePayloadParent {
  deleted: readonly string[];
  untagged: readonly string[];
  reclaimedBytes: number;
  dryRun: boolean;
  changed: boolean;
  auditId: string;
}

/** What cancelling an operation came to. */
export interface CancelPayloadParent {
  operation: OperationState;
  changed: boolean;
  auditId: string;
}

/** What a prune of all kinds has removed, or would. */
export interface SystemPrunePayloadParent {
  results: readonly PrunedKind[];
  dryRun: boolean;
  changed: boolean;
  auditId: string;
}

/** What became of one object of a compose project, and of all of them. */
export type ProjectResultParent = OnHost<ProjectItem>;
export interface ProjectPayloadParent {
  project: ProjectParent | null;
  results: readonly ProjectResultParent[];
  changed: boolean;
  auditId: string;
}

/** What came of running a container. */
export interface RunPayloadParent extends CreatePayloadParent {
  pulled: boolean;
  exitCode: number | null;
  output: { stdout: string; stderr: string; truncated: boolean } | null;
}

/** What a command in a container came to. */
export interface ExecPayloadParent extends ContainerPayloadParent {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  truncated: boolean;
  stdoutTruncated: boolean;
  stderrTruncated: boolean;
  timedOut: boolean;
  running: boolean;
}

/** What an action on a token came to. */
export interface TokenPayloadParent {
  token: TokenInfo;
  changed: boolean;
  auditId: string;
}

/** The same with the new token's secret. */
export interface CreateTokenPayloadParent extends TokenPayloadParent {
  secret: string;
}

/** A line of a container's log. */
export interface LogLineParent extends OnHost<Container> {
  line: LogLine;
}

/** Keys and values as the schema lists them, by key. */
export function labelList(labels: Labels): { key: string; value: string }[] {
  return Object.entries(labels)
    .map(([key, value]) => ({ key, value }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** One label's value; null where there is none of that key (a key such as "constructor" is none). */
export function labelValue(labels: Labels, key: string): string | null {
  return Object.hasOwn(labels, key) ? (labels[key] ?? null) : null;
}

/** The first 12 digits of an id, without the digest's name, as the Docker CLI shows it. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/**
 * The id of an object that is good for `node`: its type and what finds it, not meant to be read by clients. Parts are joined by a slash, which is in no
 * host's name; the last part may hold any text.
 */
export function globalId(type: string, ...parts: readonly string[]): string {
  return Buffer.from([type, ...parts].join('/')).toString('base64url');
}

/** What `globalId` was made from; null for anything it cannot have made. The key of what is on no host is in `host`'s place. */
export function readGlobalId(id: string): { type: string; rest: string } | null {
  const text = Buffer.from(id, 'base64url').toString();
  const cut = text.indexOf('/');
  if (cut < 1 || Buffer.from(text).toString('base64url') !== id) return null;
  return { type: text.slice(0, cut), rest: text.slice(cut + 1) };
}

/** Objects with the host they are on, by name. */
export function byName<T extends { name: string }>(host: HostView, items: readonly T[]): OnHost<T>[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1)).map((it) => ({ host, it }));
}
