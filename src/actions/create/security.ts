import { absolute, each, given, matching, plain, refuse, whole } from './check.ts';
import type { CreateInput } from './input.ts';

const capability = /^(?:ALL|(?:CAP_)?[A-Z][A-Z_]{1,30})$/i;
const permissions = /^(?!.*(.).*\1)[rwm]{1,3}$/;

/** What the container may do on its host beyond, or short of, the usual: fields of HostConfig. */
export function securityOf(input: CreateInput): Record<string, unknown> {
  const caps = (field: 'capAdd' | 'capDrop') =>
    each(field, input[field], (path, name) => matching(path, name, capability, 'a capability such as NET_ADMIN, or ALL.'));
  const { usernsMode } = input;
  if (usernsMode && usernsMode !== 'host') refuse('usernsMode', '"host", or nothing for what the engine is set to.');
  return given({
    Privileged: input.privileged,
    ReadonlyRootfs: input.readOnly,
    CapAdd: caps('capAdd'),
    CapDrop: caps('capDrop'),
    SecurityOpt: each('securityOpt', input.securityOpt, plain),
    Devices: devicesOf(input),
    DeviceRequests: gpusOf(input),
    UsernsMode: usernsMode,
  });
}

function devicesOf({ devices }: CreateInput): object[] {
  return each('devices', devices, (path, device) => {
    const onHost = absolute(`${path}.hostPath`, device.hostPath);
    const inside = absolute(`${path}.containerPath`, device.containerPath ?? onHost);
    const may = device.permissions ?? 'rwm';
    matching(`${path}.permissions`, may, permissions, 'one or more of r (read), w (write) and m (mknod), each once.');
    return { PathOnHost: onHost, PathInContainer: inside, CgroupPermissions: may };
  });
}

function gpusOf({ gpus }: CreateInput): object[] {
  if (!gpus) return [];
  const { count, deviceIds, driver } = gpus;
  if (typeof count === 'number' && (deviceIds ?? []).length > 0) refuse('gpus.count', 'not together with deviceIds.');
  if (typeof count === 'number') whole('gpus.count', count, -1, 1024);
  const ids = each('gpus.deviceIds', deviceIds, plain);
  const number = ids.length > 0 ? {} : { Count: count ?? -1 };
  return [given({ Driver: driver ?? '', ...number, DeviceIDs: ids, Capabilities: [['gpu']] })];
}
