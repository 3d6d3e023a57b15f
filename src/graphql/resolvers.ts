import { containerMutations, payloads } from './resolvers/action.ts';
import { auditEvent, auditEventConnection, auditQueries, auditSubscriptions, containerAudit } from './resolvers/audit.ts';
import { execMutations } from './resolvers/exec.ts';
import { containerFiles, containerPath } from './resolvers/file.ts';
import { container, containerQueries, healthCheck, mount, networkAttachment, resources } from './resolvers/container.ts';
import {
  containerDiskUsage,
  diskUsage,
  engineComponent,
  host,
  hostQueries,
  imageDiskUsage,
  volumeDiskUsage,
} from './resolvers/host.ts';
import { imageMutations, imagePayloads } from './resolvers/image-action.ts';
import { createMutations, createPayloads } from './resolvers/create.ts';
import { image, imageQueries } from './resolvers/image.ts';
import { networkMutations, networkPayloads } from './resolvers/network-action.ts';
import { ipamPool, network, networkQueries } from './resolvers/network.ts';
import {
  operation,
  operationMutations,
  operationPayloads,
  operationQueries,
  operationSubscriptions,
} from './resolvers/operation.ts';
import { nodeQueries } from './resolvers/node.ts';
import { project, projectQueries } from './resolvers/project.ts';
import { projectMutations, projectPayloads } from './resolvers/project-action.ts';
import { systemPruneMutations, systemPrunePayloads } from './resolvers/system-prune.ts';
import { pruneMutations, prunePayloads } from './resolvers/prune-action.ts';
import {
  containerChange,
  containerStats,
  containerStreams,
  engineEvent,
  logBatch,
  logLine,
  streamSubscriptions,
} from './resolvers/stream.ts';
import { bulkContainerResult, bulkContainersPayload, bulkMutations } from './resolvers/bulk.ts';
import { changeMutations, changePayloads } from './resolvers/change.ts';
import { registryMutations, registryPayloads, registryQueries } from './resolvers/registry.ts';
import { token, tokenMutations, tokenQueries, viewer } from './resolvers/token.ts';
import { volumeMutations, volumePayloads } from './resolvers/volume-action.ts';
import { volume, volumeQueries } from './resolvers/volume.ts';
import type { ResolverMap } from './schema.ts';

/** Everything that answers a field, by type. A type that is missing here answers its fields with the properties of their names. */
export const resolvers: ResolverMap = {
  Query: {
    ...hostQueries,
    ...containerQueries,
    ...imageQueries,
    ...networkQueries,
    ...volumeQueries,
    ...projectQueries,
    ...nodeQueries,
    ...auditQueries,
    ...operationQueries,
    ...registryQueries,
    ...tokenQueries,
  },
  Mutation: {
    ...containerMutations,
    ...imageMutations,
    ...registryMutations,
    ...networkMutations,
    ...volumeMutations,
    ...pruneMutations,
    ...systemPruneMutations,
    ...projectMutations,
    ...changeMutations,
    ...bulkMutations,
    ...createMutations,
    ...execMutations,
    ...operationMutations,
    ...tokenMutations,
  },
  Subscription: { ...streamSubscriptions, ...auditSubscriptions, ...operationSubscriptions },

  Host: host,
  EngineComponent: engineComponent,
  DiskUsage: diskUsage,
  ImageDiskUsage: imageDiskUsage,
  ContainerDiskUsage: containerDiskUsage,
  VolumeDiskUsage: volumeDiskUsage,

  Container: { ...container, ...containerStreams, ...containerAudit, ...containerFiles },
  ContainerPath: containerPath,
  HealthCheck: healthCheck,
  Resources: resources,
  Mount: mount,
  NetworkAttachment: networkAttachment,
  Image: image,
  Network: network,
  IpamPool: ipamPool,
  Volume: volume,
  Project: project,

  ContainerStats: containerStats,
  LogBatch: logBatch,
  LogLine: logLine,
  ContainerChange: containerChange,
  EngineEvent: engineEvent,

  AuditEvent: auditEvent,
  AuditEventConnection: auditEventConnection,
  Operation: operation,
  Token: token,
  Viewer: viewer,
  ...payloads,
  ...changePayloads,
  ...imagePayloads,
  ...registryPayloads,
  ...networkPayloads,
  ...volumePayloads,
  ...prunePayloads,
  ...operationPayloads,
  ...systemPrunePayloads,
  ...projectPayloads,
  ...createPayloads,
  BulkContainersPayload: bulkContainersPayload,
  BulkContainerResult: bulkContainerResult,
};
