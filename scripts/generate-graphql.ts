// Writes src/generated/graphql.ts: the types of resolvers, arguments and inputs, made from schema/*.graphql. With --check it only tells whether the file is
// up to date (exit code 1 when not).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { innerValues } from '../src/graphql/enums.ts';
import { readSdl } from '../src/graphql/sdl.ts';

const parent = (name: string) => `../graphql/map.ts#${name}`;
const model = (name: string) => `../engine/model.ts#${name}`;

/** What resolvers of a type are given where it is not simply an object of the type's own shape. */
const mappers = {
  Host: parent('HostParent'),
  Container: parent('ContainerParent'),
  Image: parent('ImageParent'),
  Network: parent('NetworkParent'),
  Volume: parent('VolumeParent'),
  Project: parent('ProjectParent'),
  Mount: parent('MountParent'),
  NetworkAttachment: parent('AttachmentParent'),
  DiskUsage: parent('DiskUsageParent'),
  ImageDiskUsage: parent('ImageDiskUsageParent'),
  ContainerDiskUsage: parent('ContainerDiskUsageParent'),
  VolumeDiskUsage: parent('VolumeDiskUsageParent'),
  IpamPool: parent('IpamPoolParent'),
  HealthCheck: model('HealthCheck as HealthCheckParent'),
  Resources: model('Resources as ResourcesParent'),
  EngineComponent: model('EngineComponent as EngineComponentParent'),
  ContainerPath: parent('ContainerPathParent'),
  AuditEvent: '../audit/log.ts#AuditEntry',
  Operation: '../actions/operations/operation.ts#OperationState',
  OperationProgress: '../actions/operations/operation.ts#ProgressMessage',
  CancelOperationPayload: parent('CancelPayloadParent'),
  AuditEventConnection: parent('AuditConnectionParent'),
  ContainerStats: '../view/stream-stats.ts#MemberSample',
  LogLine: parent('LogLineParent'),
  LogBatch: '../view/stream-logs.ts#MemberLines',
  ContainerChange: '../view/stream-changes.ts#SelectedChange',
  EngineEvent: '../view/stream-events.ts#HostEvent',
  Token: '../access/token.ts#TokenInfo',
  Viewer: '../access/caller.ts#Caller',
  CreateContainerPayload: parent('CreatePayloadParent'),
  RunContainerPayload: parent('RunPayloadParent'),
  ExecContainerPayload: parent('ExecPayloadParent'),
  CreateTokenPayload: parent('CreateTokenPayloadParent'),
  RevokeTokenPayload: parent('TokenPayloadParent'),
  BulkContainersPayload: parent('BulkPayloadParent'),
  BulkContainerResult: parent('BulkResultParent'),
  RecreateContainerPayload: parent('RecreatePayloadParent'),
  UpdateContainerPayload: parent('UpdatePayloadParent'),
  WaitContainerPayload: parent('WaitPayloadParent'),
  CommitContainerPayload: parent('CommitPayloadParent'),
  CreateNetworkPayload: parent('CreateNetworkPayloadParent'),
  RemoveNetworkPayload: parent('NetworkPayloadParent'),
  ConnectNetworkPayload: parent('AttachmentPayloadParent'),
  DisconnectNetworkPayload: parent('AttachmentPayloadParent'),
  CreateVolumePayload: parent('VolumePayloadParent'),
  RemoveVolumePayload: parent('VolumePayloadParent'),
  TagImagePayload: parent('ImagePayloadParent'),
  RemoveImagePayload: parent('RemoveImagePayloadParent'),
  UpdateCheck: '../view/update-check.ts#UpdateCheck as UpdateCheckParent',
  PullImagePayload: parent('PullPayloadParent'),
  PushImagePayload: parent('PushPayloadParent'),
  CheckRegistryLoginPayload: parent('LoginPayloadParent'),
  PruneContainersPayload: parent('PrunePayloadParent'),
  PruneImagesPayload: parent('PrunePayloadParent'),
  PruneNetworksPayload: parent('PrunePayloadParent'),
  PruneVolumesPayload: parent('PrunePayloadParent'),
  PruneBuildCachePayload: parent('PrunePayloadParent'),
  SystemPrunePayload: parent('SystemPrunePayloadParent'),
  SystemPruneResult: '../actions/system-prune.ts#PrunedKind',
  ProjectPayload: parent('ProjectPayloadParent'),
  ProjectActionResult: parent('ProjectResultParent'),
  ...Object.fromEntries(
    ['Start', 'Stop', 'Restart', 'Kill', 'Pause', 'Unpause', 'Rename', 'Remove'].map((verb) => [
      `${verb}ContainerPayload`,
      parent('ContainerPayloadParent'),
    ]),
  ),
};

const target = join(import.meta.dirname, '../src/generated/graphql.ts');

const [made] = await generate(
  {
    schema: readSdl(),
    silent: true,
    generates: {
      [target]: {
        // Only the first may know the inner values: the second would take the types of those enums for unknown.
        plugins: [{ typescript: { enumValues: innerValues } }, { 'typescript-resolvers': {} }],
        config: {
          mappers,
          contextType: '../graphql/context.ts#GraphqlContext',
          scalars: { ID: 'string', DateTime: 'string', Bytes: 'number', Duration: 'number' },
          strictScalars: true,
          enumsAsTypes: true,
          immutableTypes: true,
          useTypeImports: true,
          maybeValue: 'T | null | undefined',
          resolversNonOptionalTypename: { interfaceImplementingType: true },
        },
      },
    },
  },
  false,
);
if (typeof made?.content !== 'string') throw new Error('the code generator made nothing');

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== made.content) {
    console.error('src/generated/graphql.ts is not what schema/*.graphql makes: run `npm run generate`.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, made.content);
}
