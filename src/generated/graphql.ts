import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { HostParent, ContainerParent, ImageParent, NetworkParent, VolumeParent, ProjectParent, MountParent, AttachmentParent, DiskUsageParent, ImageDiskUsageParent, ContainerDiskUsageParent, VolumeDiskUsageParent, IpamPoolParent, ContainerPathParent, CancelPayloadParent, AuditConnectionParent, LogLineParent, CreatePayloadParent, RunPayloadParent, ExecPayloadParent, CreateTokenPayloadParent, TokenPayloadParent, BulkPayloadParent, BulkResultParent, RecreatePayloadParent, UpdatePayloadParent, WaitPayloadParent, CommitPayloadParent, CreateNetworkPayloadParent, NetworkPayloadParent, AttachmentPayloadParent, VolumePayloadParent, ImagePayloadParent, RemoveImagePayloadParent, PullPayloadParent, PushPayloadParent, LoginPayloadParent, PrunePayloadParent, SystemPrunePayloadParent, ProjectPayloadParent, ProjectResultParent, ContainerPayloadParent } from '../graphql/map.ts';
import type { HealthCheck as HealthCheckParent, Resources as ResourcesParent, EngineComponent as EngineComponentParent } from '../engine/model.ts';
import type { AuditEntry } from '../audit/log.ts';
import type { OperationState, ProgressMessage } from '../actions/operations/operation.ts';
import type { MemberSample } from '../view/stream-stats.ts';
import type { MemberLines } from '../view/stream-logs.ts';
import type { SelectedChange } from '../view/stream-changes.ts';
import type { HostEvent } from '../view/stream-events.ts';
import type { TokenInfo } from '../access/token.ts';
import type { Caller } from '../access/caller.ts';
import type { UpdateCheck as UpdateCheckParent } from '../view/update-check.ts';
import type { PrunedKind } from '../actions/system-prune.ts';
import type { GraphqlContext } from '../graphql/context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A whole number of bytes from 0 to 9007199254740991 (2^53 - 1), as a JSON number. */
  Bytes: { input: number; output: number; }
  /** A moment, as RFC 3339 text: `2026-11-24T06:40:00.123456789Z`. Nanoseconds are kept where the engine gives them. In arguments any offset is understood. */
  DateTime: { input: string; output: string; }
  /** A length of time, as ISO 8601 text: `PT1H30M`. In arguments also as Docker writes it: `10s`, `1h30m`, `500ms`, `30d`. Never negative. */
  Duration: { input: number; output: number; }
};

/** Limits to what can be reached; all that are given must hold. What is out of reach does not exist for the caller. */
export type AccessScope = {
  readonly __typename?: 'AccessScope';
  /** Names of hosts, `*` for any characters; null: every host. */
  readonly hosts?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** References of images, `*` for any characters; null: whatever the image. */
  readonly images?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** A label selector such as `team=web,env!=prod`; null: whatever the labels. */
  readonly labels?: Maybe<Scalars['String']['output']>;
  /** Its name in the policy; null for limits that a token has of its own. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Names of containers, networks and volumes, `*` for any characters; null: whatever the name. */
  readonly names?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Limits to what a new token can reach: at least one. All that are given must hold, and those of its maker as well. */
export type AccessScopeInput = {
  /** Names of hosts, `*` for any characters. */
  readonly hosts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** References of images with or without a tag, `*` for any characters. */
  readonly images?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** A label selector: `key`, `key=value` and `key!=value`, separated by commas. What the holder makes is born with the labels it asks for. */
  readonly labels?: InputMaybe<Scalars['String']['input']>;
  /** Names of containers, networks and volumes, `*` for any characters. */
  readonly names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Who made the attempt. */
export type Actor = {
  readonly __typename?: 'Actor';
  /** How they proved who they are: `bearer`, `oidc`, `mtls`, `socket` (they could open it) or `none`. */
  readonly authMethod: Scalars['String']['output'];
  /** The token's id, `oidc:<provider>:<subject>`, or `socket:<name>`; otherwise the type. */
  readonly id: Scalars['String']['output'];
  /** The token's name, or the person's, pipeline's or socket's. */
  readonly name: Scalars['String']['output'];
  /** The token's id, where there was one. */
  readonly tokenId?: Maybe<Scalars['String']['output']>;
  /** `token`, `person`, `pipeline`, `socket`, `local` (the command line on the machine), `system` or `anonymous`; of external changes `unknown` or `engine`. */
  readonly type: Scalars['String']['output'];
};

/** Why an attempt failed. */
export type AuditError = {
  readonly __typename?: 'AuditError';
  /** A code of the error catalogue. */
  readonly code: Scalars['String']['output'];
  /** The message the caller got. */
  readonly message: Scalars['String']['output'];
};

/** One action: its intent and, once there, its outcome. */
export type AuditEvent = Node & {
  readonly __typename?: 'AuditEvent';
  /** For example `container.stop`. */
  readonly action: Scalars['String']['output'];
  /** Who. */
  readonly actor: Actor;
  /** The target's state after. */
  readonly after?: Maybe<ObjectState>;
  /** When the intent was made. */
  readonly at: Scalars['DateTime']['output'];
  /** The id that joins intent, outcome, log lines and error messages. */
  readonly auditId: Scalars['String']['output'];
  /** The target's state before. */
  readonly before?: Maybe<ObjectState>;
  /**
   * Whether the admin token of the first start was used although there was another admin: that one is kept for when nothing else helps, and its use is
   * worth a look.
   */
  readonly breakGlass: Scalars['Boolean']['output'];
  /** Whether it was allowed, and by which rule. */
  readonly decision: Decision;
  /** Milliseconds from the attempt's begin to its outcome. */
  readonly durationMs?: Maybe<Scalars['Float']['output']>;
  /** The engine's HTTP status, where it answered. */
  readonly engineStatus?: Maybe<Scalars['Int']['output']>;
  /** What went wrong, where something did. */
  readonly error?: Maybe<AuditError>;
  /** When the outcome was known. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** SHA-256 of the latest stage, chained to all before it; hexadecimal. */
  readonly hash: Scalars['String']['output'];
  /** On which host; null for what concerns none. */
  readonly host?: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whose doing it was. */
  readonly origin: AuditOrigin;
  /** Number of the outcome in the log; null while pending. */
  readonly outcomeSeq?: Maybe<Scalars['Int']['output']>;
  /** With which parameters; secrets are replaced by a keyed hash. */
  readonly params: ReadonlyArray<Label>;
  /** The event this one is part of. */
  readonly parent?: Maybe<AuditEvent>;
  /** Why, in the caller's words. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** What became of it. */
  readonly result: AuditResult;
  /** Number of the intent in the log: dense, from 1. */
  readonly seq: Scalars['Int']['output'];
  /** From where. */
  readonly source: AuditSource;
  /** To what; null for what has no target. */
  readonly target?: Maybe<AuditTarget>;
};

/** A page of the audit log. */
export type AuditEventConnection = {
  readonly __typename?: 'AuditEventConnection';
  /** The events with their cursors. */
  readonly edges: ReadonlyArray<AuditEventEdge>;
  /** The events. */
  readonly nodes: ReadonlyArray<AuditEvent>;
  /** Whether there is more, and where. */
  readonly pageInfo: PageInfo;
  /** How many match: exact up to 10,000, which is also what is given when there are more. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An event and its place. */
export type AuditEventEdge = {
  readonly __typename?: 'AuditEventEdge';
  /** Opaque; give it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly node: AuditEvent;
};

/** Which events. All that is given must hold. */
export type AuditFilter = {
  /** Actions, for example `container.stop` or `container.*`. */
  readonly action?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Name or id of the actor. */
  readonly actor?: InputMaybe<Scalars['String']['input']>;
  /** Later than this. */
  readonly after?: InputMaybe<Scalars['DateTime']['input']>;
  /** Earlier than this. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** The host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** The image of the target, as the container was created from it. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** A label the target had. */
  readonly label?: InputMaybe<LabelSelector>;
  /** Whose doing it was. */
  readonly origin?: InputMaybe<ReadonlyArray<AuditOrigin>>;
  /** What became of it. */
  readonly result?: InputMaybe<ReadonlyArray<AuditResult>>;
  /** Name, full id, or id prefix (4 hexadecimal digits or more) of the target. */
  readonly target?: InputMaybe<Scalars['String']['input']>;
  /** Kinds of target, for example `container`. */
  readonly targetType?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Text in the reason, the target's name or the parameters, whatever its case. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** Actions that have in common what they were grouped by. What they were not grouped by is null, and so is what they had none of. */
export type AuditGroup = {
  readonly __typename?: 'AuditGroup';
  /** The action. */
  readonly action?: Maybe<Scalars['String']['output']>;
  /** The actor's name. */
  readonly actor?: Maybe<Scalars['String']['output']>;
  /** The actor's id. */
  readonly actorId?: Maybe<Scalars['String']['output']>;
  /** How many actions, 1 or more. */
  readonly count: Scalars['Int']['output'];
  /** The day in UTC, for example `2026-11-24`. */
  readonly day?: Maybe<Scalars['String']['output']>;
  /** When the earliest of them was begun. */
  readonly firstAt: Scalars['DateTime']['output'];
  /** The host. */
  readonly host?: Maybe<Scalars['String']['output']>;
  /** When the latest of them was begun. */
  readonly lastAt: Scalars['DateTime']['output'];
  /** Whose doing it was. */
  readonly origin?: Maybe<AuditOrigin>;
  /** The result. */
  readonly result?: Maybe<AuditResult>;
  /** How many have which result, the most frequent first. */
  readonly results: ReadonlyArray<AuditResultCount>;
  /** The target's name; its id where it had no name. */
  readonly target?: Maybe<Scalars['String']['output']>;
  /** The target's type, for example `container`. */
  readonly targetType?: Maybe<Scalars['String']['output']>;
};

/** What actions are put together by. */
export type AuditGrouping =
  /** The action, for example `container.stop`. */
  | 'action'
  /** Who: the actor's id and name. */
  | 'actor'
  /** The day on which it was begun, in UTC. */
  | 'day'
  /** The host. */
  | 'host'
  /** Whose doing it was. */
  | 'origin'
  /** What became of it. */
  | 'result'
  /** The target's type and name; its id where it had no name. */
  | 'target';

/** In which order. */
export type AuditOrder =
  /** Newest first. */
  | 'newest'
  /** Oldest first. */
  | 'oldest';

/** Whose doing it was. */
export type AuditOrigin =
  /** Done behind its back, seen in the engine's events. */
  | 'external'
  /** Done through Wharfinger. */
  | 'own'
  /** Completed when Wharfinger started again after a crash. */
  | 'recovered';

/** What became of an attempt. */
export type AuditResult =
  /** Called off by the caller before it ended. */
  | 'cancelled'
  /** Refused: the caller may not do this. */
  | 'denied'
  /** The engine, or Wharfinger, said no after it was asked. */
  | 'failure'
  /** It was so already: nothing was changed. */
  | 'noop'
  /** Nothing was sent to the engine: no such target, a wrong input, or no engine. */
  | 'not_executed'
  /** The intent is stored, the outcome not yet. */
  | 'pending'
  /** Done. */
  | 'success'
  /** No answer in time; whether it took effect is not known. */
  | 'timeout'
  /** The connection broke, or Wharfinger stopped, before the answer; whether it took effect is not known. */
  | 'unknown';

/** How many actions of a group have one result. */
export type AuditResultCount = {
  readonly __typename?: 'AuditResultCount';
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** The result. */
  readonly result: AuditResult;
};

/** Where an attempt came from. */
export type AuditSource = {
  readonly __typename?: 'AuditSource';
  /** The peer's IP address; null for the command line. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** What else the client claimed, for example `x-forwarded-for`. Nothing is decided on it. */
  readonly claimed: ReadonlyArray<Label>;
  /** The peer's port. */
  readonly port?: Maybe<Scalars['Int']['output']>;
  /** The request's id, which is in the program's log as well. */
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** How it came in. */
  readonly transport: Transport;
  /** The client's own description of itself: a claim, not a fact. */
  readonly userAgent?: Maybe<Scalars['String']['output']>;
};

/** Actions counted in groups. */
export type AuditSummary = {
  readonly __typename?: 'AuditSummary';
  /** In how many groups they are, of which the largest are given. */
  readonly groupCount: Scalars['Int']['output'];
  /** The largest groups; equally large ones in the order of what they were grouped by. */
  readonly groups: ReadonlyArray<AuditGroup>;
  /** How many actions match, exactly. */
  readonly total: Scalars['Int']['output'];
};

/** What an attempt was aimed at. */
export type AuditTarget = {
  readonly __typename?: 'AuditTarget';
  /** The full id; null where nothing was found under the name. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** The image a container was made from. */
  readonly image?: Maybe<Scalars['String']['output']>;
  /** Labels it had. */
  readonly labels: ReadonlyArray<Label>;
  /** The name, or what the caller wrote where nothing was found. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** `container`, `image`, `network`, `volume`, `project`, `token`, `host` or `audit`. */
  readonly type: Scalars['String']['output'];
};

/** One record of the build cache. */
export type BuildCacheRecord = {
  readonly __typename?: 'BuildCacheRecord';
  /** Its id in the build cache. */
  readonly cacheId: Scalars['String']['output'];
  /** When it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What made it. */
  readonly description: Scalars['String']['output'];
  /** Whether a build uses it now. */
  readonly inUse: Scalars['Boolean']['output'];
  /** When a build last used it. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is shared with other records or images. */
  readonly shared: Scalars['Boolean']['output'];
  /** What it takes up. */
  readonly size: Scalars['Bytes']['output'];
  /** For example `regular`, `source.local`. */
  readonly type: Scalars['String']['output'];
  /** How often builds used it. */
  readonly usageCount: Scalars['Int']['output'];
};

/** What became of one of many containers. */
export type BulkContainerResult = {
  readonly __typename?: 'BulkContainerResult';
  /** What the audit log says about this one, beneath the event of the whole. Null in a dry run, and where nothing could be written. */
  readonly auditEvent?: Maybe<AuditEvent>;
  /** Whether something was changed; in a dry run whether something would be, as far as its state tells. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now; as it last was, where it is gone. */
  readonly container: Container;
  /** Why it failed; null where it did not. */
  readonly error?: Maybe<BulkError>;
};

/** What came of an action on many containers. Where some failed the answer has no error: look at `failedCount`. */
export type BulkContainersPayload = {
  readonly __typename?: 'BulkContainersPayload';
  /** What the audit log says about the whole. Its target is the host; the events of the containers have it as their `parent`. */
  readonly auditEvent: AuditEvent;
  /** Whether anything was changed. False in a dry run, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** How many were changed; in a dry run, would be. */
  readonly changedCount: Scalars['Int']['output'];
  /** How many failed. */
  readonly failedCount: Scalars['Int']['output'];
  /** How many were found. */
  readonly matchedCount: Scalars['Int']['output'];
  /** The operation: how far it has come, and how it ended. */
  readonly operation: Operation;
  /** Each container that was found, by name. */
  readonly results: ReadonlyArray<BulkContainerResult>;
};

/** Why an action on one of many containers failed. */
export type BulkError = {
  readonly __typename?: 'BulkError';
  /** Under which it is on record; null where it is not. */
  readonly auditId?: Maybe<Scalars['String']['output']>;
  /** The code, as in the `extensions` of an error. */
  readonly code: Scalars['String']['output'];
  /** What went wrong. */
  readonly message: Scalars['String']['output'];
};

/** Which operation to cancel. */
export type CancelOperationInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What came of cancelling an operation. */
export type CancelOperationPayload = {
  readonly __typename?: 'CancelOperationPayload';
  /** What the audit log says about the cancelling. */
  readonly auditEvent: AuditEvent;
  /** False where it had ended before. */
  readonly changed: Scalars['Boolean']['output'];
  /** The operation as it is now. It ends a moment later where it cannot stop at once, and it may still succeed. */
  readonly operation: Operation;
};

/** What happened to an object, as a subscription sees it. */
export type ChangeKind =
  /** It has come, or has begun to match the filter. */
  | 'added'
  /** It is gone, or no longer matches the filter. */
  | 'removed'
  /** Something about it is different. */
  | 'updated';

/** Which credentials to check with which registry. They are neither recorded nor logged. */
export type CheckRegistryLoginInput = {
  /** The host whose engine asks it. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** A refresh token that the registry has given; in place of name and password. */
  readonly identityToken?: InputMaybe<Scalars['String']['input']>;
  /** The password, or an access token in its place. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Host and port of the registry; Docker Hub when left out. */
  readonly registry?: InputMaybe<Scalars['String']['input']>;
  /** The user's name. Not together with `identityToken`. */
  readonly username?: InputMaybe<Scalars['String']['input']>;
};

/** What came of checking credentials. */
export type CheckRegistryLoginPayload = {
  readonly __typename?: 'CheckRegistryLoginPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False: nothing is kept. */
  readonly changed: Scalars['Boolean']['output'];
  /** What it said, in the engine's words. */
  readonly message: Scalars['String']['output'];
  /** The registry that took them, as host and port. */
  readonly registry: Scalars['String']['output'];
};

/**
 * Of which container to make an image, and which. The image gets the container's file system without its volumes, its settings, its environment and **all of its
 * labels**: those of a compose project too, so that what is later made of the image seems to be part of that project. Labels are therefore no proof of where
 * something comes from; overwrite them with a change such as `LABEL com.docker.compose.project=""`.
 */
export type CommitContainerInput = {
  /** Who made it: at most 2000 characters. */
  readonly author?: InputMaybe<Scalars['String']['input']>;
  /**
   * Changes as instructions of a Dockerfile, a line each: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, USER, VOLUME or WORKDIR with its value.
   * The audit log keeps which instructions they were, not their values.
   */
  readonly changes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is: at most 2000 characters. */
  readonly message?: InputMaybe<Scalars['String']['input']>;
  /** Freeze the container while its files are read. */
  readonly pause?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** The image's name without a tag: `app`, `team/app`, `registry:5000/team/app`. An image without a name when left out. */
  readonly repository?: InputMaybe<Scalars['String']['input']>;
  /** The tag; `latest` when left out. It is taken from the image that has it now. */
  readonly tag?: InputMaybe<Scalars['String']['input']>;
};

/** What came of making an image of a container. */
export type CommitContainerPayload = {
  readonly __typename?: 'CommitContainerPayload';
  /** What the audit log says about it. Its target is the container; the image's id is in `after`. */
  readonly auditEvent: AuditEvent;
  /** True: the image was made by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
  /** The new image. */
  readonly image: Image;
};

/** Which container to connect to which network, and how. */
export type ConnectNetworkInput = {
  /** Further names under which the others on the network find it. */
  readonly aliases?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The container: name, full id, or an id prefix that only one container has. */
  readonly container: Scalars['String']['input'];
  /** Options for the network's driver. The audit log has their keys only. */
  readonly driverOptions?: InputMaybe<ReadonlyArray<KeyValueInput>>;
  /** Of several networks that could be its default gateway, the one with the highest is. Needs an engine with API 1.48 or newer. */
  readonly gatewayPriority?: InputMaybe<Scalars['Int']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Its IPv4 address there; needs a network whose subnet was given. */
  readonly ip?: InputMaybe<Scalars['String']['input']>;
  /** Its IPv6 address there; needs a network whose subnet was given. */
  readonly ip6?: InputMaybe<Scalars['String']['input']>;
  /** Link-local addresses, IPv4 or IPv6. */
  readonly linkLocalIps?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Containers it finds under another name there: `container` or `container:alias`. */
  readonly links?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The network: name, full id, or an id prefix that only one network has. */
  readonly network: Scalars['String']['input'];
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What came of connecting a container to a network. */
export type ConnectNetworkPayload = {
  readonly __typename?: 'ConnectNetworkPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it is connected by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
  /** The network as it is now. */
  readonly network: Network;
};

/** A container. Permission: `container.read`. */
export type Container = Node & {
  readonly __typename?: 'Container';
  /** That program's arguments. */
  readonly args: ReadonlyArray<Scalars['String']['output']>;
  /** What is on record about this container, newest first. Permission: `audit.read`. */
  readonly audit?: Maybe<AuditEventConnection>;
  /** Whether it is removed once it has ended. */
  readonly autoRemove: Scalars['Boolean']['output'];
  /** Kernel capabilities given beyond the default. */
  readonly capAdd: ReadonlyArray<Scalars['String']['output']>;
  /** Kernel capabilities taken away. */
  readonly capDrop: ReadonlyArray<Scalars['String']['output']>;
  /** The control group above its own; empty for the engine's default. */
  readonly cgroupParent: Scalars['String']['output'];
  /** How its file system differs from its image, as `docker diff`. Permission: `container.changes`; the read is on record before it is answered. */
  readonly changes?: Maybe<ReadonlyArray<FileChange>>;
  /** What it was told to run: arguments of the entrypoint where there is one. */
  readonly command: ReadonlyArray<Scalars['String']['output']>;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Devices of the machine it may use. */
  readonly devices: ReadonlyArray<Device>;
  /** Its name servers; empty for the engine's. */
  readonly dns: ReadonlyArray<Scalars['String']['output']>;
  /** Its resolver options. */
  readonly dnsOptions: ReadonlyArray<Scalars['String']['output']>;
  /** Its search domains. */
  readonly dnsSearch: ReadonlyArray<Scalars['String']['output']>;
  /** The engine's id: 64 hexadecimal digits. */
  readonly dockerId: Scalars['String']['output'];
  /** Its domain name; empty where it has none. */
  readonly domainname: Scalars['String']['output'];
  /** The program in front of the command. */
  readonly entrypoint: ReadonlyArray<Scalars['String']['output']>;
  /** Its environment. Permission: `container.env`; the read is on record before it is answered. Null with an error where it is refused. */
  readonly env?: Maybe<ReadonlyArray<EnvironmentVariable>>;
  /** The engine's own words on why the last start failed. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Exit code of the last run; null before the first one has ended. */
  readonly exitCode?: Maybe<Scalars['Int']['output']>;
  /** Ports it says it listens on. */
  readonly exposedPorts: ReadonlyArray<ExposedPort>;
  /** Lines for its hosts file, as `name:address`. */
  readonly extraHosts: ReadonlyArray<Scalars['String']['output']>;
  /**
   * A path in its file system, whether it runs or not; of its volumes only while they are mounted. Permission: `container.files.read`; the read is on record
   * before it is answered, and each of `entries` and `text` below is a read of its own. NOT_FOUND where there is nothing, BAD_INPUT for a path that is
   * not absolute. Whole files and directories are had over REST.
   */
  readonly files?: Maybe<ContainerPath>;
  /** When it last ended; null: never. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Groups its user has besides its own. */
  readonly groupAdd: ReadonlyArray<Scalars['String']['output']>;
  /** What its health check says; null where there is none. */
  readonly health?: Maybe<Health>;
  /** How its health is checked; null where it is not. */
  readonly healthCheck?: Maybe<HealthCheck>;
  /** Where it is. */
  readonly host: Host;
  /** Its host name. */
  readonly hostname: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The image it was made from; null when that has been deleted since. Permission: `image.read`. */
  readonly image?: Maybe<Image>;
  /** Id of the image it was made from, also when that has been deleted. */
  readonly imageId: Scalars['String']['output'];
  /** The image as it was written when the container was made. */
  readonly imageRef: Scalars['String']['output'];
  /** Whether an init process reaps its orphans. */
  readonly init: Scalars['Boolean']['output'];
  /** Whose interprocess communication it sees: `private`, `shareable`, `host`, or `container:` and an id. */
  readonly ipcMode: Scalars['String']['output'];
  /** The value of one label; null where it has none of that key. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Its labels, by key. */
  readonly labels: ReadonlyArray<Label>;
  /** The latest recorded action on this container; null when there was none. Permission: `audit.read`. */
  readonly lastAction?: Maybe<AuditEvent>;
  /** What its output goes to, for example `json-file`. */
  readonly logDriver: Scalars['String']['output'];
  /** Options of the log driver. */
  readonly logOptions: ReadonlyArray<Label>;
  /**
   * The newest lines of its log, oldest first. `match` and `matchRegex` choose among the `tail` lines read. Null with an error where they cannot be read:
   * permission `container.logs`, and each reading is recorded in the audit log first.
   */
  readonly logs?: Maybe<ReadonlyArray<LogLine>>;
  /** What is mounted into it. */
  readonly mounts: ReadonlyArray<Mount>;
  /** Its name, without the slash. */
  readonly name: Scalars['String']['output'];
  /** Its name, and those by which links of other containers reach it: `web/db` for the link `db` of `web`. All without the leading slash; any can be its `ref`. */
  readonly names: ReadonlyArray<Scalars['String']['output']>;
  /** `default`, `bridge`, `host`, `none`, a network's name, or `container:` and an id. */
  readonly networkMode: Scalars['String']['output'];
  /** The networks it is attached to, by name. */
  readonly networks: ReadonlyArray<NetworkAttachment>;
  /** Whether the last run was ended by the out-of-memory killer. */
  readonly oomKilled: Scalars['Boolean']['output'];
  /** Whether its standard input stays open. */
  readonly openStdin: Scalars['Boolean']['output'];
  /** The program it runs, after entrypoint and command were joined. */
  readonly path: Scalars['String']['output'];
  /** Process id of its process 1 on the machine; null while it does not run. */
  readonly pid?: Maybe<Scalars['Int']['output']>;
  /** Whose processes it sees: empty for its own, `host`, or `container:` and an id. */
  readonly pidMode: Scalars['String']['output'];
  /** For example `linux`. */
  readonly platform: Scalars['String']['output'];
  /** Ports in use now: published and merely exposed ones. */
  readonly ports: ReadonlyArray<Port>;
  /** Whether it has nearly all rights on the machine. */
  readonly privileged: Scalars['Boolean']['output'];
  /** What runs in it, as `docker top`. Permission: `container.processes`; the read is on record before it is answered. CONFLICT when it does not run. */
  readonly processes?: Maybe<ProcessList>;
  /** The compose project it is part of, by its labels; null where it is of none. */
  readonly project?: Maybe<Project>;
  /** Whether its root file system is read-only. */
  readonly readonlyRootfs: Scalars['Boolean']['output'];
  /** What it may use. */
  readonly resources: Resources;
  /** How often its restart policy has started it again. */
  readonly restartCount: Scalars['Int']['output'];
  /** When it is started again by itself. */
  readonly restartPolicy: RestartPolicy;
  /** The runtime that runs it, for example `runc`. */
  readonly runtime: Scalars['String']['output'];
  /** Security options, for example `no-new-privileges`. */
  readonly securityOpt: ReadonlyArray<Scalars['String']['output']>;
  /** The compose service it is an instance of; null where it is of none. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** The first 12 digits of it, as `docker ps` shows. */
  readonly shortId: Scalars['String']['output'];
  /** Bytes it has written and its image together. Asked of the engine when selected, together with `sizeRw`. */
  readonly sizeRootFs?: Maybe<Scalars['Bytes']['output']>;
  /** Bytes it has written. Asked of the engine when selected: slow for large containers. */
  readonly sizeRw?: Maybe<Scalars['Bytes']['output']>;
  /** When it was last started; null: never. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Which of the seven states it is in. */
  readonly state: ContainerState;
  /**
   * What it uses now: the last sample, waiting up to some two seconds for one where nobody watches yet. Null for a container that does not run, and null with
   * an error where it cannot be read. Permission: `container.stats`.
   */
  readonly stats?: Maybe<ContainerStats>;
  /** The state in words, as `docker ps` shows it: `Up 9 minutes (healthy)`. Computed now. */
  readonly status: Scalars['String']['output'];
  /** The signal that stops it; null for the engine's default, SIGTERM. */
  readonly stopSignal?: Maybe<Scalars['String']['output']>;
  /** Seconds between that signal and the kill; null for the engine's default, 10. */
  readonly stopTimeoutSeconds?: Maybe<Scalars['Int']['output']>;
  /** The storage driver of its root file system. */
  readonly storageDriver: Scalars['String']['output'];
  /** Kernel parameters set for it. */
  readonly sysctls: ReadonlyArray<Label>;
  /** File systems in memory mounted into it. */
  readonly tmpfs: ReadonlyArray<Tmpfs>;
  /** Whether it has a terminal. */
  readonly tty: Scalars['Boolean']['output'];
  /** Whether the registry has something newer than what it was made from, under the name it was made from. Permissions: `image.read` and `registry.read`. */
  readonly updateAvailable?: Maybe<UpdateCheck>;
  /** The user it runs as; empty for root or the image's. */
  readonly user: Scalars['String']['output'];
  /** Whose users it has: empty for the engine's setting, or `host`. */
  readonly usernsMode: Scalars['String']['output'];
  /** Whose host name it has: empty for its own, or `host`. */
  readonly utsMode: Scalars['String']['output'];
  /** The directory it starts in; empty for the root. */
  readonly workingDir: Scalars['String']['output'];
};


/** A container. Permission: `container.read`. */
export type ContainerAuditArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A container. Permission: `container.read`. */
export type ContainerFilesArgs = {
  follow?: InputMaybe<Scalars['Boolean']['input']>;
  path: Scalars['String']['input'];
};


/** A container. Permission: `container.read`. */
export type ContainerLabelArgs = {
  key: Scalars['String']['input'];
};


/** A container. Permission: `container.read`. */
export type ContainerLogsArgs = {
  details?: Scalars['Boolean']['input'];
  match?: InputMaybe<Scalars['String']['input']>;
  matchRegex?: InputMaybe<Scalars['String']['input']>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  stream?: InputMaybe<LogStream>;
  tail?: Scalars['Int']['input'];
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A container. Permission: `container.read`. */
export type ContainerProcessesArgs = {
  psArgs?: InputMaybe<Scalars['String']['input']>;
};

/** A container has changed. */
export type ContainerChange = {
  readonly __typename?: 'ContainerChange';
  /** The container as it is now, or as it last was when it is gone. */
  readonly container: Container;
  /** What happened. */
  readonly kind: ChangeKind;
  /** How many changes were joined with later ones of the same container since the last message, because this subscription was read too slowly. The last state of each container always comes. */
  readonly missed: Scalars['Int']['output'];
  /** Grows with every change of any container of the host since Wharfinger started. */
  readonly revision: Scalars['String']['output'];
};

/** A page of containers. */
export type ContainerConnection = {
  readonly __typename?: 'ContainerConnection';
  /** The containers with their cursors. */
  readonly edges: ReadonlyArray<ContainerEdge>;
  /** The containers. */
  readonly nodes: ReadonlyArray<Container>;
  /** Whether there is more, and where. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What one container takes up. */
export type ContainerDiskUsage = {
  readonly __typename?: 'ContainerDiskUsage';
  /** The container; null when it went in the meantime. */
  readonly container?: Maybe<Container>;
  /** Its id. */
  readonly dockerId: Scalars['String']['output'];
  /** What it has written and its image together. */
  readonly sizeRootFs: Scalars['Bytes']['output'];
  /** What it has written. */
  readonly sizeRw: Scalars['Bytes']['output'];
};

/** A container and its place. */
export type ContainerEdge = {
  readonly __typename?: 'ContainerEdge';
  /** Opaque; give it as `after` for what follows. Stays good when containers come and go. */
  readonly cursor: Scalars['String']['output'];
  /** The container. */
  readonly node: Container;
};

/** Which containers. All that is given must hold; of a list, one of its entries (labels: every one). Has everything that `docker ps --filter` has. */
export type ContainerFilter = {
  /** All of these hold. */
  readonly and?: InputMaybe<ReadonlyArray<ContainerFilter>>;
  /** Made before this container: a name, an id, or an unambiguous beginning of one. NOT_FOUND when there is none. */
  readonly before?: InputMaybe<Scalars['String']['input']>;
  /** Made after this moment. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this moment. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Has ended, and with one of these codes (`exited` of `docker ps`). */
  readonly exitCode?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Has one of these ports in use, published or merely exposed (`expose` of `docker ps`): none while it does not run. */
  readonly exposed?: InputMaybe<PortSelector>;
  /** Health; NONE finds those without a health check. */
  readonly health?: InputMaybe<ReadonlyArray<HealthStatus>>;
  /** A beginning of the id, or the whole: hexadecimal digits. */
  readonly idPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Made from this image, or from one built on it (`ancestor` of `docker ps`): a reference, an id, or a beginning of one. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** Has all of these labels. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  /** Its name, exactly; not one that a link gives it. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Part of its name, in exact case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Attached to this network: its name or id. */
  readonly network?: InputMaybe<Scalars['String']['input']>;
  /** This does not hold. */
  readonly not?: InputMaybe<ContainerFilter>;
  /** At least one of these holds. */
  readonly or?: InputMaybe<ReadonlyArray<ContainerFilter>>;
  /** Part of this compose project. */
  readonly project?: InputMaybe<Scalars['String']['input']>;
  /** Publishes one of these ports on the machine (`publish` of `docker ps`). */
  readonly published?: InputMaybe<PortSelector>;
  /** Publishes this port on the machine, whatever the protocol. */
  readonly publishedPort?: InputMaybe<Scalars['Int']['input']>;
  /** Made after this container: a name, an id, or an unambiguous beginning of one. NOT_FOUND when there is none. */
  readonly since?: InputMaybe<Scalars['String']['input']>;
  /** States, as `status` of `docker ps`. */
  readonly state?: InputMaybe<ReadonlyArray<ContainerState>>;
  /** Has this mounted: a volume's name, or a path in the container. */
  readonly volume?: InputMaybe<Scalars['String']['input']>;
};

/** What a container may use of its host. */
export type ContainerLimitsInput = {
  /** Its weight against others when the processors are busy: 2 to 262144, where 1024 is usual. */
  readonly cpuShares?: InputMaybe<Scalars['Int']['input']>;
  /** Processor cores, in decimals: 0.01 and more. */
  readonly cpus?: InputMaybe<Scalars['Float']['input']>;
  /** The processors it may run on: `0-2,7`. */
  readonly cpusetCpus?: InputMaybe<Scalars['String']['input']>;
  /** The memory nodes it may use: `0,1`. */
  readonly cpusetMems?: InputMaybe<Scalars['String']['input']>;
  /** Memory: at least 6 MiB. */
  readonly memory?: InputMaybe<Scalars['Bytes']['input']>;
  /** Memory it is pressed back to when the host has little: not more than `memory`. */
  readonly memoryReservation?: InputMaybe<Scalars['Bytes']['input']>;
  /** Memory and swap together: not less than `memory`; twice that when left out. */
  readonly memorySwap?: InputMaybe<Scalars['Bytes']['input']>;
  /** How many processes and threads it may have. */
  readonly pidsLimit?: InputMaybe<Scalars['Int']['input']>;
  /** The size of its `/dev/shm`; 64 MiB when left out. */
  readonly shmSize?: InputMaybe<Scalars['Bytes']['input']>;
  /** Limits of its processes. */
  readonly ulimits?: InputMaybe<ReadonlyArray<UlimitInput>>;
  /** Lets it use all the swap there is. Not together with `memorySwap`. */
  readonly unlimitedSwap?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How containers are sorted. Those that are equal in it are in the order of their ids. */
export type ContainerOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: ContainerOrderField;
};

/** What containers are sorted by. */
export type ContainerOrderField =
  /** When they were made. */
  | 'createdAt'
  /** Their names. */
  | 'name'
  /** When they were last started; those never started come before all others. */
  | 'startedAt'
  /** Their states, in the order CREATED, RUNNING, PAUSED, RESTARTING, REMOVING, EXITED, DEAD. */
  | 'state';

/** A path in a container. */
export type ContainerPath = {
  readonly __typename?: 'ContainerPath';
  /**
   * What is in the directory, by name. The engine has no listing, so the directory is read as an archive, with all that is beneath: that takes as long as it
   * is large, and ends after 10 s or 256 MiB, with what was found by then. BAD_INPUT where it is no directory.
   */
  readonly entries?: Maybe<DirectoryListing>;
  /** Of a symbolic link: the path in the container at which it ends, all links followed, whether or not there is anything. */
  readonly linkTarget?: Maybe<Scalars['String']['output']>;
  /** As `ls -l` writes it: `drwxr-xr-x`. */
  readonly mode: Scalars['String']['output'];
  /** When its content was changed last. */
  readonly modifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its last part; `/` for the root. */
  readonly name: Scalars['String']['output'];
  /** The path, absolute and plain; where a link was followed the one it led to. */
  readonly path: Scalars['String']['output'];
  /** Bytes; for what is no regular file, as its file system has it. */
  readonly size: Scalars['Bytes']['output'];
  /** The text of a small regular file. BAD_INPUT where it is no file, is larger, or is not UTF-8. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** What it is. */
  readonly type: FileType;
};


/** A path in a container. */
export type ContainerPathEntriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A path in a container. */
export type ContainerPathTextArgs = {
  maxBytes?: InputMaybe<Scalars['Int']['input']>;
};

/** The engine's seven states. */
export type ContainerState =
  /** Made, never started. */
  | 'created'
  /** Could not be removed wholly; can only be removed again. */
  | 'dead'
  /** Has ended. */
  | 'exited'
  /** Runs, with all its processes frozen. */
  | 'paused'
  /** Is being removed. */
  | 'removing'
  /** Has ended and waits to be started again by its restart policy. */
  | 'restarting'
  /** Runs. */
  | 'running';

/** What a container uses, in the numbers of `docker stats`. */
export type ContainerStats = {
  readonly __typename?: 'ContainerStats';
  /** Read from block devices since it started. */
  readonly blockRead: Scalars['Bytes']['output'];
  /** Written to block devices since it started. */
  readonly blockWrite: Scalars['Bytes']['output'];
  /** Whose numbers these are. */
  readonly container: Container;
  /** Processor time used since the sample before, where 100 is one core fully used. */
  readonly cpuPercent: Scalars['Float']['output'];
  /** The most it may use; the host's memory where no limit is set. */
  readonly memoryLimit: Scalars['Bytes']['output'];
  /** `memoryUsage` of `memoryLimit`, in percent. */
  readonly memoryPercent: Scalars['Float']['output'];
  /** Memory used, less the inactive pages of files. */
  readonly memoryUsage: Scalars['Bytes']['output'];
  /** How many samples of this container this subscription missed since the last one because it was read too slowly. 0 outside of subscriptions. */
  readonly missed: Scalars['Int']['output'];
  /** Received on all its networks since it started. */
  readonly networkRx: Scalars['Bytes']['output'];
  /** Sent on all its networks since it started. */
  readonly networkTx: Scalars['Bytes']['output'];
  /** Cores there are. */
  readonly onlineCpus: Scalars['Int']['output'];
  /** Processes and threads. */
  readonly pids: Scalars['Int']['output'];
  /** When the engine measured. */
  readonly readAt: Scalars['DateTime']['output'];
};

/**
 * What container to create. What Docker would refuse is BAD_INPUT with the path of the field, before the engine is asked. What would make the container
 * equal to its host takes the permission `container.host` beside `container.create`.
 */
export type CreateContainerInput = {
  /** Removes it, with its anonymous volumes, once it has ended. Not together with a restart policy. */
  readonly autoRemove?: InputMaybe<Scalars['Boolean']['input']>;
  /** Capabilities it gets beside the usual ones, such as `NET_ADMIN`, or `ALL`. Permission: `container.host`. */
  readonly capAdd?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Capabilities it loses, or `ALL`. */
  readonly capDrop?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The command and its arguments, one to an item, with no shell between; the image's own when left out. Recorded, unless a word looks like a secret. */
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Devices of the host. Permission: `container.host`. */
  readonly devices?: InputMaybe<ReadonlyArray<DeviceInput>>;
  /** IP addresses of its name servers; the host's when left out. */
  readonly dns?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What the command is given to; the image's own when left out, none when empty. */
  readonly entrypoint?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Its environment, added to the image's. Values are not recorded, names are. */
  readonly env?: InputMaybe<ReadonlyArray<PairInput>>;
  /** Ports to be exposed and not published, beside the image's. */
  readonly expose?: InputMaybe<ReadonlyArray<ExposedPortInput>>;
  /** Further lines of its `/etc/hosts`. */
  readonly extraHosts?: InputMaybe<ReadonlyArray<ExtraHostInput>>;
  /** Graphics processors of the host. Permission: `container.host`. */
  readonly gpus?: InputMaybe<GpuInput>;
  /** Further groups of its user, by name or id. */
  readonly groupAdd?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How its health is checked; what is left out is as in the image. */
  readonly healthCheck?: InputMaybe<HealthCheckInput>;
  /** The host it is to be on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Its host name, at most 63 characters; the beginning of its id when left out. */
  readonly hostname?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The image: a name with a tag (`latest` when left out) or a digest, or an id. */
  readonly image: Scalars['String']['input'];
  /** Whether a small init runs as its first process, which passes on signals and reaps what has ended. */
  readonly init?: InputMaybe<Scalars['Boolean']['input']>;
  /** `none`, `private`, `shareable`, `host` (permission `container.host`), or `container:` with the name or id of the container whose shared memory it is to see. */
  readonly ipcMode?: InputMaybe<Scalars['String']['input']>;
  /** Its labels, added to the image's. */
  readonly labels?: InputMaybe<ReadonlyArray<PairInput>>;
  /** What it may use of its host; without limit when left out. */
  readonly limits?: InputMaybe<ContainerLimitsInput>;
  /** How its output is kept; as the engine is set when left out. */
  readonly logging?: InputMaybe<LoggingInput>;
  /** Volumes, directories of the host and memory file systems. */
  readonly mounts?: InputMaybe<ReadonlyArray<MountInput>>;
  /** Its name: letters, digits, `_`, `.` and `-`, beginning with a letter or digit, 2 to 255 characters. The engine makes one up when left out. CONFLICT when it is taken. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /**
   * A network mode in place of networks: `bridge`, `none`, `host` (permission `container.host`), or `container:` with the name or id of the container
   * whose network it shares.
   */
  readonly networkMode?: InputMaybe<Scalars['String']['input']>;
  /** The networks it is attached to; the engine's default network when left out. Not together with `networkMode`. */
  readonly networks?: InputMaybe<ReadonlyArray<NetworkEndpointInput>>;
  /** Turns off the image's health check. */
  readonly noHealthCheck?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether its standard input stays open, also while nobody is attached. */
  readonly openStdin?: InputMaybe<Scalars['Boolean']['input']>;
  /** `host`, or `container:` with the name or id of the container whose processes it is to see. Permission for both: `container.host`. */
  readonly pidMode?: InputMaybe<Scalars['String']['input']>;
  /** Operating system and architecture of the image, such as `linux/arm64`; the engine's own when left out. */
  readonly platform?: InputMaybe<Scalars['String']['input']>;
  /** Ports to be published, at most 2000 in all. */
  readonly ports?: InputMaybe<ReadonlyArray<PublishedPortInput>>;
  /** Gives it everything its host has. Permission: `container.host`. */
  readonly privileged?: InputMaybe<Scalars['Boolean']['input']>;
  /** Publishes every exposed port, on any port of the host that is free. */
  readonly publishAll?: InputMaybe<Scalars['Boolean']['input']>;
  /** When the image is pulled first. What may pull takes the permission `image.pull` as well. */
  readonly pull?: PullPolicy;
  /** Whether its own file system can only be read. */
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Whether and when the engine starts it again; never when left out. */
  readonly restartPolicy?: InputMaybe<RestartPolicyInput>;
  /** Security options, such as `no-new-privileges`. Permission for all but that one: `container.host`. */
  readonly securityOpt?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The signal that asks it to stop, as a name or a number; the image's own, or SIGTERM, when left out. */
  readonly stopSignal?: InputMaybe<Scalars['String']['input']>;
  /** Seconds from that signal until it is killed: 0 to 86400, -1 for ever; 10 when left out. */
  readonly stopTimeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Memory file systems with options as `mount` takes them. */
  readonly tmpfs?: InputMaybe<ReadonlyArray<TmpfsInput>>;
  /** Whether it has a terminal. */
  readonly tty?: InputMaybe<Scalars['Boolean']['input']>;
  /** As whom it runs: a user name or id, with `:` and a group if need be; the image's own when left out. */
  readonly user?: InputMaybe<Scalars['String']['input']>;
  /** `host` turns off the engine's mapping of users. Permission: `container.host`. */
  readonly usernsMode?: InputMaybe<Scalars['String']['input']>;
  /** Containers whose mounts it takes over. */
  readonly volumesFrom?: InputMaybe<ReadonlyArray<VolumesFromInput>>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where it runs: an absolute path in the container; the image's own when left out. */
  readonly workingDir?: InputMaybe<Scalars['String']['input']>;
};

/** What came of creating a container. */
export type CreateContainerPayload = {
  readonly __typename?: 'CreateContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it was made by this. False while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container; null while it runs, when somebody has removed it already, and when the live copy lags behind. */
  readonly container?: Maybe<Container>;
  /** The engine's id of the new container: 64 hexadecimal digits; null while it runs. */
  readonly dockerId?: Maybe<Scalars['String']['output']>;
  /** The operation that it is or was. */
  readonly operation: Operation;
  /** Whether the image was pulled. False while it runs. */
  readonly pulled: Scalars['Boolean']['output'];
  /** What the engine thought worth saying, for example of a limit that the host's kernel does not have. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** The network to be made. */
export type CreateNetworkInput = {
  /** Lets containers outside of services be attached to a swarm network. */
  readonly attachable?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the network that holds its settings. */
  readonly configFrom?: InputMaybe<Scalars['String']['input']>;
  /** Makes it one that only holds settings for others. */
  readonly configOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** What makes it: `bridge`, `macvlan`, `ipvlan`, `overlay`, or a plugin. */
  readonly driver?: Scalars['String']['input'];
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Makes it the network that carries the swarm's published ports. */
  readonly ingress?: InputMaybe<Scalars['Boolean']['input']>;
  /** Cuts it off from the outside. */
  readonly internal?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its address ranges; the engine chooses one when left out. */
  readonly ipam?: InputMaybe<ReadonlyArray<IpamPoolInput>>;
  /** What gives out its addresses. */
  readonly ipamDriver?: Scalars['String']['input'];
  /** Options of what gives out its addresses. The audit log has their keys only. */
  readonly ipamOptions?: InputMaybe<ReadonlyArray<KeyValueInput>>;
  /** Whether it has IPv4; it has when left out. Needs an engine with API 1.48 or newer. */
  readonly ipv4?: InputMaybe<Scalars['Boolean']['input']>;
  /** Gives it IPv6; engines before 27 want an IPv6 range in `ipam` then. */
  readonly ipv6?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its labels. */
  readonly labels?: InputMaybe<ReadonlyArray<KeyValueInput>>;
  /** Its name: letters, digits, `_`, `.` and `-`, beginning with a letter or digit, at most 255 characters. CONFLICT when it is taken. */
  readonly name: Scalars['String']['input'];
  /** Options of its driver, for example `com.docker.network.bridge.name`. The audit log has their keys only. */
  readonly options?: InputMaybe<ReadonlyArray<KeyValueInput>>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** How far it reaches: `local`, `swarm` or `global`; the driver's own when left out. */
  readonly scope?: InputMaybe<Scalars['String']['input']>;
};

/** What came of making a network. */
export type CreateNetworkPayload = {
  readonly __typename?: 'CreateNetworkPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it was made by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The network as it is now. */
  readonly network: Network;
  /** What the engine had to say about it. */
  readonly warning?: Maybe<Scalars['String']['output']>;
};

/** What a new token may do, and for how long. */
export type CreateTokenInput = {
  /** IP addresses or CIDR blocks it may be used from, within those of whoever makes it; theirs when left out, from anywhere where they have none. */
  readonly addresses?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What it is for: at most 500 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** How long it is good for, for example `30d` or `PT12H`; when left out as `WHARFINGER_TOKEN_EXPIRY` says, which is without end unless it is set. */
  readonly expiresIn?: InputMaybe<Scalars['Duration']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Limits of its own to what it can reach, beside those of `scope` and of the caller. */
  readonly limits?: InputMaybe<AccessScopeInput>;
  /** A name to know it by: 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** Actions to grant beside the role's, for example `container.logs` for a viewer. */
  readonly permissions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** `viewer`, `operator`, `deployer`, `auditor`, `admin`, or a role of the policy. Never more than the caller's own permissions. Left out: `permissions` alone. */
  readonly role?: InputMaybe<Scalars['String']['input']>;
  /** The name of a scope of the policy, which limits what it can reach; it changes as the policy does. */
  readonly scope?: InputMaybe<Scalars['String']['input']>;
};

/** A new token. */
export type CreateTokenPayload = {
  readonly __typename?: 'CreateTokenPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it was made by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The credential itself: shown here and never again. */
  readonly secret: Scalars['String']['output'];
  /** The token. */
  readonly token: Token;
};

/** The volume to be made. */
export type CreateVolumeInput = {
  /** What keeps it: `local`, or a plugin. */
  readonly driver?: Scalars['String']['input'];
  /**
   * Options of its driver, for example `type`, `o` and `device` of the local one, which mounts whatever it is told. Takes the permission `container.host`
   * as well. The audit log has their keys only.
   */
  readonly driverOptions?: InputMaybe<ReadonlyArray<KeyValueInput>>;
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Its labels. */
  readonly labels?: InputMaybe<ReadonlyArray<KeyValueInput>>;
  /** Its name: letters, digits, `_`, `.` and `-`, beginning with a letter or digit, 2 to 255 characters; the engine makes one up when left out. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What came of making a volume. */
export type CreateVolumePayload = {
  readonly __typename?: 'CreateVolumePayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where there was one of that name, which stays as it is: its labels and options are not those given. */
  readonly changed: Scalars['Boolean']['output'];
  /** The volume as it is now. */
  readonly volume: Volume;
};

/** What was decided, and by which rule. */
export type Decision = {
  readonly __typename?: 'Decision';
  /** Whether it was allowed. */
  readonly allowed: Scalars['Boolean']['output'];
  /** Hash of the rules that were in force. */
  readonly policyHash: Scalars['String']['output'];
  /** The rule, for example `role:operator` or `default-deny`. */
  readonly rule: Scalars['String']['output'];
};

/** A device of the machine in a container. */
export type Device = {
  readonly __typename?: 'Device';
  /** What may be done with it: of `r`, `w` and `m` (make nodes). */
  readonly cgroupPermissions: Scalars['String']['output'];
  /** Its path in the container. */
  readonly pathInContainer: Scalars['String']['output'];
  /** Its path on the machine. */
  readonly pathOnHost: Scalars['String']['output'];
};

/** A device of the host. */
export type DeviceInput = {
  /** Its path in the container; the same when left out. */
  readonly containerPath?: InputMaybe<Scalars['String']['input']>;
  /** Its path on the host. */
  readonly hostPath: Scalars['String']['input'];
  /** What may be done with it: `r` read, `w` write, `m` make nodes; all when left out. */
  readonly permissions?: InputMaybe<Scalars['String']['input']>;
};

/** One name in a directory. */
export type DirectoryEntry = {
  readonly __typename?: 'DirectoryEntry';
  /** Whose group's it is, as a number. */
  readonly gid: Scalars['Int']['output'];
  /** Of a symbolic link: its text, as it was made. */
  readonly linkTarget?: Maybe<Scalars['String']['output']>;
  /** As `ls -l` writes it: `-rw-r--r--`. */
  readonly mode: Scalars['String']['output'];
  /** When its content was changed last, to the second. */
  readonly modifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The name, without a path. */
  readonly name: Scalars['String']['output'];
  /** Bytes of a regular file, 0 for everything else; null for one more name of a file that is elsewhere. */
  readonly size?: Maybe<Scalars['Bytes']['output']>;
  /** What it is. */
  readonly type: FileType;
  /** Whose it is, as a number. */
  readonly uid: Scalars['Int']['output'];
};

/** What is in a directory. */
export type DirectoryListing = {
  readonly __typename?: 'DirectoryListing';
  /** Files and directories, by name. */
  readonly nodes: ReadonlyArray<DirectoryEntry>;
  /** Whether there are more than were asked for, or than could be read in time. */
  readonly truncated: Scalars['Boolean']['output'];
};

/** Which container to disconnect from which network. */
export type DisconnectNetworkInput = {
  /** The container: name, full id, or an id prefix that only one container has. */
  readonly container: Scalars['String']['input'];
  /** Does so also where its end of the network cannot be taken down in good order. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The network: name, full id, or an id prefix that only one network has. */
  readonly network: Scalars['String']['input'];
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What came of disconnecting a container from a network. */
export type DisconnectNetworkPayload = {
  readonly __typename?: 'DisconnectNetworkPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it is disconnected by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
  /** The network as it is now. */
  readonly network: Network;
};

/** What takes up an engine's disk. */
export type DiskUsage = {
  readonly __typename?: 'DiskUsage';
  /** By record of the build cache. */
  readonly buildCache: ReadonlyArray<BuildCacheRecord>;
  /** By container. Permission: `container.read`. */
  readonly containers?: Maybe<ReadonlyArray<ContainerDiskUsage>>;
  /** By image. Permission: `image.read`. */
  readonly images?: Maybe<ReadonlyArray<ImageDiskUsage>>;
  /** All image layers together, each counted once. */
  readonly layersSize: Scalars['Bytes']['output'];
  /** By volume. Permission: `volume.read`. */
  readonly volumes?: Maybe<ReadonlyArray<VolumeDiskUsage>>;
};

/** A part of an engine. */
export type EngineComponent = {
  readonly __typename?: 'EngineComponent';
  /** What else it says of itself. */
  readonly details: ReadonlyArray<Label>;
  /** For example `containerd`. */
  readonly name: Scalars['String']['output'];
  /** Its version. */
  readonly version: Scalars['String']['output'];
};

/** One event of the engine, as `docker events` shows it. */
export type EngineEvent = {
  readonly __typename?: 'EngineEvent';
  /** What happened: `start`, `die`, `pull`, ... For `exec_create` and `exec_start` the command line follows after a colon, for `health_status` the state. */
  readonly action: Scalars['String']['output'];
  /** Id of the object; the name for volumes and images pulled by name. */
  readonly actorId: Scalars['String']['output'];
  /** What else the engine says, the object's labels among it (which overwrite other attributes of the same key). */
  readonly attributes: ReadonlyArray<Label>;
  /** The host it comes from. */
  readonly host: Scalars['String']['output'];
  /** How many events this subscription missed since the last one because it was read too slowly. Those that a filter would have left out are counted as well. */
  readonly missed: Scalars['Int']['output'];
  /** The object's name, where the engine gives one. An object's labels can overwrite it, so decide nothing on it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** `local`, or `swarm`. */
  readonly scope: Scalars['String']['output'];
  /** By the engine's clock, with nanoseconds. */
  readonly time: Scalars['DateTime']['output'];
  /** What it is about: `container`, `image`, `network`, `volume`, `daemon`, `plugin`, `builder` and others. */
  readonly type: Scalars['String']['output'];
};

/** What an engine runs, as `docker version` shows for the server. */
export type EngineVersion = {
  readonly __typename?: 'EngineVersion';
  /** The newest version of the Engine API it speaks, for example `1.41`. */
  readonly apiVersion: Scalars['String']['output'];
  /** For example `amd64`. */
  readonly arch: Scalars['String']['output'];
  /** When it was built. */
  readonly buildTime?: Maybe<Scalars['DateTime']['output']>;
  /** What it is made of: engine, containerd, runc, docker-init. */
  readonly components: ReadonlyArray<EngineComponent>;
  /** Whether experimental features are on. */
  readonly experimental: Scalars['Boolean']['output'];
  /** The commit it was built from. */
  readonly gitCommit: Scalars['String']['output'];
  /** The Go it was built with. */
  readonly goVersion: Scalars['String']['output'];
  /** The kernel it runs on. */
  readonly kernelVersion: Scalars['String']['output'];
  /** The oldest version of the Engine API it speaks. */
  readonly minApiVersion: Scalars['String']['output'];
  /** For example `linux`. */
  readonly os: Scalars['String']['output'];
  /** Who made the build, for example `Docker Engine - Community`. */
  readonly platformName?: Maybe<Scalars['String']['output']>;
  /** For example `20.10.24`. */
  readonly version: Scalars['String']['output'];
};

/** An environment variable. */
export type EnvironmentVariable = {
  readonly __typename?: 'EnvironmentVariable';
  /** Its name. */
  readonly key: Scalars['String']['output'];
  /** Its value; may be empty. */
  readonly value: Scalars['String']['output'];
};

/** A token for whoever came in with the signed token of a provider. */
export type ExchangeTokenInput = {
  /** How long it is good for, for example `10m`: at most an hour; a quarter of an hour when left out. */
  readonly expiresIn?: InputMaybe<Scalars['Duration']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Which command to run in which container, and how long to wait for it. */
export type ExecContainerInput = {
  /**
   * The program and its arguments, each by itself: no shell takes them apart. For a script: `["sh", "-c", "..."]`. 1 to 1024 arguments, 128 KiB in all.
   * The audit log has the command line, with what looks like a secret masked; a secret is better given in `env` or `stdin`, which are not put on record.
   */
  readonly command: ReadonlyArray<Scalars['String']['input']>;
  /** Start it and do not wait: there is no output and no exit code. Not together with `stdin`. */
  readonly detach?: InputMaybe<Scalars['Boolean']['input']>;
  /** Variables beside, or in place of, the container's own. At most 256, 128 KiB in all. */
  readonly env?: InputMaybe<ReadonlyArray<ExecVariableInput>>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /**
   * Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and runs nothing. 1 to 255 characters. Of many
   * large outputs the oldest are forgotten earlier; they are then marked as truncated.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How many bytes of each of the two outputs are kept, from the beginning: 1 to 8388608. What is beyond is read, counted and dropped. */
  readonly outputLimit?: InputMaybe<Scalars['Int']['input']>;
  /** Gives the command all capabilities and devices. Needs the permission `container.host` as well. */
  readonly privileged?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** What the command reads; its input ends behind it. When left out it reads nothing. */
  readonly stdin?: InputMaybe<Scalars['String']['input']>;
  /**
   * How long the command is waited for, in seconds: 1 to 3600. When it is over the answer has what was written until then. The command is **not** ended by
   * that, Docker has no way to: where it must end, let it end itself (`["timeout", "30", "..."]`).
   */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** A name or a number, and a group behind a colon where one is wanted (`app`, `1000:1000`); the container's own user when left out. */
  readonly user?: InputMaybe<Scalars['String']['input']>;
  /** An absolute path in the container; the container's own working directory when left out. */
  readonly workingDir?: InputMaybe<Scalars['String']['input']>;
};

/** What came of running a command in a container. A command that fails is no error: look at `exitCode`. */
export type ExecContainerPayload = {
  readonly __typename?: 'ExecContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** Always true: a command was run. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
  /**
   * The command's exit code: 126 where it could not be run, 127 where there is no such program (then `stdout` has the engine's message). Null where it
   * has not ended (`timedOut`, `detach`).
   */
  readonly exitCode?: Maybe<Scalars['Int']['output']>;
  /** Whether the command still ran when it was last looked at. With `detach` nobody looks: true. */
  readonly running: Scalars['Boolean']['output'];
  /** What the command wrote to its standard error, as UTF-8. */
  readonly stderr: Scalars['String']['output'];
  /** Standard error was larger than `outputLimit`; `stderr` has the beginning. */
  readonly stderrTruncated: Scalars['Boolean']['output'];
  /** What the command wrote to its standard output, as UTF-8; bytes that are none become U+FFFD. */
  readonly stdout: Scalars['String']['output'];
  /** Standard output was larger than `outputLimit`; `stdout` has the beginning. */
  readonly stdoutTruncated: Scalars['Boolean']['output'];
  /** The time was over before the command was; the record's result is then `TIMEOUT`. **The command was not ended**: see `running`. */
  readonly timedOut: Scalars['Boolean']['output'];
  /** True: `stdoutTruncated` or `stderrTruncated` is. */
  readonly truncated: Scalars['Boolean']['output'];
};

/** A variable of a command's environment. */
export type ExecVariableInput = {
  /** Its name: letters, digits, `_`, `.` and `-`, not beginning with a digit, at most 255 characters. Names go into the audit log. */
  readonly key: Scalars['String']['input'];
  /** Its value. Values are not put on record. */
  readonly value: Scalars['String']['input'];
};

/** A port that a container or image says it listens on. */
export type ExposedPort = {
  readonly __typename?: 'ExposedPort';
  /** The port. */
  readonly port: Scalars['Int']['output'];
  /** The protocol. */
  readonly protocol: PortProtocol;
};

/** A port, or a range, that the container listens on. */
export type ExposedPortInput = {
  /** The port, or the first of a range. */
  readonly port: Scalars['Int']['input'];
  /** The protocol. */
  readonly protocol?: InputMaybe<PortProtocol>;
  /** The last of the range; the same as `port` when left out. */
  readonly to?: InputMaybe<Scalars['Int']['input']>;
};

/** A line of `/etc/hosts`. */
export type ExtraHostInput = {
  /** The IP address it stands for; `host-gateway` for the host's own. */
  readonly address: Scalars['String']['input'];
  /** The name. */
  readonly hostname: Scalars['String']['input'];
};

/** A path that differs from the image. */
export type FileChange = {
  readonly __typename?: 'FileChange';
  /** How it differs. */
  readonly kind: FileChangeKind;
  /** The path in the container. */
  readonly path: Scalars['String']['output'];
};

/** How a path differs from the image. */
export type FileChangeKind =
  /** Not in the image. */
  | 'added'
  /** In the image, but no longer here. */
  | 'deleted'
  /** Changed, or something in it was. */
  | 'modified';

/** What a path is. */
export type FileType =
  /** A device that is read block by block. */
  | 'block-device'
  /** A device that is read byte by byte. */
  | 'char-device'
  /** A directory. */
  | 'directory'
  /** A named pipe. */
  | 'fifo'
  /** A regular file. */
  | 'file'
  /** A socket. */
  | 'socket'
  /** A symbolic link. */
  | 'symlink'
  /** Something else. */
  | 'unknown';

/** An image that a registry has found. */
export type FoundImage = {
  readonly __typename?: 'FoundImage';
  /** Whether it is built automatically. */
  readonly automated: Scalars['Boolean']['output'];
  /** What it says of itself. */
  readonly description: Scalars['String']['output'];
  /** Its name, without a tag. */
  readonly name: Scalars['String']['output'];
  /** Whether the registry vouches for it. */
  readonly official: Scalars['Boolean']['output'];
  /** How many have marked it. */
  readonly stars: Scalars['Int']['output'];
};

/** Graphics processors of the host: all of them when nothing is said. */
export type GpuInput = {
  /** How many; -1 for all. */
  readonly count?: InputMaybe<Scalars['Int']['input']>;
  /** Which ones, by the driver's ids. Not together with `count`. */
  readonly deviceIds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The driver; the engine's choice when left out. */
  readonly driver?: InputMaybe<Scalars['String']['input']>;
};

/** A container's health. */
export type Health = {
  readonly __typename?: 'Health';
  /** How often in a row it has failed. */
  readonly failingStreak: Scalars['Int']['output'];
  /** The latest probes, oldest first: at most five. */
  readonly log: ReadonlyArray<HealthProbe>;
  /** What the check says. */
  readonly status: HealthStatus;
};

/** How health is checked. */
export type HealthCheck = {
  readonly __typename?: 'HealthCheck';
  /** Between two probes; zero is the engine's default, 30 seconds. */
  readonly interval: Scalars['Duration']['output'];
  /** Failures in a row that make it unhealthy; zero is the engine's default, 3. */
  readonly retries: Scalars['Int']['output'];
  /** After a start, failures do not count for so long. */
  readonly startPeriod: Scalars['Duration']['output'];
  /** As Docker writes it: `CMD` or `CMD-SHELL` and the command, or `NONE`. */
  readonly test: ReadonlyArray<Scalars['String']['output']>;
  /** After which a probe has failed; zero is the engine's default, 30 seconds. */
  readonly timeout: Scalars['Duration']['output'];
};

/** How a container's health is checked: `command` or `shell`, not both. */
export type HealthCheckInput = {
  /** The command and its arguments, one to an item, with no shell between. Exit code 0 means healthy. */
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Time between two checks; 30 s when left out. */
  readonly interval?: InputMaybe<Scalars['Duration']['input']>;
  /** How many failures in a row make it unhealthy; 3 when left out. */
  readonly retries?: InputMaybe<Scalars['Int']['input']>;
  /** A command line for the container's shell. */
  readonly shell?: InputMaybe<Scalars['String']['input']>;
  /** How long after the start failures do not count; not at all when left out. */
  readonly startPeriod?: InputMaybe<Scalars['Duration']['input']>;
  /** How long a check may take; 30 s when left out. */
  readonly timeout?: InputMaybe<Scalars['Duration']['input']>;
};

/** One run of a health check. */
export type HealthProbe = {
  readonly __typename?: 'HealthProbe';
  /** When it ended. */
  readonly end?: Maybe<Scalars['DateTime']['output']>;
  /** 0 is healthy, 1 is not; -1: it took too long. */
  readonly exitCode: Scalars['Int']['output'];
  /** What it wrote, cut by the engine at 4096 bytes. */
  readonly output: Scalars['String']['output'];
  /** When it began. */
  readonly start?: Maybe<Scalars['DateTime']['output']>;
};

/** What a container's health check says. */
export type HealthStatus =
  /** The check succeeds. */
  | 'healthy'
  /** There is no health check, or it has been turned off. */
  | 'none'
  /** Not judged yet. */
  | 'starting'
  /** The check failed as often in a row as it may. */
  | 'unhealthy';

/** A Docker Engine. Permission: `host.read`. */
export type Host = Node & {
  readonly __typename?: 'Host';
  /** Its containers, newest first unless ordered otherwise. Permission: `container.read`. */
  readonly containers: ContainerConnection;
  /** What takes up its disk, as `docker system df -v`. Asked of the engine when selected: slow where there is much. */
  readonly diskUsage?: Maybe<DiskUsage>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Its images, newest first unless ordered otherwise. Permission: `image.read`. */
  readonly images: ImageConnection;
  /** What `docker info` shows, asked when selected, at most a second old; what was last known while the engine is away; null while it has never been reached. */
  readonly info?: Maybe<HostInfo>;
  /** When it was last heard; null if never. */
  readonly lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its short name here, for example `local`. */
  readonly name: Scalars['String']['output'];
  /** Its networks, by name unless ordered otherwise. Permission: `network.read`. */
  readonly networks: NetworkConnection;
  /** What is wrong, in one line, while it is not connected. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** Its compose projects, by name. Permission: `container.read`. */
  readonly projects: ProjectConnection;
  /** Whether Wharfinger is in touch with it. */
  readonly status: HostStatus;
  /** What it runs; null while it has never been reached. */
  readonly version?: Maybe<EngineVersion>;
  /** Its volumes, by name unless ordered otherwise. Permission: `volume.read`. */
  readonly volumes: VolumeConnection;
};


/** A Docker Engine. Permission: `host.read`. */
export type HostContainersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContainerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ContainerOrder>;
};


/** A Docker Engine. Permission: `host.read`. */
export type HostImagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ImageFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ImageOrder>;
};


/** A Docker Engine. Permission: `host.read`. */
export type HostNetworksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NetworkFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<NetworkOrder>;
};


/** A Docker Engine. Permission: `host.read`. */
export type HostProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A Docker Engine. Permission: `host.read`. */
export type HostVolumesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<VolumeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<VolumeOrder>;
};

/** What `docker info` shows. */
export type HostInfo = {
  readonly __typename?: 'HostInfo';
  /** As the kernel names it, for example `x86_64`. */
  readonly architecture: Scalars['String']['output'];
  /** Whether bridged IPv6 passes through ip6tables. */
  readonly bridgeNfIp6tables: Scalars['Boolean']['output'];
  /** Whether bridged IPv4 passes through iptables. */
  readonly bridgeNfIptables: Scalars['Boolean']['output'];
  /** `cgroupfs`, `systemd` or `none`. */
  readonly cgroupDriver: Scalars['String']['output'];
  /** `1` or `2`. */
  readonly cgroupVersion?: Maybe<Scalars['String']['output']>;
  /** containerd's commit or version. */
  readonly containerdVersion?: Maybe<Scalars['String']['output']>;
  /** How many containers there are, whatever their state. */
  readonly containers: Scalars['Int']['output'];
  /** How many are paused. */
  readonly containersPaused: Scalars['Int']['output'];
  /** How many run. */
  readonly containersRunning: Scalars['Int']['output'];
  /** How many have stopped or never been started. */
  readonly containersStopped: Scalars['Int']['output'];
  /** Whether the CPU quota's period can be set. */
  readonly cpuCfsPeriod: Scalars['Boolean']['output'];
  /** Whether a CPU quota can be set. */
  readonly cpuCfsQuota: Scalars['Boolean']['output'];
  /** Whether containers can be bound to CPUs. */
  readonly cpuSet: Scalars['Boolean']['output'];
  /** Whether CPU shares can be set. */
  readonly cpuShares: Scalars['Boolean']['output'];
  /** How many CPUs there are. */
  readonly cpus: Scalars['Int']['output'];
  /** Whether the engine runs in debug mode. */
  readonly debug: Scalars['Boolean']['output'];
  /** The runtime of containers that name none. */
  readonly defaultRuntime: Scalars['String']['output'];
  /** Where the engine keeps its data on the machine. */
  readonly dockerRootDir: Scalars['String']['output'];
  /** The engine's own id. */
  readonly engineId: Scalars['String']['output'];
  /** How many listen to the engine's events. */
  readonly eventListeners: Scalars['Int']['output'];
  /** Whether experimental features are on. */
  readonly experimental: Scalars['Boolean']['output'];
  /** File descriptors the engine has open; 0 unless in debug mode. */
  readonly fileDescriptors: Scalars['Int']['output'];
  /** The engine's goroutines; 0 unless in debug mode. */
  readonly goroutines: Scalars['Int']['output'];
  /** Proxy for HTTP; the engine hides credentials in it. */
  readonly httpProxy?: Maybe<Scalars['String']['output']>;
  /** Proxy for HTTPS; the engine hides credentials in it. */
  readonly httpsProxy?: Maybe<Scalars['String']['output']>;
  /** How many images there are, as the engine counts them. */
  readonly images: Scalars['Int']['output'];
  /** The registry for images that name none. */
  readonly indexServerAddress: Scalars['String']['output'];
  /** The program that runs as process 1 of containers with `init`. */
  readonly initBinary: Scalars['String']['output'];
  /** docker-init's commit or version. */
  readonly initVersion?: Maybe<Scalars['String']['output']>;
  /** Registries and address blocks that need no TLS. */
  readonly insecureRegistries: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the kernel forwards IPv4. */
  readonly ipv4Forwarding: Scalars['Boolean']['output'];
  /** Isolation on Windows; null elsewhere. */
  readonly isolation?: Maybe<Scalars['String']['output']>;
  /** The kernel. */
  readonly kernelVersion: Scalars['String']['output'];
  /** The engine's own labels, as `key=value`. */
  readonly labels: ReadonlyArray<Scalars['String']['output']>;
  /** Whether containers outlive a restart of the engine. */
  readonly liveRestore: Scalars['Boolean']['output'];
  /** The log driver of containers that name none. */
  readonly loggingDriver: Scalars['String']['output'];
  /** The machine's memory. */
  readonly memory: Scalars['Bytes']['output'];
  /** Whether memory can be limited. */
  readonly memoryLimit: Scalars['Boolean']['output'];
  /** The machine's host name. */
  readonly name: Scalars['String']['output'];
  /** What goes past the proxies. */
  readonly noProxy?: Maybe<Scalars['String']['output']>;
  /** Whether the out-of-memory killer can be turned off for a container. */
  readonly oomKillDisable: Scalars['Boolean']['output'];
  /** For example `Debian GNU/Linux 12 (bookworm)`. */
  readonly operatingSystem: Scalars['String']['output'];
  /** `linux` or `windows`. */
  readonly osType: Scalars['String']['output'];
  /** For example `12`. */
  readonly osVersion: Scalars['String']['output'];
  /** Whether the number of processes can be limited. */
  readonly pidsLimit: Scalars['Boolean']['output'];
  /** Plugins by kind. */
  readonly plugins: HostPlugins;
  /** The product's licence, where it has one. */
  readonly productLicense?: Maybe<Scalars['String']['output']>;
  /** Mirrors of that registry. */
  readonly registryMirrors: ReadonlyArray<Scalars['String']['output']>;
  /** runc's commit or version. */
  readonly runcVersion?: Maybe<Scalars['String']['output']>;
  /** The runtimes there are. */
  readonly runtimes: ReadonlyArray<Runtime>;
  /** For example `name=seccomp,profile=default`. */
  readonly securityOptions: ReadonlyArray<Scalars['String']['output']>;
  /** The engine's version. */
  readonly serverVersion: Scalars['String']['output'];
  /** For example `overlay2`. */
  readonly storageDriver: Scalars['String']['output'];
  /** What the storage driver says of itself. */
  readonly storageDriverStatus: ReadonlyArray<Label>;
  /** Whether swap can be limited. */
  readonly swapLimit: Scalars['Boolean']['output'];
  /** Whether it is part of a swarm: `inactive`, `pending`, `active`, `error`, `locked`. */
  readonly swarmState: Scalars['String']['output'];
  /** The machine's clock when it was asked. */
  readonly systemTime?: Maybe<Scalars['DateTime']['output']>;
  /** What the engine warns of. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** Names of an engine's plugins. */
export type HostPlugins = {
  readonly __typename?: 'HostPlugins';
  /** Authorisation plugins. */
  readonly authorization: ReadonlyArray<Scalars['String']['output']>;
  /** Log drivers. */
  readonly log: ReadonlyArray<Scalars['String']['output']>;
  /** Network drivers. */
  readonly network: ReadonlyArray<Scalars['String']['output']>;
  /** Volume drivers. */
  readonly volume: ReadonlyArray<Scalars['String']['output']>;
};

/** Whether Wharfinger is in touch with an engine. */
export type HostStatus =
  /** The live copy is being kept: what is read equals the engine. */
  | 'connected'
  /** The connection was lost a moment ago and is being made again. Reads of its objects are ENGINE_UNAVAILABLE. */
  | 'reconnecting'
  /** The engine has not been reached, or not for some time. Attempts go on. */
  | 'unreachable';

/** An image. Permission: `image.read`. */
export type Image = Node & {
  readonly __typename?: 'Image';
  /** The processor it is for, for example `amd64`. */
  readonly architecture: Scalars['String']['output'];
  /** Its author. */
  readonly author?: Maybe<Scalars['String']['output']>;
  /** What a container of it runs: arguments of the entrypoint where there is one. */
  readonly command: ReadonlyArray<Scalars['String']['output']>;
  /** What was said when it was made. */
  readonly comment?: Maybe<Scalars['String']['output']>;
  /** Containers made from exactly this image, by name. Permission: `container.read`. */
  readonly containers?: Maybe<ReadonlyArray<Container>>;
  /** When it was made; null where it does not say. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it has no name. */
  readonly dangling: Scalars['Boolean']['output'];
  /** Names by content, as `repository@sha256:...`; empty where it was neither pulled nor pushed. */
  readonly digests: ReadonlyArray<Scalars['String']['output']>;
  /** The engine's id: `sha256:` and 64 hexadecimal digits. */
  readonly dockerId: Scalars['String']['output'];
  /** The Docker it was built with. */
  readonly dockerVersion?: Maybe<Scalars['String']['output']>;
  /** The program in front of the command. */
  readonly entrypoint: ReadonlyArray<Scalars['String']['output']>;
  /**
   * The environment a container of it begins with. Permission: `image.env`; the read is on record before it is answered. Null with an error where it is
   * refused.
   */
  readonly env?: Maybe<ReadonlyArray<EnvironmentVariable>>;
  /** Ports it says it listens on. */
  readonly exposedPorts: ReadonlyArray<ExposedPort>;
  /** The image as it is for one platform, where it has several. Asked of the engine when selected; BAD_INPUT where that is older than API 1.49. */
  readonly forPlatform?: Maybe<Image>;
  /** How the health of a container of it is checked; null where it is not. */
  readonly healthCheck?: Maybe<HealthCheck>;
  /** How it was made, newest step first, as `docker history`. Asked of the engine when selected. */
  readonly history?: Maybe<ReadonlyArray<ImageLayer>>;
  /** Where it is. */
  readonly host: Host;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The value of one label; null where it has none of that key. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Its labels, by key. */
  readonly labels: ReadonlyArray<Label>;
  /** When it last got a name here; null where the engine does not know. */
  readonly lastTaggedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Digests of its layers, lowest first. */
  readonly layers: ReadonlyArray<Scalars['String']['output']>;
  /** The operating system it is for. */
  readonly os: Scalars['String']['output'];
  /** The image it was built on, where the engine knows: on the same host, built there. Permission: `image.read`. */
  readonly parent?: Maybe<Image>;
  /** Id of the image it was built on; null where the engine does not know. */
  readonly parentId?: Maybe<Scalars['String']['output']>;
  /** Of which shared with other images; null where the engine has not computed it (`Host.diskUsage` has it). */
  readonly sharedSize?: Maybe<Scalars['Bytes']['output']>;
  /** The first 12 digits of it, as `docker images` shows. */
  readonly shortId: Scalars['String']['output'];
  /** All its layers together. */
  readonly size: Scalars['Bytes']['output'];
  /** The signal that stops a container of it; null for the engine's default, SIGTERM. */
  readonly stopSignal?: Maybe<Scalars['String']['output']>;
  /** Its names, as `repository:tag`; empty for a dangling image. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /**
   * Whether its registry has something newer under its name. The engine asks the registry, with the credentials configured for it. Permissions: `image.read` and
   * `registry.read`.
   */
  readonly updateAvailable?: Maybe<UpdateCheck>;
  /** The user a container of it runs as; empty for root. */
  readonly user: Scalars['String']['output'];
  /** The variant of that processor, for example `v8`. */
  readonly variant?: Maybe<Scalars['String']['output']>;
  /** Paths for which a container of it gets volumes. */
  readonly volumes: ReadonlyArray<Scalars['String']['output']>;
  /** The directory a container of it starts in; empty for the root. */
  readonly workingDir: Scalars['String']['output'];
};


/** An image. Permission: `image.read`. */
export type ImageForPlatformArgs = {
  platform: Scalars['String']['input'];
};


/** An image. Permission: `image.read`. */
export type ImageHistoryArgs = {
  platform?: InputMaybe<Scalars['String']['input']>;
};


/** An image. Permission: `image.read`. */
export type ImageLabelArgs = {
  key: Scalars['String']['input'];
};


/** An image. Permission: `image.read`. */
export type ImageUpdateAvailableArgs = {
  reference?: InputMaybe<Scalars['String']['input']>;
};

/** A page of images. */
export type ImageConnection = {
  readonly __typename?: 'ImageConnection';
  /** The images with their cursors. */
  readonly edges: ReadonlyArray<ImageEdge>;
  /** The images. */
  readonly nodes: ReadonlyArray<Image>;
  /** Whether there is more, and where. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What one image takes up. */
export type ImageDiskUsage = {
  readonly __typename?: 'ImageDiskUsage';
  /** How many containers use it; null where the engine does not say. */
  readonly containers?: Maybe<Scalars['Int']['output']>;
  /** Its id. */
  readonly dockerId: Scalars['String']['output'];
  /** The image; null when it went in the meantime. */
  readonly image?: Maybe<Image>;
  /** Of which shared with other images; null where the engine does not say. */
  readonly sharedSize?: Maybe<Scalars['Bytes']['output']>;
  /** All its layers together. */
  readonly size: Scalars['Bytes']['output'];
};

/** An image and its place. */
export type ImageEdge = {
  readonly __typename?: 'ImageEdge';
  /** Opaque; give it as `after` for what follows. Stays good when images come and go. */
  readonly cursor: Scalars['String']['output'];
  /** The image. */
  readonly node: Image;
};

/** Which images. All that is given must hold. Has everything that `docker images --filter` has. */
export type ImageFilter = {
  /** Made before this image: a reference, an id, or an unambiguous beginning of one. NOT_FOUND when there is none. */
  readonly before?: InputMaybe<Scalars['String']['input']>;
  /** Made after this moment. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether it has no name. */
  readonly dangling?: InputMaybe<Scalars['Boolean']['input']>;
  /** A beginning of the id, or the whole, with or without `sha256:`. */
  readonly idPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Whether a container is made from it. */
  readonly inUse?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has all of these labels. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  /** Part of one of its names, in exact case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /**
   * One of its names matches one of these patterns, as `docker images --filter reference=`: `*` and `?` do not cross a slash, `[a-z]` is a set. Without a tag
   * any tag matches.
   */
  readonly reference?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Made after this image: a reference, an id, or an unambiguous beginning of one. NOT_FOUND when there is none. */
  readonly since?: InputMaybe<Scalars['String']['input']>;
  /** Made before this moment (`until` of `docker images`). */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One step in the making of an image. */
export type ImageLayer = {
  readonly __typename?: 'ImageLayer';
  /** What was said. */
  readonly comment: Scalars['String']['output'];
  /** When it was done. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The command that did it. */
  readonly createdBy: Scalars['String']['output'];
  /** Id of the image as it was after this step; null for steps done elsewhere. */
  readonly imageId?: Maybe<Scalars['String']['output']>;
  /** What it added. */
  readonly size: Scalars['Bytes']['output'];
  /** Names of the image as it was after this step. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
};

/** How images are sorted. Those that are equal in it are in the order of their ids. */
export type ImageOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: ImageOrderField;
};

/** What images are sorted by. */
export type ImageOrderField =
  /** When they were made; those that do not say come before all others. */
  | 'createdAt'
  /** The first of their names in the alphabet; those without one come before all others. */
  | 'name'
  /** Their size. */
  | 'size';

/** An address range of a network. */
export type IpamPool = {
  readonly __typename?: 'IpamPool';
  /** Addresses held back for others, by name. */
  readonly auxiliaryAddresses: ReadonlyArray<Label>;
  /** The gateway's address. */
  readonly gateway?: Maybe<Scalars['String']['output']>;
  /** The part of it from which containers get addresses; null: all of it. */
  readonly ipRange?: Maybe<Scalars['String']['output']>;
  /** For example `172.18.0.0/16`. */
  readonly subnet?: Maybe<Scalars['String']['output']>;
};

/** An address range for a network. */
export type IpamPoolInput = {
  /** Addresses within the range to be held back for others: a name and the address. */
  readonly auxiliaryAddresses?: InputMaybe<ReadonlyArray<KeyValueInput>>;
  /** The gateway's address, within the range; the first one when left out. */
  readonly gateway?: InputMaybe<Scalars['String']['input']>;
  /** The part of it from which containers get addresses; all of it when left out. */
  readonly ipRange?: InputMaybe<Scalars['String']['input']>;
  /** The whole range, for example `172.28.0.0/16` or `fd00:1::/64`. */
  readonly subnet: Scalars['String']['input'];
};

/** A key and a value. */
export type KeyValueInput = {
  /** The key; each may be given once. */
  readonly key: Scalars['String']['input'];
  /** The value. */
  readonly value?: Scalars['String']['input'];
};

/** Which container to send which signal. */
export type KillContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** The signal, as a name (`SIGHUP`, `USR1`) or a number from 1 to 64; `SIGKILL` when left out. */
  readonly signal?: InputMaybe<Scalars['String']['input']>;
};

/** What came of signalling a container. */
export type KillContainerPayload = {
  readonly __typename?: 'KillContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: the signal was delivered. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. A signal that ends it may take effect a moment later. */
  readonly container: Container;
};

/** Which containers to send which signal. */
export type KillContainersInput = {
  /** Only tell what would be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ones. BAD_INPUT for a filter that says nothing, and where more than 1000 are found. */
  readonly filter: ContainerFilter;
  /** The host they are on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The signal, as a name (`SIGHUP`, `USR1`) or a number from 1 to 64; `SIGKILL` when left out. */
  readonly signal?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A key with its value: a label, an option, an attribute. */
export type Label = {
  readonly __typename?: 'Label';
  /** The key. */
  readonly key: Scalars['String']['output'];
  /** The value; may be empty. */
  readonly value: Scalars['String']['output'];
};

/** Which labels to look for. */
export type LabelSelector = {
  /** The key there must be. */
  readonly key: Scalars['String']['input'];
  /** The value it must have; any when left out. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** Lines of one container that arrived together. */
export type LogBatch = {
  readonly __typename?: 'LogBatch';
  /** How many lines of this container this subscription missed since the last batch because it was read too slowly. */
  readonly dropped: Scalars['Int']['output'];
  /** The lines, oldest first. Empty where all that is to be told is what was dropped. */
  readonly lines: ReadonlyArray<LogLine>;
};

/** One line of a container's log. */
export type LogLine = {
  readonly __typename?: 'LogLine';
  /** When the engine received it, with nanoseconds. */
  readonly at: Scalars['DateTime']['output'];
  /**
   * With `details`: what its log driver keeps with each line, such as the labels and variables that the container's logging options name (`labels`, `env`, `tag`).
   * Null without.
   */
  readonly attributes?: Maybe<ReadonlyArray<Label>>;
  /** The container that wrote it. */
  readonly container: Container;
  /** True for a piece of a line longer than 1 MiB, and for a last line that has no end yet. */
  readonly partial: Scalars['Boolean']['output'];
  /** Where it was written to. */
  readonly stream: LogStream;
  /** The line without its end. What is not UTF-8 is shown as U+FFFD. */
  readonly text: Scalars['String']['output'];
};

/** Where a line was written to. */
export type LogStream =
  /** Standard error. */
  | 'stderr'
  /** Standard output; all of it, where the container has a terminal. */
  | 'stdout';

/** How a container's output is kept. */
export type LoggingInput = {
  /** The driver; the engine's default when left out. Permission for all but `json-file`, `local`, `journald` and `none`: `container.host`, since they have the engine speak to what they name. */
  readonly driver?: InputMaybe<Scalars['String']['input']>;
  /** Options of the driver. Values are not recorded, names are. */
  readonly options?: InputMaybe<ReadonlyArray<PairInput>>;
};

/** Something mounted into a container. */
export type Mount = {
  readonly __typename?: 'Mount';
  /** The path in the container. */
  readonly destination: Scalars['String']['output'];
  /** The volume's driver; null where none is mounted. */
  readonly driver?: Maybe<Scalars['String']['output']>;
  /** Options as they were written, for example `z` or `ro`. */
  readonly mode: Scalars['String']['output'];
  /** The volume's name; null where none is mounted. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** How mounts below it spread: `rprivate`, `rshared`, `rslave`, ...; empty for volumes. */
  readonly propagation: Scalars['String']['output'];
  /** Whether it can be written to. */
  readonly readWrite: Scalars['Boolean']['output'];
  /** The path on the machine; empty for `tmpfs`. */
  readonly source: Scalars['String']['output'];
  /** `bind`, `volume`, `tmpfs`, `npipe`, `cluster` or `image`. */
  readonly type: Scalars['String']['output'];
  /** The volume; null where none is mounted, or it is gone. Permission: `volume.read`. */
  readonly volume?: Maybe<Volume>;
};

/** Something mounted into a container. */
export type MountInput = {
  /** For TMPFS: its permissions as octal digits; `1777` when left out. */
  readonly mode?: InputMaybe<Scalars['String']['input']>;
  /** For VOLUME: does not copy into a new volume what the image has at this place. */
  readonly noCopy?: InputMaybe<Scalars['Boolean']['input']>;
  /** For BIND: how far later mounts are seen; RPRIVATE when left out. */
  readonly propagation?: InputMaybe<MountPropagation>;
  /** Whether it can only be read there. */
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** For TMPFS: how large it may become; half of the memory when left out. */
  readonly size?: InputMaybe<Scalars['Bytes']['input']>;
  /** The volume's name (a new volume without a name when left out), or for BIND the path on the host, which must exist. TMPFS has none. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Where: an absolute path in the container. */
  readonly target: Scalars['String']['input'];
  /** What. */
  readonly type: MountType;
  /** For VOLUME: the driver, when the volume is made by this; `local` when left out. */
  readonly volumeDriver?: InputMaybe<Scalars['String']['input']>;
  /** For VOLUME: labels, when the volume is made by this. */
  readonly volumeLabels?: InputMaybe<ReadonlyArray<PairInput>>;
  /** For VOLUME: options of the driver, when the volume is made by this. Permission: `container.host`, since they can make it any directory of the host. */
  readonly volumeOptions?: InputMaybe<ReadonlyArray<PairInput>>;
};

/** Whether mounts made later on one side of a bind mount are seen on the other. */
export type MountPropagation =
  /** No, and none comes with it. */
  | 'private'
  /** No, but they come with it where they are there already. */
  | 'rprivate'
  /** On both sides, and in what is mounted below. */
  | 'rshared'
  /** Those of the host in the container, and in what is mounted below. */
  | 'rslave'
  /** On both sides. */
  | 'shared'
  /** Those of the host in the container. */
  | 'slave';

/** What is mounted. */
export type MountType =
  /** A file or directory of the host. Permission: `container.host`. */
  | 'bind'
  /** Memory. */
  | 'tmpfs'
  /** A volume of the engine. */
  | 'volume';

/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Stops an operation: the engine is told to leave off, and what is not begun is not begun any more. For those that others began: permission `operation.cancel`. */
  readonly cancelOperation: CancelOperationPayload;
  /**
   * Asks a registry whether it takes these credentials, as `docker login` does, and keeps nothing. BAD_INPUT when it does not take them, ENGINE_ERROR when it
   * cannot be reached. Permission: `registry.login`.
   */
  readonly checkRegistryLogin: CheckRegistryLoginPayload;
  /** Makes an image of a container, running or not. Permission: `container.commit`. */
  readonly commitContainer: CommitContainerPayload;
  /** Connects a container, running or not, to a network. Permission: `network.connect`. */
  readonly connectNetwork: ConnectNetworkPayload;
  /**
   * Creates a container and does not start it; pulls the image first where `pull` says so, and answers NOT_FOUND when it is not there otherwise. An operation, with
   * a step for each layer that is pulled; cancelled by then it makes nothing. Permission: `container.create`.
   */
  readonly createContainer: CreateContainerPayload;
  /** Makes a network. Permission: `network.create`. */
  readonly createNetwork: CreateNetworkPayload;
  /** Makes a token and shows its secret once. Permission: `token.create`, and all that the new token may do. */
  readonly createToken: CreateTokenPayload;
  /** Makes a volume; CONFLICT when there is one of that name with another driver. Permission: `volume.create`; with `driverOptions` also `container.host`. */
  readonly createVolume: CreateVolumePayload;
  /** Disconnects a container from a network. Permission: `network.disconnect`. */
  readonly disconnectNetwork: DisconnectNetworkPayload;
  /**
   * Gives whoever came in with the signed token of a provider of OpenID Connect a short-lived token of Wharfinger with what they have now: for what cannot renew the signed one,
   * which is often good for minutes only. Takes no permission. FORBIDDEN for whoever has a token of Wharfinger already.
   */
  readonly exchangeToken: CreateTokenPayload;
  /**
   * Runs a command in a running container and gives its exit code and output; CONFLICT when the container does not run or is paused.
   * Permission: `container.exec`; with `privileged` also `container.host`.
   */
  readonly execContainer: ExecContainerPayload;
  /** Sends a signal to a running container; CONFLICT when it does not run. Permission: `container.kill`. */
  readonly killContainer: KillContainerPayload;
  /**
   * Sends a signal to many containers, at most four at a time; one that fails does not stop the others. One event in the audit log for the whole, and one for each.
   * Permissions: `container.read` and `container.kill`.
   */
  readonly killContainers: BulkContainersPayload;
  /** Freezes all processes of a container; CONFLICT when it does not run or is paused. Permission: `container.pause`. */
  readonly pauseContainer: PauseContainerPayload;
  /**
   * Freezes many containers, at most four at a time; one that fails does not stop the others. One event in the audit log for the whole, and one for each.
   * Permissions: `container.read` and `container.pause`.
   */
  readonly pauseContainers: BulkContainersPayload;
  /** Removes what no build uses now from the build cache, as `docker builder prune`. Permission: `build.prune`. */
  readonly pruneBuildCache: PruneBuildCachePayload;
  /** Removes all containers that do not run. Permission: `container.prune`, also for a dry run. */
  readonly pruneContainers: PruneContainersPayload;
  /** Removes images that no container was made from. Permission: `image.prune`, also for a dry run. */
  readonly pruneImages: PruneImagesPayload;
  /** Removes all networks that no running container is on. Permission: `network.prune`, also for a dry run. */
  readonly pruneNetworks: PruneNetworksPayload;
  /** Removes local volumes that no container uses, with all that is in them; none with driver options. Permission: `volume.prune`, also for a dry run. */
  readonly pruneVolumes: PruneVolumesPayload;
  /**
   * Pulls an image, as `docker pull` does; an operation with a step for each layer. NOT_FOUND when the registry does not have it, or does not show it to
   * whoever asks; ENGINE_ERROR when it refuses the credentials or cannot be reached. Permission: `image.pull`.
   */
  readonly pullImage: PullImagePayload;
  /** Pushes an image to the registry in its name, as `docker push` does; an operation with a step for each layer. Permission: `image.push`. */
  readonly pushImage: PushImagePayload;
  /**
   * Puts a new container with the same settings in the place of another: makes it under another name, stops the old one, swaps the names, starts the new one if the old
   * one ran, and waits until it runs and is healthy. If anything fails the new one is removed and the old one put back and started; the error says whether that went
   * well. An operation: cancelled, it ends in the same way. Should Wharfinger be killed or lose the engine meanwhile, it finishes this or puts the old one back as soon as it can, on record as a part of this. CONFLICT for one that is paused or set to be removed when it ends. Permission: `container.recreate`; for a container that equals its host (privileged, host
   * namespaces, paths of the host, devices, added capabilities, security options) `container.host` as well.
   */
  readonly recreateContainer: RecreateContainerPayload;
  /** Removes a container; CONFLICT when it runs and `force` is not set. Permission: `container.remove`. */
  readonly removeContainer: RemoveContainerPayload;
  /**
   * Removes many containers, at most four at a time; one that fails does not stop the others. One event in the audit log for the whole, and one for each.
   * Permissions: `container.read` and `container.remove`.
   */
  readonly removeContainers: BulkContainersPayload;
  /** Removes an image, or one of its names; CONFLICT while it is used. Permission: `image.remove`. */
  readonly removeImage: RemoveImagePayload;
  /** Removes a network; CONFLICT while running containers are on it. Permission: `network.remove`. */
  readonly removeNetwork: RemoveNetworkPayload;
  /**
   * Removes a compose project as `docker compose down`: stops and removes its containers, what a service depends on after it, then its networks and, if asked for,
   * its volumes. One event in the audit log for the whole, and one for each step. Permissions: `project.remove`, `container.stop`, `container.remove`,
   * `network.remove`, and `volume.remove` for volumes. NOT_FOUND where there is no such project.
   */
  readonly removeProject: ProjectPayload;
  /** Removes a volume; CONFLICT while a container, running or not, uses it. Permission: `volume.remove`. */
  readonly removeVolume: RemoveVolumePayload;
  /** Gives a container another name; CONFLICT when it is taken. Permission: `container.rename`. */
  readonly renameContainer: RenameContainerPayload;
  /** Stops (if it runs) and starts a container. Permission: `container.restart`. */
  readonly restartContainer: RestartContainerPayload;
  /**
   * Restarts many containers, at most four at a time; one that fails does not stop the others. One event in the audit log for the whole, and one for each.
   * Permissions: `container.read` and `container.restart`.
   */
  readonly restartContainers: BulkContainersPayload;
  /**
   * Restarts the containers of a compose project as `docker compose restart`: what a service depends on comes before it. One event in the audit log for the whole,
   * and one for each. Permissions: `project.restart` and `container.restart`. NOT_FOUND where there is no such project.
   */
  readonly restartProject: ProjectPayload;
  /** Ends a token, and those it made, at once and for good. Permission: `token.revoke`. */
  readonly revokeToken: RevokeTokenPayload;
  /**
   * Creates a container and starts it; pulls the image first where `pull` says so. A container that cannot be started is kept, as Docker keeps it: the
   * error has its id. One action on record, and an operation with a step for each layer that is pulled: cancelled before the container is started, nothing of it is
   * left; cancelled while its end is waited for, it goes on. Permission: `container.run`.
   */
  readonly runContainer: RunContainerPayload;
  /** Starts a container. Permission: `container.start`. */
  readonly startContainer: StartContainerPayload;
  /**
   * Starts many containers, at most four at a time; one that fails does not stop the others. One event in the audit log for the whole, and one for each.
   * Permissions: `container.read` and `container.start`.
   */
  readonly startContainers: BulkContainersPayload;
  /**
   * Starts the containers of a compose project as `docker compose start`: what a service depends on comes before it, and is healthy or done where its compose file
   * asks for that. One event in the audit log for the whole, and one for each. Permissions: `project.start` and `container.start`. NOT_FOUND where there is no such
   * project.
   */
  readonly startProject: ProjectPayload;
  /** Stops a container: a signal, then a kill when the timeout is over. Permission: `container.stop`. */
  readonly stopContainer: StopContainerPayload;
  /**
   * Stops many containers, at most four at a time; one that fails does not stop the others. One event in the audit log for the whole, and one for each.
   * Permissions: `container.read` and `container.stop`.
   */
  readonly stopContainers: BulkContainersPayload;
  /**
   * Stops the containers of a compose project as `docker compose stop`: what a service depends on stops after it. One event in the audit log for the whole, and one
   * for each. Permissions: `project.stop` and `container.stop`. NOT_FOUND where there is no such project.
   */
  readonly stopProject: ProjectPayload;
  /**
   * Removes all that is not used, as `docker system prune`: containers, networks, volumes if asked for, images, and the build cache. One event in the audit log for
   * the whole, and one for each kind. An operation with a step for each kind; cancelling it cancels the kind that is at work. Permissions: `system.prune`, and for each kind its own: `container.prune`, `network.prune`, `volume.prune`, `image.prune`,
   * `build.prune`; a kind without it fails.
   */
  readonly systemPrune: SystemPrunePayload;
  /** Gives an image a further name. Permission: `image.tag`. */
  readonly tagImage: TagImagePayload;
  /** Lets a paused container go on; CONFLICT when it is not paused. Permission: `container.unpause`. */
  readonly unpauseContainer: UnpauseContainerPayload;
  /**
   * Lets go on many containers, at most four at a time; one that fails does not stop the others. One event in the audit log for the whole, and one for each.
   * Permissions: `container.read` and `container.unpause`.
   */
  readonly unpauseContainers: BulkContainersPayload;
  /**
   * Changes limits and the restart policy of a container, running or not, without a restart. BAD_INPUT names the field; CONFLICT or ENGINE_ERROR where
   * the new settings do not fit those it has. Permission: `container.update`.
   */
  readonly updateContainer: UpdateContainerPayload;
  /**
   * Answers when a container has ended. Unlike every other mutation it ends when the client leaves, and is on record as CANCELLED then. TIMEOUT when the time
   * is over, RATE_LIMITED while 256 requests wait. Fields of one mutation run one after the other: what is to happen meanwhile goes into another request.
   * Permission: `container.wait`.
   */
  readonly waitContainer: WaitContainerPayload;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationCancelOperationArgs = {
  input: CancelOperationInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationCheckRegistryLoginArgs = {
  input: CheckRegistryLoginInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationCommitContainerArgs = {
  input: CommitContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationConnectNetworkArgs = {
  input: ConnectNetworkInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationCreateContainerArgs = {
  input: CreateContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationCreateNetworkArgs = {
  input: CreateNetworkInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationCreateVolumeArgs = {
  input: CreateVolumeInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationDisconnectNetworkArgs = {
  input: DisconnectNetworkInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationExchangeTokenArgs = {
  input: ExchangeTokenInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationExecContainerArgs = {
  input: ExecContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationKillContainerArgs = {
  input: KillContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationKillContainersArgs = {
  input: KillContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPauseContainerArgs = {
  input: PauseContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPauseContainersArgs = {
  input: PauseContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPruneBuildCacheArgs = {
  input: PruneBuildCacheInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPruneContainersArgs = {
  input: PruneContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPruneImagesArgs = {
  input: PruneImagesInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPruneNetworksArgs = {
  input: PruneNetworksInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPruneVolumesArgs = {
  input: PruneVolumesInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPullImageArgs = {
  input: PullImageInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationPushImageArgs = {
  input: PushImageInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRecreateContainerArgs = {
  input: RecreateContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRemoveContainerArgs = {
  input: RemoveContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRemoveContainersArgs = {
  input: RemoveContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRemoveImageArgs = {
  input: RemoveImageInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRemoveNetworkArgs = {
  input: RemoveNetworkInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRemoveProjectArgs = {
  input: RemoveProjectInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRemoveVolumeArgs = {
  input: RemoveVolumeInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRenameContainerArgs = {
  input: RenameContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRestartContainerArgs = {
  input: RestartContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRestartContainersArgs = {
  input: RestartContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRestartProjectArgs = {
  input: RestartProjectInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRevokeTokenArgs = {
  input: RevokeTokenInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationRunContainerArgs = {
  input: RunContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationStartContainerArgs = {
  input: StartContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationStartContainersArgs = {
  input: StartContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationStartProjectArgs = {
  input: StartProjectInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationStopContainerArgs = {
  input: StopContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationStopContainersArgs = {
  input: StopContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationStopProjectArgs = {
  input: StopProjectInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationSystemPruneArgs = {
  input: SystemPruneInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationTagImageArgs = {
  input: TagImageInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationUnpauseContainerArgs = {
  input: UnpauseContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationUnpauseContainersArgs = {
  input: UnpauseContainersInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationUpdateContainerArgs = {
  input: UpdateContainerInput;
};


/**
 * Everything that changes something. Each is authorised first and recorded before the engine is asked and after it has answered; an error carries the
 * `auditId` of its record in `extensions`. A mutation goes to its end even when the client leaves.
 */
export type MutationWaitContainerArgs = {
  input: WaitContainerInput;
};

/** A network. Permission: `network.read`. */
export type Network = Node & {
  readonly __typename?: 'Network';
  /** Whether containers outside of services can be attached to a swarm network. */
  readonly attachable: Scalars['Boolean']['output'];
  /** Whether it only holds settings for others. */
  readonly configOnly: Scalars['Boolean']['output'];
  /** The containers attached to it, stopped ones included, by name, and how. Permission: `container.read`. */
  readonly containers?: Maybe<ReadonlyArray<NetworkAttachment>>;
  /** When it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The engine's id: 64 hexadecimal digits. */
  readonly dockerId: Scalars['String']['output'];
  /** For example `bridge`. */
  readonly driver: Scalars['String']['output'];
  /** Whether it has IPv6. */
  readonly enableIpv6: Scalars['Boolean']['output'];
  /** Where it is. */
  readonly host: Host;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it carries the swarm's published ports. */
  readonly ingress: Scalars['Boolean']['output'];
  /** Whether it is cut off from the outside. */
  readonly internal: Scalars['Boolean']['output'];
  /** Its address ranges. */
  readonly ipam: ReadonlyArray<IpamPool>;
  /** What gives out its addresses. */
  readonly ipamDriver: Scalars['String']['output'];
  /** Options of what gives out its addresses. */
  readonly ipamOptions: ReadonlyArray<Label>;
  /** The value of one label; null where it has none of that key. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Its labels, by key. */
  readonly labels: ReadonlyArray<Label>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Options of its driver. */
  readonly options: ReadonlyArray<Label>;
  /** The compose project it is part of, by its labels; null where it is of none. Permission: `container.read`. */
  readonly project?: Maybe<Project>;
  /** How far it reaches: `local`, `swarm` or `global`. */
  readonly scope: Scalars['String']['output'];
  /** The first 12 digits of it, as `docker network ls` shows. */
  readonly shortId: Scalars['String']['output'];
  /** Who made it. */
  readonly type: NetworkType;
};


/** A network. Permission: `network.read`. */
export type NetworkLabelArgs = {
  key: Scalars['String']['input'];
};

/** A container on a network. */
export type NetworkAttachment = {
  readonly __typename?: 'NetworkAttachment';
  /** Names by which others on the network reach it. */
  readonly aliases: ReadonlyArray<Scalars['String']['output']>;
  /** The container. */
  readonly container: Container;
  /** Id of the endpoint; empty while the container does not run. */
  readonly endpointId: Scalars['String']['output'];
  /** IPv4 gateway; null where there is none. */
  readonly gateway?: Maybe<Scalars['String']['output']>;
  /** IPv4 address; null while it does not run. */
  readonly ipAddress?: Maybe<Scalars['String']['output']>;
  /** Length of the IPv4 network's prefix; null while it does not run. */
  readonly ipPrefixLength?: Maybe<Scalars['Int']['output']>;
  /** IPv6 address; null where there is none. */
  readonly ipv6Address?: Maybe<Scalars['String']['output']>;
  /** IPv6 gateway; null where there is none. */
  readonly ipv6Gateway?: Maybe<Scalars['String']['output']>;
  /** Links to other containers, as `container:alias`. */
  readonly links: ReadonlyArray<Scalars['String']['output']>;
  /** MAC address; null while it does not run. */
  readonly macAddress?: Maybe<Scalars['String']['output']>;
  /** The network; null where it is gone, or the container has not been started on it yet and no network has the name. Permission: `network.read`. */
  readonly network?: Maybe<Network>;
  /** The network's id; empty while the container has never been started on it. */
  readonly networkId: Scalars['String']['output'];
  /** The network's name, as the container knows it. */
  readonly networkName: Scalars['String']['output'];
};

/** A page of networks. */
export type NetworkConnection = {
  readonly __typename?: 'NetworkConnection';
  /** The networks with their cursors. */
  readonly edges: ReadonlyArray<NetworkEdge>;
  /** The networks. */
  readonly nodes: ReadonlyArray<Network>;
  /** Whether there is more, and where. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A network and its place. */
export type NetworkEdge = {
  readonly __typename?: 'NetworkEdge';
  /** Opaque; give it as `after` for what follows. Stays good when networks come and go. */
  readonly cursor: Scalars['String']['output'];
  /** The network. */
  readonly node: Network;
};

/** A network, and what the container is there. */
export type NetworkEndpointInput = {
  /** Names under which others on that network find it. Not on the default bridge network. */
  readonly aliases?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** A fixed IPv4 address, on a network that was made with a subnet. */
  readonly ipv4Address?: InputMaybe<Scalars['String']['input']>;
  /** A fixed IPv6 address, on a network that was made with a subnet. */
  readonly ipv6Address?: InputMaybe<Scalars['String']['input']>;
  /** The network's name or id. */
  readonly network: Scalars['String']['input'];
};

/** Which networks. All that is given must hold; of a list, one of its entries (labels: every one). Has everything that `docker network ls --filter` has. */
export type NetworkFilter = {
  /** Whether it is of no use: not the engine's own, and no running container on it. */
  readonly dangling?: InputMaybe<Scalars['Boolean']['input']>;
  /** Drivers. */
  readonly driver?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** A beginning of the id, or the whole. */
  readonly idPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Has all of these labels. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  /** The name, exactly. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Part of the name, in exact case (`name` of `docker network ls`). */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** How far it reaches: `local`, `swarm`, `global`. */
  readonly scope?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Who made it. */
  readonly type?: InputMaybe<NetworkType>;
};

/** How networks are sorted. Those that are equal in it are in the order of their ids. */
export type NetworkOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: NetworkOrderField;
};

/** What networks are sorted by. */
export type NetworkOrderField =
  /** When they were made; those that do not say come before all others. */
  | 'createdAt'
  /** Their names. */
  | 'name';

/** Who made a network. */
export type NetworkType =
  /** The engine: `bridge`, `host` and `none`. */
  | 'builtin'
  /** Somebody else. */
  | 'custom';

/** Something with an id of its own, by which `node` finds it again. */
export type Node = {
  /** Global id: opaque, and good on every host. */
  readonly id: Scalars['ID']['output'];
};

/** What state an object was in. */
export type ObjectState = {
  readonly __typename?: 'ObjectState';
  /** Other facts an action changes, for example the name. */
  readonly details: ReadonlyArray<Label>;
  /** Exit code of a container's last run; null while there is none. */
  readonly exitCode?: Maybe<Scalars['Int']['output']>;
  /** For a container: one of the engine's seven states in lower case, or `removed`. */
  readonly state: Scalars['String']['output'];
};

/**
 * Long work: an action that can be followed, fetched later and cancelled. Its id is the id of its audit event. With `wait: false` the mutation that begins
 * it answers at once. It does not depend on the client's connection, except where the client sends or receives a stream. Wharfinger remembers the last 1000
 * that have ended since it started; older ones it knows from the audit log, without their progress.
 */
export type Operation = {
  readonly __typename?: 'Operation';
  /** What it does: `container.prune`, `container.stop`, ... */
  readonly action: Scalars['String']['output'];
  /** Its audit event. For an operation of somebody else's it takes the permission `audit.read`; null with an error without. */
  readonly auditEvent?: Maybe<AuditEvent>;
  /** What came of it, as it is on record: for a prune what was removed, for many containers how many. Empty while it runs. */
  readonly details: ReadonlyArray<Label>;
  /** Why it failed, or by whom it was cancelled; null where neither is so. */
  readonly error?: Maybe<AuditError>;
  /** When it ended; null while it runs. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The host it works on; null where none was found. */
  readonly host?: Maybe<Scalars['String']['output']>;
  /** Its id: the `auditId` of its audit event. */
  readonly id: Scalars['ID']['output'];
  /** The latest of each step, in the order in which they first came, at most 1000. Empty for one that is known from the audit log alone. */
  readonly progress: ReadonlyArray<OperationStep>;
  /** When it began. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** How it stands. */
  readonly status: OperationStatus;
  /** What it works on; its host where that is many objects. Null only for what is on record without one. */
  readonly target?: Maybe<AuditTarget>;
};

/** News of an operation. */
export type OperationProgress = {
  readonly __typename?: 'OperationProgress';
  /** How many steps since the last message are left out, because later ones of the same id have taken their place. More than 0 for a slow reader. */
  readonly missed: Scalars['Int']['output'];
  /** The operation as it is now; in the last message as it ended. */
  readonly operation: Operation;
  /** The number of the last step told so far: give it as `after` to go on from here. */
  readonly seq: Scalars['Int']['output'];
  /** The steps since the last message, oldest first, at most 200. */
  readonly steps: ReadonlyArray<OperationStep>;
};

/** How an operation stands. */
export type OperationStatus =
  /** It stopped because it was cancelled. What it had done by then stays done. */
  | 'cancelled'
  /** It failed; `error` says why. */
  | 'failed'
  /** It goes on. */
  | 'running'
  /** It did what was asked, or there was nothing to do. */
  | 'succeeded'
  /** Whether it took effect is not known: the connection to the engine broke, Wharfinger stopped, or its outcome could not be recorded. */
  | 'unknown';

/** How far an operation has come with one thing. */
export type OperationStep = {
  readonly __typename?: 'OperationStep';
  /** Bytes done; null where they are not counted. */
  readonly current?: Maybe<Scalars['Bytes']['output']>;
  /** What it is about: the id of a layer or of an object; null for the operation as a whole. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Its number within the operation, from 1. A later step of the same `id` takes the earlier one's place. */
  readonly seq: Scalars['Int']['output'];
  /** In words, as the engine has them where it is the engine's step. */
  readonly status: Scalars['String']['output'];
  /** When it was told. */
  readonly time: Scalars['DateTime']['output'];
  /** Bytes to be done; null where that is not known. */
  readonly total?: Maybe<Scalars['Bytes']['output']>;
};

/** Which way to sort. */
export type OrderDirection =
  /** Smallest, oldest, or first in the alphabet first. */
  | 'asc'
  /** Largest, newest, or last in the alphabet first. */
  | 'desc';

/** Where a page lies in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last edge; null for an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether something follows this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether something comes before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null for an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A key and its value. */
export type PairInput = {
  /** The key: not empty, and in no other item of the list. */
  readonly key: Scalars['String']['input'];
  /** The value; may be empty. */
  readonly value: Scalars['String']['input'];
};

/** Which container to pause. */
export type PauseContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
};

/** What came of pausing a container. */
export type PauseContainerPayload = {
  readonly __typename?: 'PauseContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it was paused by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
};

/** Which containers to pause. */
export type PauseContainersInput = {
  /** Only tell what would be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ones. BAD_INPUT for a filter that says nothing, and where more than 1000 are found. */
  readonly filter: ContainerFilter;
  /** The host they are on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A port of a container, in use now. */
export type Port = {
  readonly __typename?: 'Port';
  /** Address of the machine it is published on; null when it is only exposed. */
  readonly ip?: Maybe<Scalars['String']['output']>;
  /** The port in the container. */
  readonly privatePort: Scalars['Int']['output'];
  /** The protocol. */
  readonly protocol: PortProtocol;
  /** The port on the machine; null when it is only exposed. */
  readonly publicPort?: Maybe<Scalars['Int']['output']>;
};

/** A transport protocol. */
export type PortProtocol =
  /** SCTP. */
  | 'sctp'
  /** TCP. */
  | 'tcp'
  /** UDP. */
  | 'udp';

/** Which ports to look for. */
export type PortSelector = {
  /** The port, or the first of a range. */
  readonly port: Scalars['Int']['input'];
  /** The protocol; TCP when left out, as `docker ps --filter` has it. */
  readonly protocol?: InputMaybe<PortProtocol>;
  /** The last of the range; the same as `port` when left out. */
  readonly to?: InputMaybe<Scalars['Int']['input']>;
};

/** What runs in a container. */
export type ProcessList = {
  readonly __typename?: 'ProcessList';
  /** The processes; each has as many columns as there are titles. */
  readonly processes: ReadonlyArray<ReadonlyArray<Scalars['String']['output']>>;
  /** Names of the columns, as the machine's `ps` gives them. */
  readonly titles: ReadonlyArray<Scalars['String']['output']>;
};

/** A compose project: what carries its labels. Permission: `container.read`. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /** The files it was made from. */
  readonly configFiles: ReadonlyArray<Scalars['String']['output']>;
  /** Its containers, by name. */
  readonly containers: ReadonlyArray<Container>;
  /** Where it is. */
  readonly host: Host;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its networks, by name. Permission: `network.read`. */
  readonly networks?: Maybe<ReadonlyArray<Network>>;
  /** Names of its services, in the alphabet's order. */
  readonly services: ReadonlyArray<Scalars['String']['output']>;
  /** How many of its containers are in which state. */
  readonly states: ProjectStates;
  /** The states in words, as `docker compose ls` shows them: `exited(1), running(2)`. */
  readonly status: Scalars['String']['output'];
  /** Its volumes, by name. Permission: `volume.read`. */
  readonly volumes?: Maybe<ReadonlyArray<Volume>>;
  /** Where its files lie on the machine it was started from; null where the labels do not say. */
  readonly workingDir?: Maybe<Scalars['String']['output']>;
};

/** What became of one object of a project. */
export type ProjectActionResult = {
  readonly __typename?: 'ProjectActionResult';
  /** What the audit log says about this one, beneath the event of the whole. Null in a dry run, and where it was not begun. */
  readonly auditEvent?: Maybe<AuditEvent>;
  /** Whether something was changed; in a dry run whether something would be, as far as its state tells. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now; as it last was, where it is gone. Null for networks and volumes. */
  readonly container?: Maybe<Container>;
  /** The engine's id; a volume's name. */
  readonly dockerId: Scalars['String']['output'];
  /** Why it failed, or was not begun because what it depends on had failed, or because the whole was cancelled; null where it did not. */
  readonly error?: Maybe<BulkError>;
  /** What it is. */
  readonly kind: ProjectObjectKind;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The service it is an instance of; null where it is of none. */
  readonly service?: Maybe<Scalars['String']['output']>;
};

/** A page of projects. */
export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  /** The projects with their cursors. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** The projects. */
  readonly nodes: ReadonlyArray<Project>;
  /** Whether there is more, and where. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A project and its place. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Opaque; give it as `after` for what follows. Stays good when projects come and go. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

/** Which projects. All that is given must hold. */
export type ProjectFilter = {
  /** The name, exactly. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Part of the name, in exact case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Has a container in one of these states. */
  readonly state?: InputMaybe<ReadonlyArray<ContainerState>>;
};

/** What an object of a project is. */
export type ProjectObjectKind =
  /** A container. */
  | 'container'
  /** A network. */
  | 'network'
  /** A volume. */
  | 'volume';

/** What came of an action on a compose project, which is an operation with a step for each object. Where some objects failed the answer has no error: look at `failedCount`. */
export type ProjectPayload = {
  readonly __typename?: 'ProjectPayload';
  /** What the audit log says about the whole. Its target is the project; the events of the objects have it as their `parent`. */
  readonly auditEvent: AuditEvent;
  /** Whether anything was changed. False in a dry run, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** How many were changed; in a dry run, would be. */
  readonly changedCount: Scalars['Int']['output'];
  /** How many failed. */
  readonly failedCount: Scalars['Int']['output'];
  /** The operation that it is or was. */
  readonly operation: Operation;
  /** The project as it is now; null while it runs, and where nothing of it is left. */
  readonly project?: Maybe<Project>;
  /** Each object, in the order in which they were begun. Empty while it runs. */
  readonly results: ReadonlyArray<ProjectActionResult>;
};

/** How many of a project's containers are in which state. */
export type ProjectStates = {
  readonly __typename?: 'ProjectStates';
  /** Made, never started. */
  readonly created: Scalars['Int']['output'];
  /** Not wholly removed. */
  readonly dead: Scalars['Int']['output'];
  /** Ended. */
  readonly exited: Scalars['Int']['output'];
  /** Running, by their health check. */
  readonly healthy: Scalars['Int']['output'];
  /** Paused. */
  readonly paused: Scalars['Int']['output'];
  /** Being removed. */
  readonly removing: Scalars['Int']['output'];
  /** Waiting to be started again. */
  readonly restarting: Scalars['Int']['output'];
  /** Running. */
  readonly running: Scalars['Int']['output'];
  /** All of them. */
  readonly total: Scalars['Int']['output'];
  /** Running, but not by their health check. */
  readonly unhealthy: Scalars['Int']['output'];
};

/** What of the build cache to remove. */
export type PruneBuildCacheInput = {
  /** Also what is shared with images, and what the builder keeps for itself. */
  readonly all?: InputMaybe<Scalars['Boolean']['input']>;
  /** Tells what would go as far as the engine's figures tell, and removes nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** As many bytes stay, those used last. Nothing stays when left out. */
  readonly keepStorage?: InputMaybe<Scalars['Bytes']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Only what no build has used for so long (`--filter until=24h`), to the second. */
  readonly unusedFor?: InputMaybe<Scalars['Duration']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pruning the build cache. */
export type PruneBuildCachePayload = {
  readonly __typename?: 'PruneBuildCachePayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where nothing went, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Ids of the records that are gone. Empty while it runs. */
  readonly deleted: ReadonlyArray<Scalars['String']['output']>;
  /** Whether this only tells what would go. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** The operation that it is or was. */
  readonly operation: Operation;
  /** What they took up. */
  readonly reclaimedBytes: Scalars['Bytes']['output'];
};

/** Which of the containers that do not run to remove. */
export type PruneContainersInput = {
  /** Tells what would go, and removes nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those of them that go; all when left out. */
  readonly filter?: InputMaybe<PruneFilter>;
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pruning containers. */
export type PruneContainersPayload = {
  readonly __typename?: 'PruneContainersPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where nothing went, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Ids of those that are gone. */
  readonly deleted: ReadonlyArray<Scalars['String']['output']>;
  /** Whether this only tells what would go. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** The operation: how far it has come, and how it ended. */
  readonly operation: Operation;
  /** What they had written. */
  readonly reclaimedBytes: Scalars['Bytes']['output'];
};

/** Which of the unused objects to remove. All that is given must hold. */
export type PruneFilter = {
  /** Spares those that have all of these labels (one that has only some of them goes: so the engine reads several `label!`). */
  readonly exceptLabels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  /** Those that have all of these labels. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  /** Those made at this moment or before. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Which of the images that no container was made from to remove. */
export type PruneImagesInput = {
  /** Also those that have a name; only those without one when left out. */
  readonly all?: InputMaybe<Scalars['Boolean']['input']>;
  /** Tells what would go, and removes nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those of them that go; all when left out. */
  readonly filter?: InputMaybe<PruneFilter>;
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pruning images. */
export type PruneImagesPayload = {
  readonly __typename?: 'PruneImagesPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where nothing went, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Ids of the images and layers that are gone; of a dry run the images only. */
  readonly deleted: ReadonlyArray<Scalars['String']['output']>;
  /** Whether this only tells what would go. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** The operation: how far it has come, and how it ended. */
  readonly operation: Operation;
  /** What they took up; of a dry run without what they share with other images, so that it can become more. */
  readonly reclaimedBytes: Scalars['Bytes']['output'];
  /** The names that are gone. */
  readonly untagged: ReadonlyArray<Scalars['String']['output']>;
};

/** What can be pruned. */
export type PruneKind =
  /** The build cache. */
  | 'buildCache'
  /** Containers that do not run. */
  | 'containers'
  /** Images that no container was made from. */
  | 'images'
  /** Networks that no container is on. */
  | 'networks'
  /** Volumes that no container uses. */
  | 'volumes';

/** Which of the networks that no running container is on to remove. */
export type PruneNetworksInput = {
  /** Tells what would go, and removes nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those of them that go; all when left out. */
  readonly filter?: InputMaybe<PruneFilter>;
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pruning networks. */
export type PruneNetworksPayload = {
  readonly __typename?: 'PruneNetworksPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where nothing went, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Names of those that are gone. */
  readonly deleted: ReadonlyArray<Scalars['String']['output']>;
  /** Whether this only tells what would go. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** The operation: how far it has come, and how it ended. */
  readonly operation: Operation;
};

/** Which of the volumes that no container uses to remove. */
export type PruneVolumesInput = {
  /**
   * Also those that were given a name; only anonymous ones when left out. Engines before API 1.42 (Docker 23) cannot tell them apart: there anything but
   * true is BAD_INPUT.
   */
  readonly all?: InputMaybe<Scalars['Boolean']['input']>;
  /** Tells what would go, and removes nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Those of them that go; all when left out. */
  readonly filter?: InputMaybe<VolumePruneFilter>;
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pruning volumes. */
export type PruneVolumesPayload = {
  readonly __typename?: 'PruneVolumesPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where nothing went, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Names of those that are gone. */
  readonly deleted: ReadonlyArray<Scalars['String']['output']>;
  /** Whether this only tells what would go. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** The operation: how far it has come, and how it ended. */
  readonly operation: Operation;
  /** What was in them. */
  readonly reclaimedBytes: Scalars['Bytes']['output'];
};

/** A port of a container, or a range, and where on the host it is published. */
export type PublishedPortInput = {
  /** The port in the container, or the first of a range. */
  readonly containerPort: Scalars['Int']['input'];
  /** The last of the range; the same as `containerPort` when left out. */
  readonly containerPortEnd?: InputMaybe<Scalars['Int']['input']>;
  /** The address of the host it is published on; every address when left out. */
  readonly hostIp?: InputMaybe<Scalars['String']['input']>;
  /** The port of the host, or the first of a range; any that is free when left out. */
  readonly hostPort?: InputMaybe<Scalars['Int']['input']>;
  /** The last of the host's range: as long as the container's, or, for one port of the container, a range from which the engine takes one that is free. */
  readonly hostPortEnd?: InputMaybe<Scalars['Int']['input']>;
  /** The protocol. */
  readonly protocol?: InputMaybe<PortProtocol>;
};

/** Which image to pull. */
export type PullImageInput = {
  /** Pulls all tags of the repository; the name must have none then. */
  readonly allTags?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host to pull it to. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Its name with a tag or a digest, such as `registry:5000/team/app:1.2`; without either it is `latest`. */
  readonly image: Scalars['String']['input'];
  /** Operating system and architecture, such as `linux/arm64`; the engine's own when left out. */
  readonly platform?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Credentials for its registry; when left out those in the file that `WHARFINGER_REGISTRY_AUTH_FILE` names, if they are there. */
  readonly registryAuth?: InputMaybe<RegistryAuthInput>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pulling an image. */
export type PullImagePayload = {
  readonly __typename?: 'PullImagePayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** Whether there was anything newer than what was there. False while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Its digest in the registry, `sha256:...`; null while it runs, and where there are several. */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /** The image that has the name now; null while it runs, with `allTags`, and when the live copy lags behind. */
  readonly image?: Maybe<Image>;
  /** With `allTags` all images of the repository that are on the host; otherwise the one. Empty while it runs. */
  readonly images: ReadonlyArray<Image>;
  /** The operation that it is or was. */
  readonly operation: Operation;
};

/** When an image is pulled. */
export type PullPolicy =
  /** Always. */
  | 'always'
  /** When it is not there. */
  | 'missing'
  /** Never: NOT_FOUND when it is not there. */
  | 'never';

/** Which image to push. */
export type PushImageInput = {
  /** Pushes all tags that the repository has on the host; `ref` must have none then. */
  readonly allTags?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Of an image that is here for several platforms that one alone, such as `linux/arm64`. BAD_INPUT where the engine is older than API 1.46. */
  readonly platform?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** A name that it has, as `registry:5000/team/app:1.2`; `:latest` is understood. It says which registry it goes to. */
  readonly ref: Scalars['String']['input'];
  /** Credentials for its registry; when left out those in the file that `WHARFINGER_REGISTRY_AUTH_FILE` names, if they are there. */
  readonly registryAuth?: InputMaybe<RegistryAuthInput>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pushing an image. */
export type PushImagePayload = {
  readonly __typename?: 'PushImagePayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: the registry has it under that name by this. False while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Its digest in the registry, `sha256:...`; null while it runs, and with `allTags`. */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /** The image; null while it runs. With `allTags` one of them. */
  readonly image?: Maybe<Image>;
  /** The operation that it is or was. */
  readonly operation: Operation;
};

/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type Query = {
  readonly __typename?: 'Query';
  /** One event by its audit id; null when there is none. Permission: `audit.read`. */
  readonly auditEvent?: Maybe<AuditEvent>;
  /** The record of who did what. Permission: `audit.read`. */
  readonly auditEvents: AuditEventConnection;
  /**
   * How many actions there were, by whom, to what, on which day and so on. BAD_INPUT when that makes more than 200,000 groups in all.
   * Permission: `audit.read`.
   */
  readonly auditSummary: AuditSummary;
  /** One container. NOT_FOUND when there is none, BAD_INPUT when several are meant. Permission: `container.read`. */
  readonly container?: Maybe<Container>;
  /** Containers, whatever their state, newest first unless ordered otherwise. Permission: `container.read`. */
  readonly containers: ContainerConnection;
  /** One host. NOT_FOUND when there is none of that name. Permission: `host.read`. */
  readonly host?: Maybe<Host>;
  /** All hosts, by name. Permission: `host.read`. */
  readonly hosts: ReadonlyArray<Host>;
  /** One image. NOT_FOUND when there is none, BAD_INPUT when several are meant. Permission: `image.read`. */
  readonly image?: Maybe<Image>;
  /** Images, newest first unless ordered otherwise. Permission: `image.read`. */
  readonly images: ImageConnection;
  /** One network. NOT_FOUND when there is none, BAD_INPUT when several are meant. Permission: `network.read`. */
  readonly network?: Maybe<Network>;
  /** Networks, by name unless ordered otherwise. Permission: `network.read`. */
  readonly networks: NetworkConnection;
  /**
   * The object with this global id. NOT_FOUND when it is gone, BAD_INPUT when the id is none of ours. Permission: the one that its kind needs, for example
   * `container.read`.
   */
  readonly node?: Maybe<Node>;
  /** One operation; null when there is none of this id. For those that others began: permission `operation.read`. */
  readonly operation?: Maybe<Operation>;
  /** One compose project. NOT_FOUND when there is none. Permission: `container.read`. */
  readonly project?: Maybe<Project>;
  /** Compose projects, by name. Permission: `container.read`. */
  readonly projects: ProjectConnection;
  /** Images that a registry finds, those with most stars first, as `docker search`; a registry that cannot search answers ENGINE_ERROR or NOT_FOUND. Permission: `registry.read`. */
  readonly searchImages: ReadonlyArray<FoundImage>;
  /** All tokens, oldest first, without their secrets. Permission: `token.read`. */
  readonly tokens: ReadonlyArray<Token>;
  /** Who is asking. */
  readonly viewer: Viewer;
  /** One volume. NOT_FOUND when there is none. Permission: `volume.read`. */
  readonly volume?: Maybe<Volume>;
  /** Volumes, by name unless ordered otherwise. Permission: `volume.read`. */
  readonly volumes: VolumeConnection;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryAuditEventArgs = {
  id: Scalars['String']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditOrder>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryAuditSummaryArgs = {
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy: ReadonlyArray<AuditGrouping>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryContainerArgs = {
  host?: InputMaybe<Scalars['String']['input']>;
  ref: Scalars['String']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryContainersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContainerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  host?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ContainerOrder>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryHostArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryImageArgs = {
  host?: InputMaybe<Scalars['String']['input']>;
  ref: Scalars['String']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryImagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  all?: Scalars['Boolean']['input'];
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ImageFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  host?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ImageOrder>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryNetworkArgs = {
  host?: InputMaybe<Scalars['String']['input']>;
  ref: Scalars['String']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryNetworksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NetworkFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  host?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<NetworkOrder>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryProjectArgs = {
  host?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  host?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QuerySearchImagesArgs = {
  host?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  minStars?: InputMaybe<Scalars['Int']['input']>;
  official?: InputMaybe<Scalars['Boolean']['input']>;
  term: Scalars['String']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryTokensArgs = {
  includeEnded?: InputMaybe<Scalars['Boolean']['input']>;
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryVolumeArgs = {
  host?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
};


/** Everything that can be read. Lists go over all hosts unless `host` is given. */
export type QueryVolumesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<VolumeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  host?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<VolumeOrder>;
};

/**
 * Which container to put a new one with the same settings in the place of. Everything the engine knows of it is copied: command, environment, limits, ports, mounts,
 * networks with their aliases and fixed addresses. What it has from its image and not from whoever made it comes from the new image. Anonymous volumes are kept, and
 * mounted by name from then on; files it wrote elsewhere are lost with it.
 */
export type RecreateContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The image, which must be on the host unless it is pulled. When left out what it was made from, as that name is understood now: so a newer one that has been pulled. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** When the image is pulled first. What may pull takes the permission `image.pull` as well. */
  readonly pull?: PullPolicy;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** Remove the old container in the end. Otherwise it stays, stopped, with `-old-` and six digits behind its name, and is not restarted by the engine. */
  readonly removeOld?: InputMaybe<Scalars['Boolean']['input']>;
  /** Seconds within which the new one must run and, where it has a health check, be healthy: 1 to 3600. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of recreating a container. */
export type RecreateContainerPayload = {
  readonly __typename?: 'RecreateContainerPayload';
  /** What the audit log says about it. Its target is the old container; the new one's id is in `after`. */
  readonly auditEvent: AuditEvent;
  /** True: the new one has taken the old one's place. False while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** The new container, under the old one's name; null while it runs. */
  readonly container?: Maybe<Container>;
  /** The operation that it is or was. */
  readonly operation: Operation;
  /** The old container as it was before; null while it runs. */
  readonly previous?: Maybe<Container>;
  /** Whether the image was pulled: whether the registry was asked, not whether it had anything newer. False while it runs. */
  readonly pulled: Scalars['Boolean']['output'];
  /** What the engine remarked, and whether the old one could not be removed. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** Credentials for a registry: a name and a password, or a token it has given. They are neither recorded nor logged, and only that registry is shown them. */
export type RegistryAuthInput = {
  /** A refresh token that the registry has given; in place of name and password. */
  readonly identityToken?: InputMaybe<Scalars['String']['input']>;
  /** The password, or an access token in its place. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** The registry they are for, as host and port; it has to be the image's. May be left out. */
  readonly serverAddress?: InputMaybe<Scalars['String']['input']>;
  /** The user's name. Not together with `identityToken`. */
  readonly username?: InputMaybe<Scalars['String']['input']>;
};

/** Which container to remove, and what goes with it. */
export type RemoveContainerInput = {
  /** Kill it first if it runs. Without this, removing a running container is a CONFLICT. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /**
   * The alias of a link that it has on the default bridge: then that link alone is removed, as `docker rm --link web/db`, and both containers stay. Not together with
   * `force` or `volumes`.
   */
  readonly link?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** Also remove the anonymous volumes that were made with it. */
  readonly volumes?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of removing a container. */
export type RemoveContainerPayload = {
  readonly __typename?: 'RemoveContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it, or its link, is gone by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it was before; with `link`, as it is now. */
  readonly container: Container;
};

/** Which containers to remove, and what goes with them. */
export type RemoveContainersInput = {
  /** Only tell what would be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ones. BAD_INPUT for a filter that says nothing, and where more than 1000 are found. */
  readonly filter: ContainerFilter;
  /** Kill those first that run. Without this, each that runs is a CONFLICT. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host they are on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Also remove the anonymous volumes that were made with them. */
  readonly volumes?: InputMaybe<Scalars['Boolean']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Which image to remove, or which of its names. */
export type RemoveImageInput = {
  /** Also where a container that does not run was made from it, or where it has several names and is removed by its id. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Keeps the images it was built on that have no name. */
  readonly noPrune?: InputMaybe<Scalars['Boolean']['input']>;
  /** Removes these platforms of it alone, such as `linux/arm64`: at most 20. BAD_INPUT where the engine is older than API 1.50. */
  readonly platforms?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** By a name (`repository:tag`, `repository@sha256:...`) it loses that name, and goes when that was its last one; by its id it goes with all its names. */
  readonly ref: Scalars['String']['input'];
};

/** What came of removing an image. */
export type RemoveImagePayload = {
  readonly __typename?: 'RemoveImagePayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: something is gone by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** Ids of the images and layers that are gone; empty where only a name went. */
  readonly deleted: ReadonlyArray<Scalars['String']['output']>;
  /** The image as it was before. */
  readonly image: Image;
  /** The names that are gone. */
  readonly untagged: ReadonlyArray<Scalars['String']['output']>;
};

/** Which network to remove. */
export type RemoveNetworkInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The network: name, full id, or an id prefix that only one network has. */
  readonly ref: Scalars['String']['input'];
};

/** What came of removing a network. */
export type RemoveNetworkPayload = {
  readonly __typename?: 'RemoveNetworkPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it is gone by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The network as it was before. */
  readonly network: Network;
};

/** Which compose project to remove, and what goes with its containers. */
export type RemoveProjectInput = {
  /** Only tell what would be done, in the order in which it would be begun. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Kill what runs. Without this it is stopped first. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The project's name. */
  readonly name: Scalars['String']['input'];
  /** Also remove the project's networks. They stay where a container could not be removed. */
  readonly networks?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Only the containers of these services; networks and volumes stay then. BAD_INPUT for one that the project does not have. All when left out. */
  readonly services?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Seconds to wait before one is killed: 0 to 86400, -1 waits for ever; each container's own stop timeout when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Also remove the project's volumes with all that is in them, and the anonymous ones of its containers. They stay where a container could not be removed. */
  readonly volumes?: InputMaybe<Scalars['Boolean']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Which volume to remove, with all that is in it. */
export type RemoveVolumeInput = {
  /** Removes it also where its driver does not answer, or has lost it. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Its whole name. */
  readonly name: Scalars['String']['input'];
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What came of removing a volume. */
export type RemoveVolumePayload = {
  readonly __typename?: 'RemoveVolumePayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it is gone by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The volume as it was before. */
  readonly volume: Volume;
};

/** Which container gets which new name. */
export type RenameContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The new name: letters, digits, `_`, `.` and `-`, beginning with a letter or digit, 2 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
};

/** What came of renaming a container. */
export type RenameContainerPayload = {
  readonly __typename?: 'RenameContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it has the new name by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
};

/** What a container may use. Null where nothing is limited. */
export type Resources = {
  readonly __typename?: 'Resources';
  /** Weight in block input and output: 10 to 1000. */
  readonly blkioWeight?: Maybe<Scalars['Int']['output']>;
  /** Length of a period. */
  readonly cpuPeriod?: Maybe<Scalars['Duration']['output']>;
  /** CPU time in each period. */
  readonly cpuQuota?: Maybe<Scalars['Duration']['output']>;
  /** Weight against other containers; 1024 is usual. */
  readonly cpuShares?: Maybe<Scalars['Int']['output']>;
  /** Cores, to a billionth, as `--cpus` sets them: 1.5 is one and a half. */
  readonly cpus?: Maybe<Scalars['Float']['output']>;
  /** CPUs it may run on, for example `0-2,7`. */
  readonly cpusetCpus?: Maybe<Scalars['String']['output']>;
  /** Memory nodes it may use, for example `0,1`. */
  readonly cpusetMems?: Maybe<Scalars['String']['output']>;
  /** Memory. */
  readonly memory?: Maybe<Scalars['Bytes']['output']>;
  /** Memory it is pushed back to when the machine runs short. */
  readonly memoryReservation?: Maybe<Scalars['Bytes']['output']>;
  /** Memory and swap together; null where nothing is set, and also where swap is unlimited: see `swapUnlimited`. */
  readonly memorySwap?: Maybe<Scalars['Bytes']['output']>;
  /** How readily the kernel swaps it out: 0 to 100. */
  readonly memorySwappiness?: Maybe<Scalars['Int']['output']>;
  /** Whether the out-of-memory killer leaves it alone. */
  readonly oomKillDisabled: Scalars['Boolean']['output'];
  /** Processes and threads. */
  readonly pidsLimit?: Maybe<Scalars['Int']['output']>;
  /** Size of `/dev/shm`. */
  readonly shmSize?: Maybe<Scalars['Bytes']['output']>;
  /** Whether swap was set to be unlimited. */
  readonly swapUnlimited: Scalars['Boolean']['output'];
  /** Limits of the kind `ulimit` sets. */
  readonly ulimits: ReadonlyArray<Ulimit>;
};

/** Which container to restart, and how it is stopped first. */
export type RestartContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** The signal to stop it with, as a name or a number; the container's own stop signal when left out. Needs an engine with API 1.42 or newer. */
  readonly signal?: InputMaybe<Scalars['String']['input']>;
  /** Seconds to wait before it is killed: 0 to 86400, -1 waits for ever; the container's own stop timeout when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of restarting a container. */
export type RestartContainerPayload = {
  readonly __typename?: 'RestartContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** Always true: a restart does something also to a stopped container. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
};

/** Which containers to restart, and how they are stopped first. */
export type RestartContainersInput = {
  /** Only tell what would be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ones. BAD_INPUT for a filter that says nothing, and where more than 1000 are found. */
  readonly filter: ContainerFilter;
  /** The host they are on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The signal to stop them with, as a name or a number; each container's own stop signal when left out. Needs an engine with API 1.42 or newer. */
  readonly signal?: InputMaybe<Scalars['String']['input']>;
  /** Seconds to wait before one is killed: 0 to 86400, -1 waits for ever; each container's own stop timeout when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** When a container is started again by itself. */
export type RestartPolicy = {
  readonly __typename?: 'RestartPolicy';
  /** How often at most, for `on-failure`; 0: without limit. */
  readonly maximumRetryCount: Scalars['Int']['output'];
  /** `no`, `always`, `unless-stopped` or `on-failure`. */
  readonly name: Scalars['String']['output'];
};

/** Whether and when the engine starts a container again. */
export type RestartPolicyInput = {
  /** How often at most, for ON_FAILURE; without limit when 0 or left out. */
  readonly maximumRetryCount?: InputMaybe<Scalars['Int']['input']>;
  /** When. */
  readonly name: RestartPolicyName;
};

/** When the engine starts a container again by itself. */
export type RestartPolicyName =
  /** Whenever it has ended, and when the engine starts; until somebody stops it. */
  | 'always'
  /** Never. */
  | 'no'
  /** When it has ended with another exit code than 0. */
  | 'on-failure'
  /** As ALWAYS, but not when the engine starts after somebody had stopped it. */
  | 'unless-stopped';

/** Which compose project to restart, or which of its services. */
export type RestartProjectInput = {
  /** Only tell what would be done, in the order in which it would be begun. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The project's name. */
  readonly name: Scalars['String']['input'];
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Only these services; BAD_INPUT for one that the project does not have. All when left out. */
  readonly services?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Seconds to wait before one is killed: 0 to 86400, -1 waits for ever; each container's own stop timeout when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Which token to revoke. */
export type RevokeTokenInput = {
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The token's `tokenId`. */
  readonly tokenId: Scalars['String']['input'];
};

/** What came of revoking a token. */
export type RevokeTokenPayload = {
  readonly __typename?: 'RevokeTokenPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where it was revoked already. */
  readonly changed: Scalars['Boolean']['output'];
  /** The token, with the time of its revocation. */
  readonly token: Token;
};

/**
 * What container to create and start. What Docker would refuse is BAD_INPUT with the path of the field, before the engine is asked. What would make the
 * container equal to its host takes the permission `container.host` beside `container.run`.
 */
export type RunContainerInput = {
  /** Removes it, with its anonymous volumes, once it has ended. Not together with a restart policy. */
  readonly autoRemove?: InputMaybe<Scalars['Boolean']['input']>;
  /** Capabilities it gets beside the usual ones, such as `NET_ADMIN`, or `ALL`. Permission: `container.host`. */
  readonly capAdd?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Capabilities it loses, or `ALL`. */
  readonly capDrop?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The command and its arguments, one to an item, with no shell between; the image's own when left out. Recorded, unless a word looks like a secret. */
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Devices of the host. Permission: `container.host`. */
  readonly devices?: InputMaybe<ReadonlyArray<DeviceInput>>;
  /** IP addresses of its name servers; the host's when left out. */
  readonly dns?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What the command is given to; the image's own when left out, none when empty. */
  readonly entrypoint?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Its environment, added to the image's. Values are not recorded, names are. */
  readonly env?: InputMaybe<ReadonlyArray<PairInput>>;
  /** Ports to be exposed and not published, beside the image's. */
  readonly expose?: InputMaybe<ReadonlyArray<ExposedPortInput>>;
  /** Further lines of its `/etc/hosts`. */
  readonly extraHosts?: InputMaybe<ReadonlyArray<ExtraHostInput>>;
  /** Graphics processors of the host. Permission: `container.host`. */
  readonly gpus?: InputMaybe<GpuInput>;
  /** Further groups of its user, by name or id. */
  readonly groupAdd?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How its health is checked; what is left out is as in the image. */
  readonly healthCheck?: InputMaybe<HealthCheckInput>;
  /** The host it is to be on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Its host name, at most 63 characters; the beginning of its id when left out. */
  readonly hostname?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The image: a name with a tag (`latest` when left out) or a digest, or an id. */
  readonly image: Scalars['String']['input'];
  /** Whether a small init runs as its first process, which passes on signals and reaps what has ended. */
  readonly init?: InputMaybe<Scalars['Boolean']['input']>;
  /** `none`, `private`, `shareable`, `host` (permission `container.host`), or `container:` with the name or id of the container whose shared memory it is to see. */
  readonly ipcMode?: InputMaybe<Scalars['String']['input']>;
  /** Its labels, added to the image's. */
  readonly labels?: InputMaybe<ReadonlyArray<PairInput>>;
  /** What it may use of its host; without limit when left out. */
  readonly limits?: InputMaybe<ContainerLimitsInput>;
  /** How its output is kept; as the engine is set when left out. */
  readonly logging?: InputMaybe<LoggingInput>;
  /** Volumes, directories of the host and memory file systems. */
  readonly mounts?: InputMaybe<ReadonlyArray<MountInput>>;
  /** Its name: letters, digits, `_`, `.` and `-`, beginning with a letter or digit, 2 to 255 characters. The engine makes one up when left out. CONFLICT when it is taken. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /**
   * A network mode in place of networks: `bridge`, `none`, `host` (permission `container.host`), or `container:` with the name or id of the container
   * whose network it shares.
   */
  readonly networkMode?: InputMaybe<Scalars['String']['input']>;
  /** The networks it is attached to; the engine's default network when left out. Not together with `networkMode`. */
  readonly networks?: InputMaybe<ReadonlyArray<NetworkEndpointInput>>;
  /** Turns off the image's health check. */
  readonly noHealthCheck?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether its standard input stays open, also while nobody is attached. */
  readonly openStdin?: InputMaybe<Scalars['Boolean']['input']>;
  /** `host`, or `container:` with the name or id of the container whose processes it is to see. Permission for both: `container.host`. */
  readonly pidMode?: InputMaybe<Scalars['String']['input']>;
  /** Operating system and architecture of the image, such as `linux/arm64`; the engine's own when left out. */
  readonly platform?: InputMaybe<Scalars['String']['input']>;
  /** Ports to be published, at most 2000 in all. */
  readonly ports?: InputMaybe<ReadonlyArray<PublishedPortInput>>;
  /** Gives it everything its host has. Permission: `container.host`. */
  readonly privileged?: InputMaybe<Scalars['Boolean']['input']>;
  /** Publishes every exposed port, on any port of the host that is free. */
  readonly publishAll?: InputMaybe<Scalars['Boolean']['input']>;
  /** When the image is pulled first. What may pull takes the permission `image.pull` as well. */
  readonly pull?: PullPolicy;
  /** Whether its own file system can only be read. */
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Whether and when the engine starts it again; never when left out. */
  readonly restartPolicy?: InputMaybe<RestartPolicyInput>;
  /** Security options, such as `no-new-privileges`. Permission for all but that one: `container.host`. */
  readonly securityOpt?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The signal that asks it to stop, as a name or a number; the image's own, or SIGTERM, when left out. */
  readonly stopSignal?: InputMaybe<Scalars['String']['input']>;
  /** Seconds from that signal until it is killed: 0 to 86400, -1 for ever; 10 when left out. */
  readonly stopTimeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** How long to wait at most: 1 s to 10 min; 1 min when left out. The container is left running when that is over. */
  readonly timeout?: InputMaybe<Scalars['Duration']['input']>;
  /** Memory file systems with options as `mount` takes them. */
  readonly tmpfs?: InputMaybe<ReadonlyArray<TmpfsInput>>;
  /** Whether it has a terminal. */
  readonly tty?: InputMaybe<Scalars['Boolean']['input']>;
  /** As whom it runs: a user name or id, with `:` and a group if need be; the image's own when left out. */
  readonly user?: InputMaybe<Scalars['String']['input']>;
  /** `host` turns off the engine's mapping of users. Permission: `container.host`. */
  readonly usernsMode?: InputMaybe<Scalars['String']['input']>;
  /** Containers whose mounts it takes over. */
  readonly volumesFrom?: InputMaybe<ReadonlyArray<VolumesFromInput>>;
  /** Waits until it has ended, and answers with its exit code and output. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. Not together with `wait: true`. */
  readonly waitForStart?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where it runs: an absolute path in the container; the image's own when left out. */
  readonly workingDir?: InputMaybe<Scalars['String']['input']>;
};

/** What came of running a container. */
export type RunContainerPayload = {
  readonly __typename?: 'RunContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it was made and started by this. False while the operation runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now, or as it last was, when it was set to be removed; null while the operation runs, and when the live copy lags behind. */
  readonly container?: Maybe<Container>;
  /** The engine's id of the new container: 64 hexadecimal digits; null while the operation runs. */
  readonly dockerId?: Maybe<Scalars['String']['output']>;
  /** With `wait`: what it ended with. Null without `wait`, and when it had not ended in time. */
  readonly exitCode?: Maybe<Scalars['Int']['output']>;
  /** The operation that it is or was. */
  readonly operation: Operation;
  /** With `wait`: its output up to now. Null without. */
  readonly output?: Maybe<RunOutput>;
  /** Whether the image was pulled. False while the operation runs. */
  readonly pulled: Scalars['Boolean']['output'];
  /** What the engine thought worth saying, for example of a limit that the host's kernel does not have. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** What a container has written. Bytes that are no UTF-8 are shown as U+FFFD. */
export type RunOutput = {
  readonly __typename?: 'RunOutput';
  /** Its standard error, the first 512 KiB. */
  readonly stderr: Scalars['String']['output'];
  /** Its standard output, the first 512 KiB; with a terminal everything is here. */
  readonly stdout: Scalars['String']['output'];
  /** Whether there was more than is shown. */
  readonly truncated: Scalars['Boolean']['output'];
};

/** A program that runs containers. */
export type Runtime = {
  readonly __typename?: 'Runtime';
  /** For example `runc`. */
  readonly name: Scalars['String']['output'];
  /** The program, as a path or a name. */
  readonly path: Scalars['String']['output'];
};

/** What every action on one container takes. */
export type StartContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
};

/** What came of starting a container. */
export type StartContainerPayload = {
  readonly __typename?: 'StartContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where it ran already. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
};

/** Which containers to start. */
export type StartContainersInput = {
  /** Only tell what would be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ones. BAD_INPUT for a filter that says nothing, and where more than 1000 are found. */
  readonly filter: ContainerFilter;
  /** The host they are on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Which compose project to start, or which of its services. */
export type StartProjectInput = {
  /** Only tell what would be done, in the order in which it would be begun. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The project's name. */
  readonly name: Scalars['String']['input'];
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Only these services; BAD_INPUT for one that the project does not have. All when left out. */
  readonly services?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /**
   * Seconds that each container waits at most for the services it depends on to be healthy, or done, where its compose file asks for that: 0 to 86400; 60 when
   * left out.
   */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Which container to stop, and how. */
export type StopContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** The signal to send first, as a name (`SIGTERM`, `HUP`) or a number; the container's own stop signal when left out. */
  readonly signal?: InputMaybe<Scalars['String']['input']>;
  /** Seconds to wait before it is killed: 0 to 86400, -1 waits for ever; the container's own stop timeout (the engine's default is 10) when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of stopping a container. */
export type StopContainerPayload = {
  readonly __typename?: 'StopContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where it had stopped already. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now; as it last was, if it was set to be removed when it stops. */
  readonly container: Container;
};

/** Which containers to stop, and how. */
export type StopContainersInput = {
  /** Only tell what would be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ones. BAD_INPUT for a filter that says nothing, and where more than 1000 are found. */
  readonly filter: ContainerFilter;
  /** The host they are on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The signal to send first, as a name (`SIGTERM`, `HUP`) or a number; each container's own stop signal when left out. */
  readonly signal?: InputMaybe<Scalars['String']['input']>;
  /** Seconds to wait before one is killed: 0 to 86400, -1 waits for ever; each container's own stop timeout when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Which compose project to stop, or which of its services. */
export type StopProjectInput = {
  /** Only tell what would be done, in the order in which it would be begun. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The project's name. */
  readonly name: Scalars['String']['input'];
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Only these services; BAD_INPUT for one that the project does not have. All when left out. */
  readonly services?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Seconds to wait before one is killed: 0 to 86400, -1 waits for ever; each container's own stop timeout when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What goes on: each field is a stream that lasts until the client leaves, its credential ends, or there can be nothing more to tell. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Each event once when its intent is stored and again when its outcome is. With `afterSeq` it begins with what came after that number: keep the larger of
   * `seq` and `outcomeSeq` of the last event seen, and nothing is lost. Permission: `audit.read`.
   */
  readonly auditEvents: AuditEvent;
  /**
   * The live copy's own feed: what comes, changes and goes from the moment of the subscription on. To have everything, subscribe first and then ask for `containers`.
   * Goes on while the engine is away, and tells what is different when it is back. Permission: `container.read`.
   */
  readonly containerChanges: ContainerChange;
  /**
   * The logs of the containers named, of those that match, or of all, in the order in which they arrive; each line has its container and time. When
   * following, a container that starts (again) goes on, and the whole ends when none of the named containers exists any more.
   * Permission: `container.logs`; each container's reading is recorded in the audit log before its first line.
   */
  readonly containerLogs: LogBatch;
  /**
   * What containers use, measured about every second: those named, those that match, or all. Containers that start later join, those that stop leave.
   * Ends when none of the named containers exists any more. Permission: `container.stats`.
   */
  readonly containerStats: ContainerStats;
  /**
   * The engine's events from now on, or of a time, with all that `docker events --filter` has. To go on where a subscription was cut, give the `time` of its last event
   * as `since`: that event comes again. Events of all types come, those of the engine itself (`daemon`) among them. Permission: `event.read`.
   */
  readonly events: EngineEvent;
  /**
   * How an operation stands now, each step that follows, and its end, after which the subscription ends. Whoever lost the connection goes on with `after`.
   * For operations that others began: permission `operation.read`.
   */
  readonly operationProgress: OperationProgress;
};


/** What goes on: each field is a stream that lasts until the client leaves, its credential ends, or there can be nothing more to tell. */
export type SubscriptionAuditEventsArgs = {
  afterSeq?: InputMaybe<Scalars['Int']['input']>;
  filter?: InputMaybe<AuditFilter>;
};


/** What goes on: each field is a stream that lasts until the client leaves, its credential ends, or there can be nothing more to tell. */
export type SubscriptionContainerChangesArgs = {
  filter?: InputMaybe<ContainerFilter>;
  host?: InputMaybe<Scalars['String']['input']>;
};


/** What goes on: each field is a stream that lasts until the client leaves, its credential ends, or there can be nothing more to tell. */
export type SubscriptionContainerLogsArgs = {
  details?: Scalars['Boolean']['input'];
  filter?: InputMaybe<ContainerFilter>;
  follow?: Scalars['Boolean']['input'];
  host?: InputMaybe<Scalars['String']['input']>;
  match?: InputMaybe<Scalars['String']['input']>;
  matchRegex?: InputMaybe<Scalars['String']['input']>;
  refs?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  stream?: InputMaybe<LogStream>;
  tail?: InputMaybe<Scalars['Int']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


/** What goes on: each field is a stream that lasts until the client leaves, its credential ends, or there can be nothing more to tell. */
export type SubscriptionContainerStatsArgs = {
  filter?: InputMaybe<ContainerFilter>;
  host?: InputMaybe<Scalars['String']['input']>;
  interval?: Scalars['Duration']['input'];
  refs?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** What goes on: each field is a stream that lasts until the client leaves, its credential ends, or there can be nothing more to tell. */
export type SubscriptionEventsArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  actor?: InputMaybe<Scalars['String']['input']>;
  containers?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  host?: InputMaybe<Scalars['String']['input']>;
  images?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  labels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  networks?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
  volumes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** What goes on: each field is a stream that lasts until the client leaves, its credential ends, or there can be nothing more to tell. */
export type SubscriptionOperationProgressArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
};

/** What of all that is not used to remove. */
export type SystemPruneInput = {
  /** All images that no container was made from, in place of those without a name; and all of the build cache that is not used now. */
  readonly all?: InputMaybe<Scalars['Boolean']['input']>;
  /** Also volumes that were given a name and that no container uses. */
  readonly allVolumes?: InputMaybe<Scalars['Boolean']['input']>;
  /** Tells what would go, and removes nothing. What the removal of one kind would set free of another is not among it. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * Those that go; all when left out. The build cache has no labels: it stays where `labels` are given. `until` cannot be given together with volumes, for which the
   * engine does not know it.
   */
  readonly filter?: InputMaybe<PruneFilter>;
  /** The host to do it on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /**
   * Also anonymous volumes that no container uses. Engines before API 1.42 (Docker 23) cannot tell them apart: there `allVolumes` must be true, or the volumes
   * fail with BAD_INPUT.
   */
  readonly volumes?: InputMaybe<Scalars['Boolean']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of pruning all kinds. Where one failed the answer has no error: look at `results`. */
export type SystemPrunePayload = {
  readonly __typename?: 'SystemPrunePayload';
  /** What the audit log says about the whole. Its target is the host; the events of the kinds have it as their `parent`. */
  readonly auditEvent: AuditEvent;
  /** False where nothing went, and while it runs. */
  readonly changed: Scalars['Boolean']['output'];
  /** Whether this only tells what would go. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** The operation that it is or was. */
  readonly operation: Operation;
  /** What all that is gone took up. */
  readonly reclaimedBytes: Scalars['Bytes']['output'];
  /** Each kind, in the order in which they were pruned; those that had no turn because it was cancelled have an error. Empty while it runs. */
  readonly results: ReadonlyArray<SystemPruneResult>;
};

/** What a prune came to for one kind. */
export type SystemPruneResult = {
  readonly __typename?: 'SystemPruneResult';
  /** What the audit log says about this kind, beneath the event of the whole; null where nothing could be written. */
  readonly auditEvent?: Maybe<AuditEvent>;
  /** False where nothing went. */
  readonly changed: Scalars['Boolean']['output'];
  /** What is gone: ids of containers, images, layers and records of the build cache, names of networks and volumes. */
  readonly deleted: ReadonlyArray<Scalars['String']['output']>;
  /** Why it failed; null where it did not. */
  readonly error?: Maybe<BulkError>;
  /** The kind. */
  readonly kind: PruneKind;
  /** What they took up. */
  readonly reclaimedBytes: Scalars['Bytes']['output'];
  /** Names of images that are gone. */
  readonly untagged: ReadonlyArray<Scalars['String']['output']>;
};

/** Which image gets which further name. */
export type TagImageInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The image: `repository:tag`, `repository@sha256:...`, an id with or without `sha256:`, or an unambiguous beginning of one. */
  readonly ref: Scalars['String']['input'];
  /** The name, as `repository:tag`; `:latest` is understood. An image that has it loses it. */
  readonly tag: Scalars['String']['input'];
};

/** What came of naming an image. */
export type TagImagePayload = {
  readonly __typename?: 'TagImagePayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** False where it had that name. */
  readonly changed: Scalars['Boolean']['output'];
  /** The image as it is now. */
  readonly image: Image;
};

/** A file system in memory. */
export type Tmpfs = {
  readonly __typename?: 'Tmpfs';
  /** Its options, for example `rw,size=64m`. */
  readonly options: Scalars['String']['output'];
  /** Where in the container. */
  readonly path: Scalars['String']['output'];
};

/** A memory file system. */
export type TmpfsInput = {
  /** Options as `mount` takes them: `size=64m,mode=1770`. */
  readonly options?: InputMaybe<Scalars['String']['input']>;
  /** Where: an absolute path in the container. */
  readonly path: Scalars['String']['input'];
};

/** A bearer token, without its secret. */
export type Token = Node & {
  readonly __typename?: 'Token';
  /** CIDR blocks it may be used from; empty: from anywhere. */
  readonly addresses: ReadonlyArray<Scalars['String']['output']>;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Name of the token or user that made it. */
  readonly createdBy: Scalars['String']['output'];
  /** What it is for; empty where nobody said. */
  readonly description: Scalars['String']['output'];
  /** When it ends; null: it does not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it was last used, to the minute; null: never. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it was named by its maker. */
  readonly name: Scalars['String']['output'];
  /** Actions granted beside the role's. */
  readonly permissions: ReadonlyArray<Scalars['String']['output']>;
  /** When it was revoked; null: it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The role it has; `none` where it has explicit permissions alone. */
  readonly role: Scalars['String']['output'];
  /** What it can reach: only what all of them have, those of its maker included. Empty: everything. */
  readonly scopes: ReadonlyArray<AccessScope>;
  /** The id by which it is revoked and by which the audit log names it. */
  readonly tokenId: Scalars['String']['output'];
};

/** The way an attempt came in. */
export type Transport =
  /** Seen in the engine's event stream. */
  | 'engine'
  /** The Docker-compatible gateway. */
  | 'gateway'
  /** GraphQL, over HTTP, WebSocket or Server-Sent Events. */
  | 'graphql'
  /** REST. */
  | 'rest'
  /** Wharfinger itself, or its command line on the machine. */
  | 'system';

/** A limit of the kind `ulimit` sets. */
export type Ulimit = {
  readonly __typename?: 'Ulimit';
  /** What a process can raise it to; -1: without limit. */
  readonly hard: Scalars['Float']['output'];
  /** For example `nofile`. */
  readonly name: Scalars['String']['output'];
  /** What holds unless a process raises it; -1: without limit. A Float because it may be larger than an Int. */
  readonly soft: Scalars['Float']['output'];
};

/** A limit of a process, as `ulimit` sets it. */
export type UlimitInput = {
  /** How far the process may raise it; the same when left out, -1 for no limit. */
  readonly hard?: InputMaybe<Scalars['Int']['input']>;
  /** Which: `nofile`, `nproc`, `core` ... */
  readonly name: Scalars['String']['input'];
  /** The limit in force; -1 for none. */
  readonly soft: Scalars['Int']['input'];
};

/** Which container to unpause. */
export type UnpauseContainerInput = {
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
};

/** What came of unpausing a container. */
export type UnpauseContainerPayload = {
  readonly __typename?: 'UnpauseContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: it was unpaused by this. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
};

/** Which containers to unpause. */
export type UnpauseContainersInput = {
  /** Only tell what would be done. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ones. BAD_INPUT for a filter that says nothing, and where more than 1000 are found. */
  readonly filter: ContainerFilter;
  /** The host they are on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** False: the answer comes as soon as it has begun, with the operation running; see `Operation`. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Whether a registry has something else than this under the same name. */
export type UpdateCheck = {
  readonly __typename?: 'UpdateCheck';
  /** Whether there is something newer; null where that cannot be known, and `unknown` says why. */
  readonly available?: Maybe<Scalars['Boolean']['output']>;
  /** When the registry was asked: an answer is kept for five minutes, a failure for one. Null where it was not. */
  readonly checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The digests that the image has in that repository: `sha256:...`. */
  readonly localDigests: ReadonlyArray<Scalars['String']['output']>;
  /** What went wrong, in words; null where nothing did. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** The name that was asked for; null where there is none. */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** The digest that the registry has under the name; null where it did not tell. */
  readonly registryDigest?: Maybe<Scalars['String']['output']>;
  /** Why it cannot be known; null where it is. */
  readonly unknown?: Maybe<UpdateUnknown>;
};

/**
 * Which container gets which new limits and which restart policy. What is left out stays as it is. A limit cannot be 0: Docker takes that for "leave it";
 * to lift one that has no value for "none" here, recreate the container.
 */
export type UpdateContainerInput = {
  /** Weight of its block I/O against other containers: 10 to 1000. Not every kernel has it: see `warnings`. */
  readonly blkioWeight?: InputMaybe<Scalars['Int']['input']>;
  /** Length of a CPU period in microseconds: 1000 to 1000000. Not together with `cpus`. */
  readonly cpuPeriodMicros?: InputMaybe<Scalars['Int']['input']>;
  /** CPU time in each period in microseconds: 1000 or more; -1 for no quota. Not together with `cpus`. */
  readonly cpuQuotaMicros?: InputMaybe<Scalars['Int']['input']>;
  /** Length of a real-time period in microseconds: 1 to 1000000. Needs a kernel with real-time groups. */
  readonly cpuRealtimePeriodMicros?: InputMaybe<Scalars['Int']['input']>;
  /** Real-time CPU in each of these periods in microseconds: 1 to 1000000. Needs a kernel with real-time groups. */
  readonly cpuRealtimeRuntimeMicros?: InputMaybe<Scalars['Int']['input']>;
  /** Weight of its CPU time against other containers: 2 to 262144; 1024 is usual. */
  readonly cpuShares?: InputMaybe<Scalars['Int']['input']>;
  /** Cores, with decimals: 0.01 or more, 1.5 is one and a half. Not together with a period or a quota; a container that was given those keeps to them. */
  readonly cpus?: InputMaybe<Scalars['Float']['input']>;
  /** CPUs it may run on, for example `0-2,7`. */
  readonly cpusetCpus?: InputMaybe<Scalars['String']['input']>;
  /** Memory nodes it may use, for example `0,1`. */
  readonly cpusetMems?: InputMaybe<Scalars['String']['input']>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Makes it safe to send this again: within 24 hours the same key with the same input gives the same answer and does nothing. 1 to 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Memory at most: 6 MiB or more. Where it has a `memorySwap` that is smaller, give that as well. */
  readonly memory?: InputMaybe<Scalars['Bytes']['input']>;
  /** Memory it is pushed back to when the machine runs short: 6 MiB or more, and no more than `memory`. */
  readonly memoryReservation?: InputMaybe<Scalars['Bytes']['input']>;
  /** Memory and swap together: no less than `memory`. */
  readonly memorySwap?: InputMaybe<Scalars['Bytes']['input']>;
  /** Processes and threads at most: 1 or more; -1 for no limit. */
  readonly pidsLimit?: InputMaybe<Scalars['Int']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** When the engine starts it again: `no`, `always`, `unless-stopped`, `on-failure`, or `on-failure:5` for at most five times. */
  readonly restartPolicy?: InputMaybe<Scalars['String']['input']>;
  /** True lifts the limit on swap. Not together with `memorySwap`. */
  readonly unlimitedSwap?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of updating a container. */
export type UpdateContainerPayload = {
  readonly __typename?: 'UpdateContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** True: the engine has taken the settings, also where they were the same before. */
  readonly changed: Scalars['Boolean']['output'];
  /** The container as it is now. */
  readonly container: Container;
  /** What the engine remarked while it took them, for example a limit that this kernel does not have. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** Why it cannot be known whether a registry has something newer. */
export type UpdateUnknown =
  /** The registry does not have the name (any more), or does not show it to us. */
  | 'not-found'
  /** The image was neither pulled from the repository in its name nor pushed there. */
  | 'not-pulled'
  /** It has no name that a registry would know: it was made from an id. */
  | 'no-name'
  /** The name has a digest, which means one image for ever. */
  | 'pinned'
  /** The registry wants credentials, or others. */
  | 'refused'
  /** The registry did not answer, or not as one. */
  | 'unreachable';

/** What is, or would be, decided. */
export type Verdict = {
  readonly __typename?: 'Verdict';
  /** Whether it is allowed. */
  readonly allowed: Scalars['Boolean']['output'];
  /** Names the rules in force. */
  readonly policyHash: Scalars['String']['output'];
  /** Why not, in words; where a policy that warns lets it pass, why it would not be allowed; empty otherwise. */
  readonly reason: Scalars['String']['output'];
  /** The rule that says so: `role:operator`, `token:grant`, `default-deny`, `scope`, `registry`, `read-only`; with `warn:` before it where a policy that warns lets it pass. */
  readonly rule: Scalars['String']['output'];
};

/** Who is asking: the holder of the credential this request was made with. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** How the caller proved who they are: `bearer`, `oidc` or `mtls`. */
  readonly authMethod: Scalars['String']['output'];
  /**
   * What would be decided if the caller asked for this now, and by which rule; nothing is done and nothing is put on record. Without `ref`: whether they may do it to
   * anything at all. NOT_FOUND and FORBIDDEN as for reading the object.
   */
  readonly can: Verdict;
  /** When the credential ends; null: it does not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The token's id, or `oidc:<provider>:<subject>`. */
  readonly id: Scalars['ID']['output'];
  /** The token's name, or the person's or pipeline's. */
  readonly name: Scalars['String']['output'];
  /** Every action this caller may take: the role's and those granted beside it. */
  readonly permissions: ReadonlyArray<Scalars['String']['output']>;
  /** Names the rules in force: 16 hexadecimal digits, which every decision in the audit log has as well. */
  readonly policyHash: Scalars['String']['output'];
  /** The role, built in or of the policy; `none` for a token that has explicit permissions alone. */
  readonly role: Scalars['String']['output'];
  /** What can be reached: only what all of them have. Empty: everything. */
  readonly scopes: ReadonlyArray<AccessScope>;
};


/** Who is asking: the holder of the credential this request was made with. */
export type ViewerCanArgs = {
  action: Scalars['String']['input'];
  host?: InputMaybe<Scalars['String']['input']>;
  ref?: InputMaybe<Scalars['String']['input']>;
};

/** A volume. Permission: `volume.read`. */
export type Volume = Node & {
  readonly __typename?: 'Volume';
  /** Whether it was made without a name, for one container. */
  readonly anonymous: Scalars['Boolean']['output'];
  /** The containers it is mounted into, stopped ones included, by name. Permission: `container.read`. */
  readonly containers?: Maybe<ReadonlyArray<Container>>;
  /** When it was made; null where the driver does not say. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** For example `local`. */
  readonly driver: Scalars['String']['output'];
  /** Where it is. */
  readonly host: Host;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The value of one label; null where it has none of that key. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Its labels, by key. */
  readonly labels: ReadonlyArray<Label>;
  /** Where it lies on the machine. */
  readonly mountpoint: Scalars['String']['output'];
  /** Its name, by which the engine knows it. */
  readonly name: Scalars['String']['output'];
  /** Options of its driver. */
  readonly options: ReadonlyArray<Label>;
  /** The compose project it is part of, by its labels; null where it is of none. Permission: `container.read`. */
  readonly project?: Maybe<Project>;
  /** How far it reaches: `local` or `global`. */
  readonly scope: Scalars['String']['output'];
  /** What the driver says of its state. */
  readonly status: ReadonlyArray<Label>;
};


/** A volume. Permission: `volume.read`. */
export type VolumeLabelArgs = {
  key: Scalars['String']['input'];
};

/** A page of volumes. */
export type VolumeConnection = {
  readonly __typename?: 'VolumeConnection';
  /** The volumes with their cursors. */
  readonly edges: ReadonlyArray<VolumeEdge>;
  /** The volumes. */
  readonly nodes: ReadonlyArray<Volume>;
  /** Whether there is more, and where. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What one volume takes up. */
export type VolumeDiskUsage = {
  readonly __typename?: 'VolumeDiskUsage';
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** How many containers use it; null where the engine does not say. */
  readonly refCount?: Maybe<Scalars['Int']['output']>;
  /** What is in it; null where the driver does not say. */
  readonly size?: Maybe<Scalars['Bytes']['output']>;
  /** The volume; null when it went in the meantime. */
  readonly volume?: Maybe<Volume>;
};

/** A volume and its place. */
export type VolumeEdge = {
  readonly __typename?: 'VolumeEdge';
  /** Opaque; give it as `after` for what follows. Stays good when volumes come and go. */
  readonly cursor: Scalars['String']['output'];
  /** The volume. */
  readonly node: Volume;
};

/** Which volumes. All that is given must hold; of a list, one of its entries (labels: every one). Has everything that `docker volume ls --filter` has. */
export type VolumeFilter = {
  /** Whether no container uses it. */
  readonly dangling?: InputMaybe<Scalars['Boolean']['input']>;
  /** Drivers. */
  readonly driver?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Has all of these labels. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  /** The name, exactly. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Part of the name, in exact case (`name` of `docker volume ls`). */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
};

/** How volumes are sorted. Those that are equal in it are in the order of their names. */
export type VolumeOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: VolumeOrderField;
};

/** What volumes are sorted by. */
export type VolumeOrderField =
  /** When they were made; those that do not say come before all others. */
  | 'createdAt'
  /** Their names. */
  | 'name';

/** Which of the unused volumes to remove. All that is given must hold. The engine knows no `until` for volumes. */
export type VolumePruneFilter = {
  /** Spares those that have all of these labels (one that has only some of them goes: so the engine reads several `label!`). */
  readonly exceptLabels?: InputMaybe<ReadonlyArray<LabelSelector>>;
  /** Those that have all of these labels. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelSelector>>;
};

/** A container whose mounts are taken over. */
export type VolumesFromInput = {
  /** Its name or id. Where it shares something with the host, this takes the permission `container.host`. */
  readonly container: Scalars['String']['input'];
  /** Whether they can only be read. */
  readonly readOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What is waited for. */
export type WaitCondition =
  /** That it ends the next time, also where it has yet to be started. */
  | 'next-exit'
  /** That it does not run: at once where it does not. */
  | 'not-running'
  /** That it is removed. */
  | 'removed';

/** Which container to wait for. There is no idempotency key: waiting changes nothing, so it may always be asked again. */
export type WaitContainerInput = {
  /** What to wait for. */
  readonly condition?: InputMaybe<WaitCondition>;
  /** The host it is on. May be left out while there is one host. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the audit log: at most 2000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Name, full id, or an id prefix that only one container has. */
  readonly ref: Scalars['String']['input'];
  /** Seconds after which the answer is TIMEOUT: 0 to 86400; as long as it takes when left out. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What waiting for a container came to. */
export type WaitContainerPayload = {
  readonly __typename?: 'WaitContainerPayload';
  /** What the audit log says about it. */
  readonly auditEvent: AuditEvent;
  /** The container as it is now; as it last was, where it is gone. */
  readonly container: Container;
  /** The exit code of the run that was waited for; of the last run where it did not run. 0 for one that never ran. */
  readonly exitCode: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AuditEntry & { __typename: 'AuditEvent' } )
    | ( ContainerParent & { __typename: 'Container' } )
    | ( HostParent & { __typename: 'Host' } )
    | ( ImageParent & { __typename: 'Image' } )
    | ( NetworkParent & { __typename: 'Network' } )
    | ( ProjectParent & { __typename: 'Project' } )
    | ( TokenInfo & { __typename: 'Token' } )
    | ( VolumeParent & { __typename: 'Volume' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessScope: ResolverTypeWrapper<AccessScope>;
  AccessScopeInput: AccessScopeInput;
  Actor: ResolverTypeWrapper<Actor>;
  AuditError: ResolverTypeWrapper<AuditError>;
  AuditEvent: ResolverTypeWrapper<AuditEntry>;
  AuditEventConnection: ResolverTypeWrapper<AuditConnectionParent>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditFilter: AuditFilter;
  AuditGroup: ResolverTypeWrapper<AuditGroup>;
  AuditGrouping: AuditGrouping;
  AuditOrder: AuditOrder;
  AuditOrigin: AuditOrigin;
  AuditResult: AuditResult;
  AuditResultCount: ResolverTypeWrapper<AuditResultCount>;
  AuditSource: ResolverTypeWrapper<AuditSource>;
  AuditSummary: ResolverTypeWrapper<AuditSummary>;
  AuditTarget: ResolverTypeWrapper<AuditTarget>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BuildCacheRecord: ResolverTypeWrapper<BuildCacheRecord>;
  BulkContainerResult: ResolverTypeWrapper<BulkResultParent>;
  BulkContainersPayload: ResolverTypeWrapper<BulkPayloadParent>;
  BulkError: ResolverTypeWrapper<BulkError>;
  Bytes: ResolverTypeWrapper<Scalars['Bytes']['output']>;
  CancelOperationInput: CancelOperationInput;
  CancelOperationPayload: ResolverTypeWrapper<CancelPayloadParent>;
  ChangeKind: ChangeKind;
  CheckRegistryLoginInput: CheckRegistryLoginInput;
  CheckRegistryLoginPayload: ResolverTypeWrapper<LoginPayloadParent>;
  CommitContainerInput: CommitContainerInput;
  CommitContainerPayload: ResolverTypeWrapper<CommitPayloadParent>;
  ConnectNetworkInput: ConnectNetworkInput;
  ConnectNetworkPayload: ResolverTypeWrapper<AttachmentPayloadParent>;
  Container: ResolverTypeWrapper<ContainerParent>;
  ContainerChange: ResolverTypeWrapper<SelectedChange>;
  ContainerConnection: ResolverTypeWrapper<Omit<ContainerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ContainerEdge']>, nodes: ReadonlyArray<ResolversTypes['Container']> }>;
  ContainerDiskUsage: ResolverTypeWrapper<ContainerDiskUsageParent>;
  ContainerEdge: ResolverTypeWrapper<Omit<ContainerEdge, 'node'> & { node: ResolversTypes['Container'] }>;
  ContainerFilter: ContainerFilter;
  ContainerLimitsInput: ContainerLimitsInput;
  ContainerOrder: ContainerOrder;
  ContainerOrderField: ContainerOrderField;
  ContainerPath: ResolverTypeWrapper<ContainerPathParent>;
  ContainerState: ContainerState;
  ContainerStats: ResolverTypeWrapper<MemberSample>;
  CreateContainerInput: CreateContainerInput;
  CreateContainerPayload: ResolverTypeWrapper<CreatePayloadParent>;
  CreateNetworkInput: CreateNetworkInput;
  CreateNetworkPayload: ResolverTypeWrapper<CreateNetworkPayloadParent>;
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: ResolverTypeWrapper<CreateTokenPayloadParent>;
  CreateVolumeInput: CreateVolumeInput;
  CreateVolumePayload: ResolverTypeWrapper<VolumePayloadParent>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decision: ResolverTypeWrapper<Decision>;
  Device: ResolverTypeWrapper<Device>;
  DeviceInput: DeviceInput;
  DirectoryEntry: ResolverTypeWrapper<DirectoryEntry>;
  DirectoryListing: ResolverTypeWrapper<DirectoryListing>;
  DisconnectNetworkInput: DisconnectNetworkInput;
  DisconnectNetworkPayload: ResolverTypeWrapper<AttachmentPayloadParent>;
  DiskUsage: ResolverTypeWrapper<DiskUsageParent>;
  Duration: ResolverTypeWrapper<Scalars['Duration']['output']>;
  EngineComponent: ResolverTypeWrapper<EngineComponentParent>;
  EngineEvent: ResolverTypeWrapper<HostEvent>;
  EngineVersion: ResolverTypeWrapper<Omit<EngineVersion, 'components'> & { components: ReadonlyArray<ResolversTypes['EngineComponent']> }>;
  EnvironmentVariable: ResolverTypeWrapper<EnvironmentVariable>;
  ExchangeTokenInput: ExchangeTokenInput;
  ExecContainerInput: ExecContainerInput;
  ExecContainerPayload: ResolverTypeWrapper<ExecPayloadParent>;
  ExecVariableInput: ExecVariableInput;
  ExposedPort: ResolverTypeWrapper<ExposedPort>;
  ExposedPortInput: ExposedPortInput;
  ExtraHostInput: ExtraHostInput;
  FileChange: ResolverTypeWrapper<FileChange>;
  FileChangeKind: FileChangeKind;
  FileType: FileType;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FoundImage: ResolverTypeWrapper<FoundImage>;
  GpuInput: GpuInput;
  Health: ResolverTypeWrapper<Health>;
  HealthCheck: ResolverTypeWrapper<HealthCheckParent>;
  HealthCheckInput: HealthCheckInput;
  HealthProbe: ResolverTypeWrapper<HealthProbe>;
  HealthStatus: HealthStatus;
  Host: ResolverTypeWrapper<HostParent>;
  HostInfo: ResolverTypeWrapper<HostInfo>;
  HostPlugins: ResolverTypeWrapper<HostPlugins>;
  HostStatus: HostStatus;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Image: ResolverTypeWrapper<ImageParent>;
  ImageConnection: ResolverTypeWrapper<Omit<ImageConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ImageEdge']>, nodes: ReadonlyArray<ResolversTypes['Image']> }>;
  ImageDiskUsage: ResolverTypeWrapper<ImageDiskUsageParent>;
  ImageEdge: ResolverTypeWrapper<Omit<ImageEdge, 'node'> & { node: ResolversTypes['Image'] }>;
  ImageFilter: ImageFilter;
  ImageLayer: ResolverTypeWrapper<ImageLayer>;
  ImageOrder: ImageOrder;
  ImageOrderField: ImageOrderField;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IpamPool: ResolverTypeWrapper<IpamPoolParent>;
  IpamPoolInput: IpamPoolInput;
  KeyValueInput: KeyValueInput;
  KillContainerInput: KillContainerInput;
  KillContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  KillContainersInput: KillContainersInput;
  Label: ResolverTypeWrapper<Label>;
  LabelSelector: LabelSelector;
  LogBatch: ResolverTypeWrapper<MemberLines>;
  LogLine: ResolverTypeWrapper<LogLineParent>;
  LogStream: LogStream;
  LoggingInput: LoggingInput;
  Mount: ResolverTypeWrapper<MountParent>;
  MountInput: MountInput;
  MountPropagation: MountPropagation;
  MountType: MountType;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Network: ResolverTypeWrapper<NetworkParent>;
  NetworkAttachment: ResolverTypeWrapper<AttachmentParent>;
  NetworkConnection: ResolverTypeWrapper<Omit<NetworkConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['NetworkEdge']>, nodes: ReadonlyArray<ResolversTypes['Network']> }>;
  NetworkEdge: ResolverTypeWrapper<Omit<NetworkEdge, 'node'> & { node: ResolversTypes['Network'] }>;
  NetworkEndpointInput: NetworkEndpointInput;
  NetworkFilter: NetworkFilter;
  NetworkOrder: NetworkOrder;
  NetworkOrderField: NetworkOrderField;
  NetworkType: NetworkType;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ObjectState: ResolverTypeWrapper<ObjectState>;
  Operation: ResolverTypeWrapper<OperationState>;
  OperationProgress: ResolverTypeWrapper<ProgressMessage>;
  OperationStatus: OperationStatus;
  OperationStep: ResolverTypeWrapper<OperationStep>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PairInput: PairInput;
  PauseContainerInput: PauseContainerInput;
  PauseContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  PauseContainersInput: PauseContainersInput;
  Port: ResolverTypeWrapper<Port>;
  PortProtocol: PortProtocol;
  PortSelector: PortSelector;
  ProcessList: ResolverTypeWrapper<ProcessList>;
  Project: ResolverTypeWrapper<ProjectParent>;
  ProjectActionResult: ResolverTypeWrapper<ProjectResultParent>;
  ProjectConnection: ResolverTypeWrapper<Omit<ProjectConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ProjectEdge']>, nodes: ReadonlyArray<ResolversTypes['Project']> }>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  ProjectFilter: ProjectFilter;
  ProjectObjectKind: ProjectObjectKind;
  ProjectPayload: ResolverTypeWrapper<ProjectPayloadParent>;
  ProjectStates: ResolverTypeWrapper<ProjectStates>;
  PruneBuildCacheInput: PruneBuildCacheInput;
  PruneBuildCachePayload: ResolverTypeWrapper<PrunePayloadParent>;
  PruneContainersInput: PruneContainersInput;
  PruneContainersPayload: ResolverTypeWrapper<PrunePayloadParent>;
  PruneFilter: PruneFilter;
  PruneImagesInput: PruneImagesInput;
  PruneImagesPayload: ResolverTypeWrapper<PrunePayloadParent>;
  PruneKind: PruneKind;
  PruneNetworksInput: PruneNetworksInput;
  PruneNetworksPayload: ResolverTypeWrapper<PrunePayloadParent>;
  PruneVolumesInput: PruneVolumesInput;
  PruneVolumesPayload: ResolverTypeWrapper<PrunePayloadParent>;
  PublishedPortInput: PublishedPortInput;
  PullImageInput: PullImageInput;
  PullImagePayload: ResolverTypeWrapper<PullPayloadParent>;
  PullPolicy: PullPolicy;
  PushImageInput: PushImageInput;
  PushImagePayload: ResolverTypeWrapper<PushPayloadParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecreateContainerInput: RecreateContainerInput;
  RecreateContainerPayload: ResolverTypeWrapper<RecreatePayloadParent>;
  RegistryAuthInput: RegistryAuthInput;
  RemoveContainerInput: RemoveContainerInput;
  RemoveContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  RemoveContainersInput: RemoveContainersInput;
  RemoveImageInput: RemoveImageInput;
  RemoveImagePayload: ResolverTypeWrapper<RemoveImagePayloadParent>;
  RemoveNetworkInput: RemoveNetworkInput;
  RemoveNetworkPayload: ResolverTypeWrapper<NetworkPayloadParent>;
  RemoveProjectInput: RemoveProjectInput;
  RemoveVolumeInput: RemoveVolumeInput;
  RemoveVolumePayload: ResolverTypeWrapper<VolumePayloadParent>;
  RenameContainerInput: RenameContainerInput;
  RenameContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  Resources: ResolverTypeWrapper<ResourcesParent>;
  RestartContainerInput: RestartContainerInput;
  RestartContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  RestartContainersInput: RestartContainersInput;
  RestartPolicy: ResolverTypeWrapper<RestartPolicy>;
  RestartPolicyInput: RestartPolicyInput;
  RestartPolicyName: RestartPolicyName;
  RestartProjectInput: RestartProjectInput;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: ResolverTypeWrapper<TokenPayloadParent>;
  RunContainerInput: RunContainerInput;
  RunContainerPayload: ResolverTypeWrapper<RunPayloadParent>;
  RunOutput: ResolverTypeWrapper<RunOutput>;
  Runtime: ResolverTypeWrapper<Runtime>;
  StartContainerInput: StartContainerInput;
  StartContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  StartContainersInput: StartContainersInput;
  StartProjectInput: StartProjectInput;
  StopContainerInput: StopContainerInput;
  StopContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  StopContainersInput: StopContainersInput;
  StopProjectInput: StopProjectInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SystemPruneInput: SystemPruneInput;
  SystemPrunePayload: ResolverTypeWrapper<SystemPrunePayloadParent>;
  SystemPruneResult: ResolverTypeWrapper<PrunedKind>;
  TagImageInput: TagImageInput;
  TagImagePayload: ResolverTypeWrapper<ImagePayloadParent>;
  Tmpfs: ResolverTypeWrapper<Tmpfs>;
  TmpfsInput: TmpfsInput;
  Token: ResolverTypeWrapper<TokenInfo>;
  Transport: Transport;
  Ulimit: ResolverTypeWrapper<Ulimit>;
  UlimitInput: UlimitInput;
  UnpauseContainerInput: UnpauseContainerInput;
  UnpauseContainerPayload: ResolverTypeWrapper<ContainerPayloadParent>;
  UnpauseContainersInput: UnpauseContainersInput;
  UpdateCheck: ResolverTypeWrapper<UpdateCheckParent>;
  UpdateContainerInput: UpdateContainerInput;
  UpdateContainerPayload: ResolverTypeWrapper<UpdatePayloadParent>;
  UpdateUnknown: UpdateUnknown;
  Verdict: ResolverTypeWrapper<Verdict>;
  Viewer: ResolverTypeWrapper<Caller>;
  Volume: ResolverTypeWrapper<VolumeParent>;
  VolumeConnection: ResolverTypeWrapper<Omit<VolumeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['VolumeEdge']>, nodes: ReadonlyArray<ResolversTypes['Volume']> }>;
  VolumeDiskUsage: ResolverTypeWrapper<VolumeDiskUsageParent>;
  VolumeEdge: ResolverTypeWrapper<Omit<VolumeEdge, 'node'> & { node: ResolversTypes['Volume'] }>;
  VolumeFilter: VolumeFilter;
  VolumeOrder: VolumeOrder;
  VolumeOrderField: VolumeOrderField;
  VolumePruneFilter: VolumePruneFilter;
  VolumesFromInput: VolumesFromInput;
  WaitCondition: WaitCondition;
  WaitContainerInput: WaitContainerInput;
  WaitContainerPayload: ResolverTypeWrapper<WaitPayloadParent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessScope: AccessScope;
  AccessScopeInput: AccessScopeInput;
  Actor: Actor;
  AuditError: AuditError;
  AuditEvent: AuditEntry;
  AuditEventConnection: AuditConnectionParent;
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  AuditFilter: AuditFilter;
  AuditGroup: AuditGroup;
  AuditResultCount: AuditResultCount;
  AuditSource: AuditSource;
  AuditSummary: AuditSummary;
  AuditTarget: AuditTarget;
  Boolean: Scalars['Boolean']['output'];
  BuildCacheRecord: BuildCacheRecord;
  BulkContainerResult: BulkResultParent;
  BulkContainersPayload: BulkPayloadParent;
  BulkError: BulkError;
  Bytes: Scalars['Bytes']['output'];
  CancelOperationInput: CancelOperationInput;
  CancelOperationPayload: CancelPayloadParent;
  CheckRegistryLoginInput: CheckRegistryLoginInput;
  CheckRegistryLoginPayload: LoginPayloadParent;
  CommitContainerInput: CommitContainerInput;
  CommitContainerPayload: CommitPayloadParent;
  ConnectNetworkInput: ConnectNetworkInput;
  ConnectNetworkPayload: AttachmentPayloadParent;
  Container: ContainerParent;
  ContainerChange: SelectedChange;
  ContainerConnection: Omit<ContainerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ContainerEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Container']> };
  ContainerDiskUsage: ContainerDiskUsageParent;
  ContainerEdge: Omit<ContainerEdge, 'node'> & { node: ResolversParentTypes['Container'] };
  ContainerFilter: ContainerFilter;
  ContainerLimitsInput: ContainerLimitsInput;
  ContainerOrder: ContainerOrder;
  ContainerPath: ContainerPathParent;
  ContainerStats: MemberSample;
  CreateContainerInput: CreateContainerInput;
  CreateContainerPayload: CreatePayloadParent;
  CreateNetworkInput: CreateNetworkInput;
  CreateNetworkPayload: CreateNetworkPayloadParent;
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: CreateTokenPayloadParent;
  CreateVolumeInput: CreateVolumeInput;
  CreateVolumePayload: VolumePayloadParent;
  DateTime: Scalars['DateTime']['output'];
  Decision: Decision;
  Device: Device;
  DeviceInput: DeviceInput;
  DirectoryEntry: DirectoryEntry;
  DirectoryListing: DirectoryListing;
  DisconnectNetworkInput: DisconnectNetworkInput;
  DisconnectNetworkPayload: AttachmentPayloadParent;
  DiskUsage: DiskUsageParent;
  Duration: Scalars['Duration']['output'];
  EngineComponent: EngineComponentParent;
  EngineEvent: HostEvent;
  EngineVersion: Omit<EngineVersion, 'components'> & { components: ReadonlyArray<ResolversParentTypes['EngineComponent']> };
  EnvironmentVariable: EnvironmentVariable;
  ExchangeTokenInput: ExchangeTokenInput;
  ExecContainerInput: ExecContainerInput;
  ExecContainerPayload: ExecPayloadParent;
  ExecVariableInput: ExecVariableInput;
  ExposedPort: ExposedPort;
  ExposedPortInput: ExposedPortInput;
  ExtraHostInput: ExtraHostInput;
  FileChange: FileChange;
  Float: Scalars['Float']['output'];
  FoundImage: FoundImage;
  GpuInput: GpuInput;
  Health: Health;
  HealthCheck: HealthCheckParent;
  HealthCheckInput: HealthCheckInput;
  HealthProbe: HealthProbe;
  Host: HostParent;
  HostInfo: HostInfo;
  HostPlugins: HostPlugins;
  ID: Scalars['ID']['output'];
  Image: ImageParent;
  ImageConnection: Omit<ImageConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ImageEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Image']> };
  ImageDiskUsage: ImageDiskUsageParent;
  ImageEdge: Omit<ImageEdge, 'node'> & { node: ResolversParentTypes['Image'] };
  ImageFilter: ImageFilter;
  ImageLayer: ImageLayer;
  ImageOrder: ImageOrder;
  Int: Scalars['Int']['output'];
  IpamPool: IpamPoolParent;
  IpamPoolInput: IpamPoolInput;
  KeyValueInput: KeyValueInput;
  KillContainerInput: KillContainerInput;
  KillContainerPayload: ContainerPayloadParent;
  KillContainersInput: KillContainersInput;
  Label: Label;
  LabelSelector: LabelSelector;
  LogBatch: MemberLines;
  LogLine: LogLineParent;
  LoggingInput: LoggingInput;
  Mount: MountParent;
  MountInput: MountInput;
  Mutation: Record<PropertyKey, never>;
  Network: NetworkParent;
  NetworkAttachment: AttachmentParent;
  NetworkConnection: Omit<NetworkConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['NetworkEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Network']> };
  NetworkEdge: Omit<NetworkEdge, 'node'> & { node: ResolversParentTypes['Network'] };
  NetworkEndpointInput: NetworkEndpointInput;
  NetworkFilter: NetworkFilter;
  NetworkOrder: NetworkOrder;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ObjectState: ObjectState;
  Operation: OperationState;
  OperationProgress: ProgressMessage;
  OperationStep: OperationStep;
  PageInfo: PageInfo;
  PairInput: PairInput;
  PauseContainerInput: PauseContainerInput;
  PauseContainerPayload: ContainerPayloadParent;
  PauseContainersInput: PauseContainersInput;
  Port: Port;
  PortSelector: PortSelector;
  ProcessList: ProcessList;
  Project: ProjectParent;
  ProjectActionResult: ProjectResultParent;
  ProjectConnection: Omit<ProjectConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ProjectEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Project']> };
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  ProjectFilter: ProjectFilter;
  ProjectPayload: ProjectPayloadParent;
  ProjectStates: ProjectStates;
  PruneBuildCacheInput: PruneBuildCacheInput;
  PruneBuildCachePayload: PrunePayloadParent;
  PruneContainersInput: PruneContainersInput;
  PruneContainersPayload: PrunePayloadParent;
  PruneFilter: PruneFilter;
  PruneImagesInput: PruneImagesInput;
  PruneImagesPayload: PrunePayloadParent;
  PruneNetworksInput: PruneNetworksInput;
  PruneNetworksPayload: PrunePayloadParent;
  PruneVolumesInput: PruneVolumesInput;
  PruneVolumesPayload: PrunePayloadParent;
  PublishedPortInput: PublishedPortInput;
  PullImageInput: PullImageInput;
  PullImagePayload: PullPayloadParent;
  PushImageInput: PushImageInput;
  PushImagePayload: PushPayloadParent;
  Query: Record<PropertyKey, never>;
  RecreateContainerInput: RecreateContainerInput;
  RecreateContainerPayload: RecreatePayloadParent;
  RegistryAuthInput: RegistryAuthInput;
  RemoveContainerInput: RemoveContainerInput;
  RemoveContainerPayload: ContainerPayloadParent;
  RemoveContainersInput: RemoveContainersInput;
  RemoveImageInput: RemoveImageInput;
  RemoveImagePayload: RemoveImagePayloadParent;
  RemoveNetworkInput: RemoveNetworkInput;
  RemoveNetworkPayload: NetworkPayloadParent;
  RemoveProjectInput: RemoveProjectInput;
  RemoveVolumeInput: RemoveVolumeInput;
  RemoveVolumePayload: VolumePayloadParent;
  RenameContainerInput: RenameContainerInput;
  RenameContainerPayload: ContainerPayloadParent;
  Resources: ResourcesParent;
  RestartContainerInput: RestartContainerInput;
  RestartContainerPayload: ContainerPayloadParent;
  RestartContainersInput: RestartContainersInput;
  RestartPolicy: RestartPolicy;
  RestartPolicyInput: RestartPolicyInput;
  RestartProjectInput: RestartProjectInput;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: TokenPayloadParent;
  RunContainerInput: RunContainerInput;
  RunContainerPayload: RunPayloadParent;
  RunOutput: RunOutput;
  Runtime: Runtime;
  StartContainerInput: StartContainerInput;
  StartContainerPayload: ContainerPayloadParent;
  StartContainersInput: StartContainersInput;
  StartProjectInput: StartProjectInput;
  StopContainerInput: StopContainerInput;
  StopContainerPayload: ContainerPayloadParent;
  StopContainersInput: StopContainersInput;
  StopProjectInput: StopProjectInput;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  SystemPruneInput: SystemPruneInput;
  SystemPrunePayload: SystemPrunePayloadParent;
  SystemPruneResult: PrunedKind;
  TagImageInput: TagImageInput;
  TagImagePayload: ImagePayloadParent;
  Tmpfs: Tmpfs;
  TmpfsInput: TmpfsInput;
  Token: TokenInfo;
  Ulimit: Ulimit;
  UlimitInput: UlimitInput;
  UnpauseContainerInput: UnpauseContainerInput;
  UnpauseContainerPayload: ContainerPayloadParent;
  UnpauseContainersInput: UnpauseContainersInput;
  UpdateCheck: UpdateCheckParent;
  UpdateContainerInput: UpdateContainerInput;
  UpdateContainerPayload: UpdatePayloadParent;
  Verdict: Verdict;
  Viewer: Caller;
  Volume: VolumeParent;
  VolumeConnection: Omit<VolumeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['VolumeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Volume']> };
  VolumeDiskUsage: VolumeDiskUsageParent;
  VolumeEdge: Omit<VolumeEdge, 'node'> & { node: ResolversParentTypes['Volume'] };
  VolumeFilter: VolumeFilter;
  VolumeOrder: VolumeOrder;
  VolumePruneFilter: VolumePruneFilter;
  VolumesFromInput: VolumesFromInput;
  WaitContainerInput: WaitContainerInput;
  WaitContainerPayload: WaitPayloadParent;
};

export type AccessScopeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccessScope'] = ResolversParentTypes['AccessScope']> = {
  hosts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  images?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  labels?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  names?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type ActorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  authMethod?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokenId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditError'] = ResolversParentTypes['AuditError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['ObjectState']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  auditId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['ObjectState']>, ParentType, ContextType>;
  breakGlass?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['Decision'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  engineStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['AuditError']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['AuditOrigin'], ParentType, ContextType>;
  outcomeSeq?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  params?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  result?: Resolver<ResolversTypes['AuditResult'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['AuditSource'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['AuditTarget']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type AuditGroupResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditGroup'] = ResolversParentTypes['AuditGroup']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  day?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['AuditOrigin']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['AuditResult']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['AuditResultCount']>, ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditResultCountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditResultCount'] = ResolversParentTypes['AuditResultCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['AuditResult'], ParentType, ContextType>;
};

export type AuditSourceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditSource'] = ResolversParentTypes['AuditSource']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claimed?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  port?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  transport?: Resolver<ResolversTypes['Transport'], ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditSummaryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditSummary'] = ResolversParentTypes['AuditSummary']> = {
  groupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['AuditGroup']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditTargetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditTarget'] = ResolversParentTypes['AuditTarget']> = {
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BuildCacheRecordResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BuildCacheRecord'] = ResolversParentTypes['BuildCacheRecord']> = {
  cacheId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  inUse?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BulkContainerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BulkContainerResult'] = ResolversParentTypes['BulkContainerResult']> = {
  auditEvent?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BulkError']>, ParentType, ContextType>;
};

export type BulkContainersPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BulkContainersPayload'] = ResolversParentTypes['BulkContainersPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  changedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  matchedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['BulkContainerResult']>, ParentType, ContextType>;
};

export type BulkErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BulkError'] = ResolversParentTypes['BulkError']> = {
  auditId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface BytesScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Bytes'], any> {
  name: 'Bytes';
}

export type CancelOperationPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CancelOperationPayload'] = ResolversParentTypes['CancelOperationPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
};

export type CheckRegistryLoginPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheckRegistryLoginPayload'] = ResolversParentTypes['CheckRegistryLoginPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CommitContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CommitContainerPayload'] = ResolversParentTypes['CommitContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
};

export type ConnectNetworkPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ConnectNetworkPayload'] = ResolversParentTypes['ConnectNetworkPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
};

export type ContainerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Container'] = ResolversParentTypes['Container']> = {
  args?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  audit?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<ContainerAuditArgs, 'first'>>;
  autoRemove?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  capAdd?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  capDrop?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  cgroupParent?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['FileChange']>>, ParentType, ContextType>;
  command?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  devices?: Resolver<ReadonlyArray<ResolversTypes['Device']>, ParentType, ContextType>;
  dns?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dnsOptions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dnsSearch?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dockerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  domainname?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entrypoint?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  env?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EnvironmentVariable']>>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  exposedPorts?: Resolver<ReadonlyArray<ResolversTypes['ExposedPort']>, ParentType, ContextType>;
  extraHosts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  files?: Resolver<Maybe<ResolversTypes['ContainerPath']>, ParentType, ContextType, RequireFields<ContainerFilesArgs, 'follow' | 'path'>>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  groupAdd?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['Health']>, ParentType, ContextType>;
  healthCheck?: Resolver<Maybe<ResolversTypes['HealthCheck']>, ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  hostname?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  imageRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  init?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ipcMode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<ContainerLabelArgs, 'key'>>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  lastAction?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  logDriver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  logOptions?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  logs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LogLine']>>, ParentType, ContextType, RequireFields<ContainerLogsArgs, 'details' | 'tail'>>;
  mounts?: Resolver<ReadonlyArray<ResolversTypes['Mount']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  names?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  networkMode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  networks?: Resolver<ReadonlyArray<ResolversTypes['NetworkAttachment']>, ParentType, ContextType>;
  oomKilled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  openStdin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pidMode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ports?: Resolver<ReadonlyArray<ResolversTypes['Port']>, ParentType, ContextType>;
  privileged?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  processes?: Resolver<Maybe<ResolversTypes['ProcessList']>, ParentType, ContextType, Partial<ContainerProcessesArgs>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  readonlyRootfs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  resources?: Resolver<ResolversTypes['Resources'], ParentType, ContextType>;
  restartCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  restartPolicy?: Resolver<ResolversTypes['RestartPolicy'], ParentType, ContextType>;
  runtime?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  securityOpt?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  shortId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeRootFs?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  sizeRw?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ContainerState'], ParentType, ContextType>;
  stats?: Resolver<Maybe<ResolversTypes['ContainerStats']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stopSignal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stopTimeoutSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  storageDriver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sysctls?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  tmpfs?: Resolver<ReadonlyArray<ResolversTypes['Tmpfs']>, ParentType, ContextType>;
  tty?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  updateAvailable?: Resolver<Maybe<ResolversTypes['UpdateCheck']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usernsMode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  utsMode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workingDir?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContainerChangeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ContainerChange'] = ResolversParentTypes['ContainerChange']> = {
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ContainerConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ContainerConnection'] = ResolversParentTypes['ContainerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ContainerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Container']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ContainerDiskUsageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ContainerDiskUsage'] = ResolversParentTypes['ContainerDiskUsage']> = {
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  dockerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeRootFs?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  sizeRw?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
};

export type ContainerEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ContainerEdge'] = ResolversParentTypes['ContainerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type ContainerPathResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ContainerPath'] = ResolversParentTypes['ContainerPath']> = {
  entries?: Resolver<Maybe<ResolversTypes['DirectoryListing']>, ParentType, ContextType, RequireFields<ContainerPathEntriesArgs, 'first'>>;
  linkTarget?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modifiedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<ContainerPathTextArgs, 'maxBytes'>>;
  type?: Resolver<ResolversTypes['FileType'], ParentType, ContextType>;
};

export type ContainerStatsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ContainerStats'] = ResolversParentTypes['ContainerStats']> = {
  blockRead?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  blockWrite?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  cpuPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  memoryLimit?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  memoryPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  memoryUsage?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  networkRx?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  networkTx?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  onlineCpus?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pids?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  readAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CreateContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateContainerPayload'] = ResolversParentTypes['CreateContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  dockerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  pulled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateNetworkPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateNetworkPayload'] = ResolversParentTypes['CreateNetworkPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
  warning?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateTokenPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateTokenPayload'] = ResolversParentTypes['CreateTokenPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
};

export type CreateVolumePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateVolumePayload'] = ResolversParentTypes['CreateVolumePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  volume?: Resolver<ResolversTypes['Volume'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  policyHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device']> = {
  cgroupPermissions?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pathInContainer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pathOnHost?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DirectoryEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DirectoryEntry'] = ResolversParentTypes['DirectoryEntry']> = {
  gid?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  linkTarget?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modifiedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['FileType'], ParentType, ContextType>;
  uid?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DirectoryListingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DirectoryListing'] = ResolversParentTypes['DirectoryListing']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DirectoryEntry']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DisconnectNetworkPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DisconnectNetworkPayload'] = ResolversParentTypes['DisconnectNetworkPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
};

export type DiskUsageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DiskUsage'] = ResolversParentTypes['DiskUsage']> = {
  buildCache?: Resolver<ReadonlyArray<ResolversTypes['BuildCacheRecord']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ContainerDiskUsage']>>, ParentType, ContextType>;
  images?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ImageDiskUsage']>>, ParentType, ContextType>;
  layersSize?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  volumes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['VolumeDiskUsage']>>, ParentType, ContextType>;
};

export interface DurationScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Duration'], any> {
  name: 'Duration';
}

export type EngineComponentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EngineComponent'] = ResolversParentTypes['EngineComponent']> = {
  details?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EngineEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EngineEvent'] = ResolversParentTypes['EngineEvent']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actorId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  attributes?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  host?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EngineVersionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EngineVersion'] = ResolversParentTypes['EngineVersion']> = {
  apiVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  arch?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  buildTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  components?: Resolver<ReadonlyArray<ResolversTypes['EngineComponent']>, ParentType, ContextType>;
  experimental?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  gitCommit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  goVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kernelVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  minApiVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  os?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  platformName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EnvironmentVariableResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EnvironmentVariable'] = ResolversParentTypes['EnvironmentVariable']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExecContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ExecContainerPayload'] = ResolversParentTypes['ExecContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  stderr?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stderrTruncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  stdout?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stdoutTruncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  timedOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ExposedPortResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ExposedPort'] = ResolversParentTypes['ExposedPort']> = {
  port?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['PortProtocol'], ParentType, ContextType>;
};

export type FileChangeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FileChange'] = ResolversParentTypes['FileChange']> = {
  kind?: Resolver<ResolversTypes['FileChangeKind'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FoundImageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FoundImage'] = ResolversParentTypes['FoundImage']> = {
  automated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  official?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  stars?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HealthResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  failingStreak?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  log?: Resolver<ReadonlyArray<ResolversTypes['HealthProbe']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type HealthCheckResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HealthCheck'] = ResolversParentTypes['HealthCheck']> = {
  interval?: Resolver<ResolversTypes['Duration'], ParentType, ContextType>;
  retries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startPeriod?: Resolver<ResolversTypes['Duration'], ParentType, ContextType>;
  test?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  timeout?: Resolver<ResolversTypes['Duration'], ParentType, ContextType>;
};

export type HealthProbeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HealthProbe'] = ResolversParentTypes['HealthProbe']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  exitCode?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  output?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type HostResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host']> = {
  containers?: Resolver<ResolversTypes['ContainerConnection'], ParentType, ContextType, Partial<HostContainersArgs>>;
  diskUsage?: Resolver<Maybe<ResolversTypes['DiskUsage']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  images?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, Partial<HostImagesArgs>>;
  info?: Resolver<Maybe<ResolversTypes['HostInfo']>, ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  networks?: Resolver<ResolversTypes['NetworkConnection'], ParentType, ContextType, Partial<HostNetworksArgs>>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, Partial<HostProjectsArgs>>;
  status?: Resolver<ResolversTypes['HostStatus'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['EngineVersion']>, ParentType, ContextType>;
  volumes?: Resolver<ResolversTypes['VolumeConnection'], ParentType, ContextType, Partial<HostVolumesArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HostInfo'] = ResolversParentTypes['HostInfo']> = {
  architecture?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  bridgeNfIp6tables?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  bridgeNfIptables?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cgroupDriver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cgroupVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  containerdVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  containers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  containersPaused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  containersRunning?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  containersStopped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cpuCfsPeriod?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cpuCfsQuota?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cpuSet?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cpuShares?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cpus?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  debug?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  defaultRuntime?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dockerRootDir?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  engineId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  eventListeners?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  experimental?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  fileDescriptors?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  goroutines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  httpProxy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  httpsProxy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  images?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  indexServerAddress?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  initBinary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  initVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  insecureRegistries?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  ipv4Forwarding?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isolation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kernelVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  liveRestore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  loggingDriver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  memory?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  memoryLimit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  noProxy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  oomKillDisable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operatingSystem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  osType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  osVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pidsLimit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  plugins?: Resolver<ResolversTypes['HostPlugins'], ParentType, ContextType>;
  productLicense?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registryMirrors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  runcVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runtimes?: Resolver<ReadonlyArray<ResolversTypes['Runtime']>, ParentType, ContextType>;
  securityOptions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  serverVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  storageDriver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  storageDriverStatus?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  swapLimit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  swarmState?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  systemTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HostPluginsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HostPlugins'] = ResolversParentTypes['HostPlugins']> = {
  authorization?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  log?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  network?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  volume?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ImageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image']> = {
  architecture?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  command?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Container']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dangling?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  digests?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dockerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dockerVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entrypoint?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  env?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EnvironmentVariable']>>, ParentType, ContextType>;
  exposedPorts?: Resolver<ReadonlyArray<ResolversTypes['ExposedPort']>, ParentType, ContextType>;
  forPlatform?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<ImageForPlatformArgs, 'platform'>>;
  healthCheck?: Resolver<Maybe<ResolversTypes['HealthCheck']>, ParentType, ContextType>;
  history?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ImageLayer']>>, ParentType, ContextType, Partial<ImageHistoryArgs>>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<ImageLabelArgs, 'key'>>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  lastTaggedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  layers?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  os?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  parentId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sharedSize?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  shortId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  stopSignal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  updateAvailable?: Resolver<Maybe<ResolversTypes['UpdateCheck']>, ParentType, ContextType, Partial<ImageUpdateAvailableArgs>>;
  user?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  volumes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  workingDir?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ImageConnection'] = ResolversParentTypes['ImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImageDiskUsageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ImageDiskUsage'] = ResolversParentTypes['ImageDiskUsage']> = {
  containers?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dockerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  sharedSize?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
};

export type ImageEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ImageEdge'] = ResolversParentTypes['ImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
};

export type ImageLayerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ImageLayer'] = ResolversParentTypes['ImageLayer']> = {
  comment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  imageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IpamPoolResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['IpamPool'] = ResolversParentTypes['IpamPool']> = {
  auxiliaryAddresses?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  gateway?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ipRange?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subnet?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type KillContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['KillContainerPayload'] = ResolversParentTypes['KillContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type LabelResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LogBatchResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LogBatch'] = ResolversParentTypes['LogBatch']> = {
  dropped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['LogLine']>, ParentType, ContextType>;
};

export type LogLineResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LogLine'] = ResolversParentTypes['LogLine']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attributes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Label']>>, ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['LogStream'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mount'] = ResolversParentTypes['Mount']> = {
  destination?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  driver?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  propagation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  readWrite?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['Volume']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelOperation?: Resolver<ResolversTypes['CancelOperationPayload'], ParentType, ContextType, RequireFields<MutationCancelOperationArgs, 'input'>>;
  checkRegistryLogin?: Resolver<ResolversTypes['CheckRegistryLoginPayload'], ParentType, ContextType, RequireFields<MutationCheckRegistryLoginArgs, 'input'>>;
  commitContainer?: Resolver<ResolversTypes['CommitContainerPayload'], ParentType, ContextType, RequireFields<MutationCommitContainerArgs, 'input'>>;
  connectNetwork?: Resolver<ResolversTypes['ConnectNetworkPayload'], ParentType, ContextType, RequireFields<MutationConnectNetworkArgs, 'input'>>;
  createContainer?: Resolver<ResolversTypes['CreateContainerPayload'], ParentType, ContextType, RequireFields<MutationCreateContainerArgs, 'input'>>;
  createNetwork?: Resolver<ResolversTypes['CreateNetworkPayload'], ParentType, ContextType, RequireFields<MutationCreateNetworkArgs, 'input'>>;
  createToken?: Resolver<ResolversTypes['CreateTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  createVolume?: Resolver<ResolversTypes['CreateVolumePayload'], ParentType, ContextType, RequireFields<MutationCreateVolumeArgs, 'input'>>;
  disconnectNetwork?: Resolver<ResolversTypes['DisconnectNetworkPayload'], ParentType, ContextType, RequireFields<MutationDisconnectNetworkArgs, 'input'>>;
  exchangeToken?: Resolver<ResolversTypes['CreateTokenPayload'], ParentType, ContextType, RequireFields<MutationExchangeTokenArgs, 'input'>>;
  execContainer?: Resolver<ResolversTypes['ExecContainerPayload'], ParentType, ContextType, RequireFields<MutationExecContainerArgs, 'input'>>;
  killContainer?: Resolver<ResolversTypes['KillContainerPayload'], ParentType, ContextType, RequireFields<MutationKillContainerArgs, 'input'>>;
  killContainers?: Resolver<ResolversTypes['BulkContainersPayload'], ParentType, ContextType, RequireFields<MutationKillContainersArgs, 'input'>>;
  pauseContainer?: Resolver<ResolversTypes['PauseContainerPayload'], ParentType, ContextType, RequireFields<MutationPauseContainerArgs, 'input'>>;
  pauseContainers?: Resolver<ResolversTypes['BulkContainersPayload'], ParentType, ContextType, RequireFields<MutationPauseContainersArgs, 'input'>>;
  pruneBuildCache?: Resolver<ResolversTypes['PruneBuildCachePayload'], ParentType, ContextType, RequireFields<MutationPruneBuildCacheArgs, 'input'>>;
  pruneContainers?: Resolver<ResolversTypes['PruneContainersPayload'], ParentType, ContextType, RequireFields<MutationPruneContainersArgs, 'input'>>;
  pruneImages?: Resolver<ResolversTypes['PruneImagesPayload'], ParentType, ContextType, RequireFields<MutationPruneImagesArgs, 'input'>>;
  pruneNetworks?: Resolver<ResolversTypes['PruneNetworksPayload'], ParentType, ContextType, RequireFields<MutationPruneNetworksArgs, 'input'>>;
  pruneVolumes?: Resolver<ResolversTypes['PruneVolumesPayload'], ParentType, ContextType, RequireFields<MutationPruneVolumesArgs, 'input'>>;
  pullImage?: Resolver<ResolversTypes['PullImagePayload'], ParentType, ContextType, RequireFields<MutationPullImageArgs, 'input'>>;
  pushImage?: Resolver<ResolversTypes['PushImagePayload'], ParentType, ContextType, RequireFields<MutationPushImageArgs, 'input'>>;
  recreateContainer?: Resolver<ResolversTypes['RecreateContainerPayload'], ParentType, ContextType, RequireFields<MutationRecreateContainerArgs, 'input'>>;
  removeContainer?: Resolver<ResolversTypes['RemoveContainerPayload'], ParentType, ContextType, RequireFields<MutationRemoveContainerArgs, 'input'>>;
  removeContainers?: Resolver<ResolversTypes['BulkContainersPayload'], ParentType, ContextType, RequireFields<MutationRemoveContainersArgs, 'input'>>;
  removeImage?: Resolver<ResolversTypes['RemoveImagePayload'], ParentType, ContextType, RequireFields<MutationRemoveImageArgs, 'input'>>;
  removeNetwork?: Resolver<ResolversTypes['RemoveNetworkPayload'], ParentType, ContextType, RequireFields<MutationRemoveNetworkArgs, 'input'>>;
  removeProject?: Resolver<ResolversTypes['ProjectPayload'], ParentType, ContextType, RequireFields<MutationRemoveProjectArgs, 'input'>>;
  removeVolume?: Resolver<ResolversTypes['RemoveVolumePayload'], ParentType, ContextType, RequireFields<MutationRemoveVolumeArgs, 'input'>>;
  renameContainer?: Resolver<ResolversTypes['RenameContainerPayload'], ParentType, ContextType, RequireFields<MutationRenameContainerArgs, 'input'>>;
  restartContainer?: Resolver<ResolversTypes['RestartContainerPayload'], ParentType, ContextType, RequireFields<MutationRestartContainerArgs, 'input'>>;
  restartContainers?: Resolver<ResolversTypes['BulkContainersPayload'], ParentType, ContextType, RequireFields<MutationRestartContainersArgs, 'input'>>;
  restartProject?: Resolver<ResolversTypes['ProjectPayload'], ParentType, ContextType, RequireFields<MutationRestartProjectArgs, 'input'>>;
  revokeToken?: Resolver<ResolversTypes['RevokeTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  runContainer?: Resolver<ResolversTypes['RunContainerPayload'], ParentType, ContextType, RequireFields<MutationRunContainerArgs, 'input'>>;
  startContainer?: Resolver<ResolversTypes['StartContainerPayload'], ParentType, ContextType, RequireFields<MutationStartContainerArgs, 'input'>>;
  startContainers?: Resolver<ResolversTypes['BulkContainersPayload'], ParentType, ContextType, RequireFields<MutationStartContainersArgs, 'input'>>;
  startProject?: Resolver<ResolversTypes['ProjectPayload'], ParentType, ContextType, RequireFields<MutationStartProjectArgs, 'input'>>;
  stopContainer?: Resolver<ResolversTypes['StopContainerPayload'], ParentType, ContextType, RequireFields<MutationStopContainerArgs, 'input'>>;
  stopContainers?: Resolver<ResolversTypes['BulkContainersPayload'], ParentType, ContextType, RequireFields<MutationStopContainersArgs, 'input'>>;
  stopProject?: Resolver<ResolversTypes['ProjectPayload'], ParentType, ContextType, RequireFields<MutationStopProjectArgs, 'input'>>;
  systemPrune?: Resolver<ResolversTypes['SystemPrunePayload'], ParentType, ContextType, RequireFields<MutationSystemPruneArgs, 'input'>>;
  tagImage?: Resolver<ResolversTypes['TagImagePayload'], ParentType, ContextType, RequireFields<MutationTagImageArgs, 'input'>>;
  unpauseContainer?: Resolver<ResolversTypes['UnpauseContainerPayload'], ParentType, ContextType, RequireFields<MutationUnpauseContainerArgs, 'input'>>;
  unpauseContainers?: Resolver<ResolversTypes['BulkContainersPayload'], ParentType, ContextType, RequireFields<MutationUnpauseContainersArgs, 'input'>>;
  updateContainer?: Resolver<ResolversTypes['UpdateContainerPayload'], ParentType, ContextType, RequireFields<MutationUpdateContainerArgs, 'input'>>;
  waitContainer?: Resolver<ResolversTypes['WaitContainerPayload'], ParentType, ContextType, RequireFields<MutationWaitContainerArgs, 'input'>>;
};

export type NetworkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Network'] = ResolversParentTypes['Network']> = {
  attachable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  configOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['NetworkAttachment']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dockerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  driver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enableIpv6?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ingress?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  internal?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ipam?: Resolver<ReadonlyArray<ResolversTypes['IpamPool']>, ParentType, ContextType>;
  ipamDriver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ipamOptions?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<NetworkLabelArgs, 'key'>>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shortId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['NetworkType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NetworkAttachmentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NetworkAttachment'] = ResolversParentTypes['NetworkAttachment']> = {
  aliases?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  endpointId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gateway?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ipAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ipPrefixLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  ipv6Address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ipv6Gateway?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  macAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  network?: Resolver<Maybe<ResolversTypes['Network']>, ParentType, ContextType>;
  networkId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  networkName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NetworkConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NetworkConnection'] = ResolversParentTypes['NetworkConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['NetworkEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Network']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NetworkEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NetworkEdge'] = ResolversParentTypes['NetworkEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AuditEvent' | 'Container' | 'Host' | 'Image' | 'Network' | 'Project' | 'Token' | 'Volume', ParentType, ContextType>;
};

export type ObjectStateResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ObjectState'] = ResolversParentTypes['ObjectState']> = {
  details?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OperationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  auditEvent?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  details?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['AuditError']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  progress?: Resolver<ReadonlyArray<ResolversTypes['OperationStep']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OperationStatus'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['AuditTarget']>, ParentType, ContextType>;
};

export type OperationProgressResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OperationProgress'] = ResolversParentTypes['OperationProgress']> = {
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['OperationStep']>, ParentType, ContextType>;
};

export type OperationStepResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OperationStep'] = ResolversParentTypes['OperationStep']> = {
  current?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PauseContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PauseContainerPayload'] = ResolversParentTypes['PauseContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type PortResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Port'] = ResolversParentTypes['Port']> = {
  ip?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  privatePort?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['PortProtocol'], ParentType, ContextType>;
  publicPort?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProcessListResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProcessList'] = ResolversParentTypes['ProcessList']> = {
  processes?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  titles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  configFiles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  containers?: Resolver<ReadonlyArray<ResolversTypes['Container']>, ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  networks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Network']>>, ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  states?: Resolver<ResolversTypes['ProjectStates'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  volumes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Volume']>>, ParentType, ContextType>;
  workingDir?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectActionResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProjectActionResult'] = ResolversParentTypes['ProjectActionResult']> = {
  auditEvent?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  dockerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BulkError']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ProjectObjectKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type ProjectPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProjectPayload'] = ResolversParentTypes['ProjectPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  changedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['ProjectActionResult']>, ParentType, ContextType>;
};

export type ProjectStatesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProjectStates'] = ResolversParentTypes['ProjectStates']> = {
  created?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dead?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  exited?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  healthy?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  removing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  restarting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unhealthy?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PruneBuildCachePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PruneBuildCachePayload'] = ResolversParentTypes['PruneBuildCachePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  reclaimedBytes?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
};

export type PruneContainersPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PruneContainersPayload'] = ResolversParentTypes['PruneContainersPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  reclaimedBytes?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
};

export type PruneImagesPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PruneImagesPayload'] = ResolversParentTypes['PruneImagesPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  reclaimedBytes?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  untagged?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PruneNetworksPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PruneNetworksPayload'] = ResolversParentTypes['PruneNetworksPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
};

export type PruneVolumesPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PruneVolumesPayload'] = ResolversParentTypes['PruneVolumesPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  reclaimedBytes?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
};

export type PullImagePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PullImagePayload'] = ResolversParentTypes['PullImagePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  images?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
};

export type PushImagePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PushImagePayload'] = ResolversParentTypes['PushImagePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  auditEvent?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType, RequireFields<QueryAuditEventArgs, 'id'>>;
  auditEvents?: Resolver<ResolversTypes['AuditEventConnection'], ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first' | 'orderBy'>>;
  auditSummary?: Resolver<ResolversTypes['AuditSummary'], ParentType, ContextType, RequireFields<QueryAuditSummaryArgs, 'first' | 'groupBy'>>;
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType, RequireFields<QueryContainerArgs, 'ref'>>;
  containers?: Resolver<ResolversTypes['ContainerConnection'], ParentType, ContextType, Partial<QueryContainersArgs>>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType, Partial<QueryHostArgs>>;
  hosts?: Resolver<ReadonlyArray<ResolversTypes['Host']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'ref'>>;
  images?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, RequireFields<QueryImagesArgs, 'all'>>;
  network?: Resolver<Maybe<ResolversTypes['Network']>, ParentType, ContextType, RequireFields<QueryNetworkArgs, 'ref'>>;
  networks?: Resolver<ResolversTypes['NetworkConnection'], ParentType, ContextType, Partial<QueryNetworksArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationArgs, 'id'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'name'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, Partial<QueryProjectsArgs>>;
  searchImages?: Resolver<ReadonlyArray<ResolversTypes['FoundImage']>, ParentType, ContextType, RequireFields<QuerySearchImagesArgs, 'limit' | 'term'>>;
  tokens?: Resolver<ReadonlyArray<ResolversTypes['Token']>, ParentType, ContextType, RequireFields<QueryTokensArgs, 'includeEnded'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['Volume']>, ParentType, ContextType, RequireFields<QueryVolumeArgs, 'name'>>;
  volumes?: Resolver<ResolversTypes['VolumeConnection'], ParentType, ContextType, Partial<QueryVolumesArgs>>;
};

export type RecreateContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RecreateContainerPayload'] = ResolversParentTypes['RecreateContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  pulled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RemoveContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RemoveContainerPayload'] = ResolversParentTypes['RemoveContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type RemoveImagePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RemoveImagePayload'] = ResolversParentTypes['RemoveImagePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
  untagged?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RemoveNetworkPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RemoveNetworkPayload'] = ResolversParentTypes['RemoveNetworkPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
};

export type RemoveVolumePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RemoveVolumePayload'] = ResolversParentTypes['RemoveVolumePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  volume?: Resolver<ResolversTypes['Volume'], ParentType, ContextType>;
};

export type RenameContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RenameContainerPayload'] = ResolversParentTypes['RenameContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type ResourcesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Resources'] = ResolversParentTypes['Resources']> = {
  blkioWeight?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  cpuPeriod?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  cpuQuota?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  cpuShares?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  cpus?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cpusetCpus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cpusetMems?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  memory?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  memoryReservation?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  memorySwap?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  memorySwappiness?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  oomKillDisabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pidsLimit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  shmSize?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  swapUnlimited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ulimits?: Resolver<ReadonlyArray<ResolversTypes['Ulimit']>, ParentType, ContextType>;
};

export type RestartContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RestartContainerPayload'] = ResolversParentTypes['RestartContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type RestartPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RestartPolicy'] = ResolversParentTypes['RestartPolicy']> = {
  maximumRetryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeTokenPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevokeTokenPayload'] = ResolversParentTypes['RevokeTokenPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
};

export type RunContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RunContainerPayload'] = ResolversParentTypes['RunContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  dockerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['RunOutput']>, ParentType, ContextType>;
  pulled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RunOutputResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RunOutput'] = ResolversParentTypes['RunOutput']> = {
  stderr?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stdout?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RuntimeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Runtime'] = ResolversParentTypes['Runtime']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StartContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StartContainerPayload'] = ResolversParentTypes['StartContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type StopContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StopContainerPayload'] = ResolversParentTypes['StopContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  auditEvents?: SubscriptionResolver<ResolversTypes['AuditEvent'], "auditEvents", ParentType, ContextType, Partial<SubscriptionAuditEventsArgs>>;
  containerChanges?: SubscriptionResolver<ResolversTypes['ContainerChange'], "containerChanges", ParentType, ContextType, Partial<SubscriptionContainerChangesArgs>>;
  containerLogs?: SubscriptionResolver<ResolversTypes['LogBatch'], "containerLogs", ParentType, ContextType, RequireFields<SubscriptionContainerLogsArgs, 'details' | 'follow' | 'tail'>>;
  containerStats?: SubscriptionResolver<ResolversTypes['ContainerStats'], "containerStats", ParentType, ContextType, RequireFields<SubscriptionContainerStatsArgs, 'interval'>>;
  events?: SubscriptionResolver<ResolversTypes['EngineEvent'], "events", ParentType, ContextType, Partial<SubscriptionEventsArgs>>;
  operationProgress?: SubscriptionResolver<ResolversTypes['OperationProgress'], "operationProgress", ParentType, ContextType, RequireFields<SubscriptionOperationProgressArgs, 'id'>>;
};

export type SystemPrunePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SystemPrunePayload'] = ResolversParentTypes['SystemPrunePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  reclaimedBytes?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['SystemPruneResult']>, ParentType, ContextType>;
};

export type SystemPruneResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SystemPruneResult'] = ResolversParentTypes['SystemPruneResult']> = {
  auditEvent?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BulkError']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PruneKind'], ParentType, ContextType>;
  reclaimedBytes?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  untagged?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TagImagePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TagImagePayload'] = ResolversParentTypes['TagImagePayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
};

export type TmpfsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Tmpfs'] = ResolversParentTypes['Tmpfs']> = {
  options?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TokenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  addresses?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['AccessScope']>, ParentType, ContextType>;
  tokenId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UlimitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Ulimit'] = ResolversParentTypes['Ulimit']> = {
  hard?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  soft?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type UnpauseContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnpauseContainerPayload'] = ResolversParentTypes['UnpauseContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type UpdateCheckResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpdateCheck'] = ResolversParentTypes['UpdateCheck']> = {
  available?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  localDigests?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registryDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unknown?: Resolver<Maybe<ResolversTypes['UpdateUnknown']>, ParentType, ContextType>;
};

export type UpdateContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpdateContainerPayload'] = ResolversParentTypes['UpdateContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type VerdictResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Verdict'] = ResolversParentTypes['Verdict']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  policyHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  authMethod?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  can?: Resolver<ResolversTypes['Verdict'], ParentType, ContextType, RequireFields<ViewerCanArgs, 'action'>>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  policyHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['AccessScope']>, ParentType, ContextType>;
};

export type VolumeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Volume'] = ResolversParentTypes['Volume']> = {
  anonymous?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Container']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  driver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<VolumeLabelArgs, 'key'>>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  mountpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VolumeConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['VolumeConnection'] = ResolversParentTypes['VolumeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['VolumeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Volume']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VolumeDiskUsageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['VolumeDiskUsage'] = ResolversParentTypes['VolumeDiskUsage']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['Bytes']>, ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['Volume']>, ParentType, ContextType>;
};

export type VolumeEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['VolumeEdge'] = ResolversParentTypes['VolumeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Volume'], ParentType, ContextType>;
};

export type WaitContainerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WaitContainerPayload'] = ResolversParentTypes['WaitContainerPayload']> = {
  auditEvent?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
  exitCode?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  AccessScope?: AccessScopeResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  AuditError?: AuditErrorResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  AuditGroup?: AuditGroupResolvers<ContextType>;
  AuditResultCount?: AuditResultCountResolvers<ContextType>;
  AuditSource?: AuditSourceResolvers<ContextType>;
  AuditSummary?: AuditSummaryResolvers<ContextType>;
  AuditTarget?: AuditTargetResolvers<ContextType>;
  BuildCacheRecord?: BuildCacheRecordResolvers<ContextType>;
  BulkContainerResult?: BulkContainerResultResolvers<ContextType>;
  BulkContainersPayload?: BulkContainersPayloadResolvers<ContextType>;
  BulkError?: BulkErrorResolvers<ContextType>;
  Bytes?: GraphQLScalarType;
  CancelOperationPayload?: CancelOperationPayloadResolvers<ContextType>;
  CheckRegistryLoginPayload?: CheckRegistryLoginPayloadResolvers<ContextType>;
  CommitContainerPayload?: CommitContainerPayloadResolvers<ContextType>;
  ConnectNetworkPayload?: ConnectNetworkPayloadResolvers<ContextType>;
  Container?: ContainerResolvers<ContextType>;
  ContainerChange?: ContainerChangeResolvers<ContextType>;
  ContainerConnection?: ContainerConnectionResolvers<ContextType>;
  ContainerDiskUsage?: ContainerDiskUsageResolvers<ContextType>;
  ContainerEdge?: ContainerEdgeResolvers<ContextType>;
  ContainerPath?: ContainerPathResolvers<ContextType>;
  ContainerStats?: ContainerStatsResolvers<ContextType>;
  CreateContainerPayload?: CreateContainerPayloadResolvers<ContextType>;
  CreateNetworkPayload?: CreateNetworkPayloadResolvers<ContextType>;
  CreateTokenPayload?: CreateTokenPayloadResolvers<ContextType>;
  CreateVolumePayload?: CreateVolumePayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decision?: DecisionResolvers<ContextType>;
  Device?: DeviceResolvers<ContextType>;
  DirectoryEntry?: DirectoryEntryResolvers<ContextType>;
  DirectoryListing?: DirectoryListingResolvers<ContextType>;
  DisconnectNetworkPayload?: DisconnectNetworkPayloadResolvers<ContextType>;
  DiskUsage?: DiskUsageResolvers<ContextType>;
  Duration?: GraphQLScalarType;
  EngineComponent?: EngineComponentResolvers<ContextType>;
  EngineEvent?: EngineEventResolvers<ContextType>;
  EngineVersion?: EngineVersionResolvers<ContextType>;
  EnvironmentVariable?: EnvironmentVariableResolvers<ContextType>;
  ExecContainerPayload?: ExecContainerPayloadResolvers<ContextType>;
  ExposedPort?: ExposedPortResolvers<ContextType>;
  FileChange?: FileChangeResolvers<ContextType>;
  FoundImage?: FoundImageResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  HealthCheck?: HealthCheckResolvers<ContextType>;
  HealthProbe?: HealthProbeResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  HostInfo?: HostInfoResolvers<ContextType>;
  HostPlugins?: HostPluginsResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  ImageDiskUsage?: ImageDiskUsageResolvers<ContextType>;
  ImageEdge?: ImageEdgeResolvers<ContextType>;
  ImageLayer?: ImageLayerResolvers<ContextType>;
  IpamPool?: IpamPoolResolvers<ContextType>;
  KillContainerPayload?: KillContainerPayloadResolvers<ContextType>;
  Label?: LabelResolvers<ContextType>;
  LogBatch?: LogBatchResolvers<ContextType>;
  LogLine?: LogLineResolvers<ContextType>;
  Mount?: MountResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Network?: NetworkResolvers<ContextType>;
  NetworkAttachment?: NetworkAttachmentResolvers<ContextType>;
  NetworkConnection?: NetworkConnectionResolvers<ContextType>;
  NetworkEdge?: NetworkEdgeResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  ObjectState?: ObjectStateResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  OperationProgress?: OperationProgressResolvers<ContextType>;
  OperationStep?: OperationStepResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PauseContainerPayload?: PauseContainerPayloadResolvers<ContextType>;
  Port?: PortResolvers<ContextType>;
  ProcessList?: ProcessListResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectActionResult?: ProjectActionResultResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectPayload?: ProjectPayloadResolvers<ContextType>;
  ProjectStates?: ProjectStatesResolvers<ContextType>;
  PruneBuildCachePayload?: PruneBuildCachePayloadResolvers<ContextType>;
  PruneContainersPayload?: PruneContainersPayloadResolvers<ContextType>;
  PruneImagesPayload?: PruneImagesPayloadResolvers<ContextType>;
  PruneNetworksPayload?: PruneNetworksPayloadResolvers<ContextType>;
  PruneVolumesPayload?: PruneVolumesPayloadResolvers<ContextType>;
  PullImagePayload?: PullImagePayloadResolvers<ContextType>;
  PushImagePayload?: PushImagePayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecreateContainerPayload?: RecreateContainerPayloadResolvers<ContextType>;
  RemoveContainerPayload?: RemoveContainerPayloadResolvers<ContextType>;
  RemoveImagePayload?: RemoveImagePayloadResolvers<ContextType>;
  RemoveNetworkPayload?: RemoveNetworkPayloadResolvers<ContextType>;
  RemoveVolumePayload?: RemoveVolumePayloadResolvers<ContextType>;
  RenameContainerPayload?: RenameContainerPayloadResolvers<ContextType>;
  Resources?: ResourcesResolvers<ContextType>;
  RestartContainerPayload?: RestartContainerPayloadResolvers<ContextType>;
  RestartPolicy?: RestartPolicyResolvers<ContextType>;
  RevokeTokenPayload?: RevokeTokenPayloadResolvers<ContextType>;
  RunContainerPayload?: RunContainerPayloadResolvers<ContextType>;
  RunOutput?: RunOutputResolvers<ContextType>;
  Runtime?: RuntimeResolvers<ContextType>;
  StartContainerPayload?: StartContainerPayloadResolvers<ContextType>;
  StopContainerPayload?: StopContainerPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SystemPrunePayload?: SystemPrunePayloadResolvers<ContextType>;
  SystemPruneResult?: SystemPruneResultResolvers<ContextType>;
  TagImagePayload?: TagImagePayloadResolvers<ContextType>;
  Tmpfs?: TmpfsResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  Ulimit?: UlimitResolvers<ContextType>;
  UnpauseContainerPayload?: UnpauseContainerPayloadResolvers<ContextType>;
  UpdateCheck?: UpdateCheckResolvers<ContextType>;
  UpdateContainerPayload?: UpdateContainerPayloadResolvers<ContextType>;
  Verdict?: VerdictResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Volume?: VolumeResolvers<ContextType>;
  VolumeConnection?: VolumeConnectionResolvers<ContextType>;
  VolumeDiskUsage?: VolumeDiskUsageResolvers<ContextType>;
  VolumeEdge?: VolumeEdgeResolvers<ContextType>;
  WaitContainerPayload?: WaitContainerPayloadResolvers<ContextType>;
};

