import type { CreateBody } from '../../engine/ports.ts';
import { isImageRef } from '../../engine/ids.ts';
import { given, matching, pairs, refuse, whole } from './check.ts';
import { healthOf } from './health.ts';
import type { CreateInput } from './input.ts';
import { mountsOf } from './mounts.ts';
import { networksOf } from './networks.ts';
import { portsOf } from './ports.ts';
import { groupsOf, processOf } from './process.ts';
import type { References } from './references.ts';
import { limitsOf } from './resources.ts';
import { securityOf } from './security.ts';

/** The engine's own rule for names. */
const containerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/;
/** Operating system, architecture and variant. */
export const platform = /^[a-z0-9_]+(?:\/[a-z0-9_]+){0,2}$/;
const driverName = /^[\w./:-]+$/;

/** The engine's JSON for a new container. BAD_INPUT, with the path of the field, for what Docker would refuse. */
export function bodyOf(input: CreateInput, references: References): CreateBody {
  if (!isImageRef(input.image)) refuse('image', 'the name of an image, with a tag or digest if need be, or its id.');
  if (input.name)
    matching(
      'name',
      input.name,
      containerName,
      'letters, digits, "_", "." and "-", beginning with a letter or digit, from 2 to 255 characters.',
    );
  if (input.platform)
    matching('platform', input.platform, platform, 'an operating system and an architecture, such as linux/arm64.');
  const { exposed, bindings } = portsOf(input);
  const { mounts, tmpfs } = mountsOf(input);
  const networks = networksOf(input, references.network?.id ?? null);
  return {
    ...processOf(input),
    Image: input.image,
    ...given({ ExposedPorts: filled(exposed), Healthcheck: healthOf(input) }),
    HostConfig: {
      ...networks.host,
      ...limitsOf(input.limits),
      ...securityOf(input),
      ...given({
        PortBindings: filled(bindings),
        PublishAllPorts: input.publishAll,
        Mounts: mounts,
        Tmpfs: filled(tmpfs),
        VolumesFrom: references.volumesFrom.map(({ container, readOnly }) => `${container.id}:${readOnly ? 'ro' : 'rw'}`),
        GroupAdd: groupsOf(input),
        Init: input.init,
        RestartPolicy: restartOf(input),
        AutoRemove: input.autoRemove,
        PidMode: references.pid === null ? input.pidMode : `container:${references.pid.id}`,
        IpcMode: references.ipc === null ? input.ipcMode : `container:${references.ipc.id}`,
        LogConfig: logOf(input),
      }),
    },
    NetworkingConfig: { EndpointsConfig: networks.endpoints },
  };
}

/** Said also where it is none, as the Docker CLI says it: whoever reads the settings finds "no" there and not an empty name. */
function restartOf({ restartPolicy, autoRemove }: CreateInput): object {
  if (!restartPolicy) return { Name: 'no' };
  const { name, maximumRetryCount } = restartPolicy;
  if (name !== 'no' && autoRemove === true) refuse('autoRemove', 'not together with a restart policy.');
  if (typeof maximumRetryCount === 'number') {
    if (name !== 'on-failure') refuse('restartPolicy.maximumRetryCount', 'only for the policy ON_FAILURE.');
    whole('restartPolicy.maximumRetryCount', maximumRetryCount, 0, 1_000_000);
  }
  return given({ Name: name, MaximumRetryCount: maximumRetryCount });
}

function logOf({ logging }: CreateInput): object | null {
  if (!logging) return null;
  const options = pairs('logging.options', logging.options ?? []);
  const driver = logging.driver ? matching('logging.driver', logging.driver, driverName, 'the name of a log driver.') : '';
  if (driver === 'none' && Object.keys(options).length > 0) refuse('logging.options', 'the driver "none" has no options.');
  return { Type: driver, Config: options };
}

function filled<T extends object>(map: T): T | null {
  return Object.keys(map).length > 0 ? map : null;
}
