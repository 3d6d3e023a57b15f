import type { CreateBody } from '../../engine/ports.ts';
import type { CreateInput, Pair } from '../create/input.ts';
import type { References } from '../create/references.ts';
import type { ActionHost } from '../perform.ts';
import { bindOf } from './binds.ts';
import type { EngineCreate } from './create-shape.ts';

/** What is sent: what was asked for, with the containers that were judged in place of their names, and the labels that it has to have. */
export function bodyOf(asked: EngineCreate, input: CreateInput, references: References, host: ActionHost): CreateBody {
  const { volumesFrom, network, pid, ipc } = references;
  const mode = asked.HostConfig?.NetworkMode;
  const ends = Object.entries(asked.NetworkingConfig?.EndpointsConfig ?? {});
  // The engine's own network, by the name under which it can be found.
  const named = (one: string) => (one === 'default' ? 'bridge' : one);
  const renamed = ends.some(([one]) => one === 'default');
  const volumes = host.scoped ? labelled(asked, host) : null;
  return {
    ...asked,
    Image: input.image,
    Labels: record(input.labels ?? []),
    ...(volumes === null ? {} : { Volumes: {} }),
    HostConfig: {
      ...asked.HostConfig,
      ...(network === null ? {} : { NetworkMode: `container:${network.id}` }),
      ...(renamed && mode === 'default' ? { NetworkMode: 'bridge' } : {}),
      ...(volumesFrom.length === 0
        ? {}
        : { VolumesFrom: volumesFrom.map(({ container, readOnly }) => `${container.id}:${readOnly ? 'ro' : 'rw'}`) }),
      ...(pid === null ? {} : { PidMode: `container:${pid.id}` }),
      ...(ipc === null ? {} : { IpcMode: `container:${ipc.id}` }),
      ...volumes,
    },
    NetworkingConfig: { EndpointsConfig: Object.fromEntries(ends.map(([one, end]) => [named(one), end ?? {}])) },
  };
}

/** Volumes without a name, which are made with the container, as mounts: those alone can be given labels. */
function labelled({ HostConfig, Volumes }: EngineCreate, { born }: ActionHost) {
  const binds = HostConfig?.Binds ?? [];
  const isNew = (bind: string) => bindOf(bind, 'HostConfig.Binds', null).source === undefined;
  const labels = (own: Readonly<Record<string, string>> | null | undefined, path: string) =>
    record(
      born(
        Object.entries(own ?? {}).map(([key, value]) => ({ key, value })),
        path,
      ) ?? [],
    );
  const made = [...binds.filter(isNew), ...Object.keys(Volumes ?? {})].map((bind) => {
    const { target, readOnly } = bindOf(bind, 'HostConfig.Binds', null);
    return { Type: 'volume', Target: target, ReadOnly: readOnly ?? false, VolumeOptions: { Labels: labels(null, 'Volumes') } };
  });
  const mounts = (HostConfig?.Mounts ?? []).map((mount, index) => {
    if (mount.Type !== 'volume' || mount.Source) return mount;
    const given = labels(mount.VolumeOptions?.Labels, `HostConfig.Mounts[${index}].VolumeOptions.Labels`);
    return { ...mount, VolumeOptions: { ...mount.VolumeOptions, Labels: given } };
  });
  return { Binds: binds.filter((bind) => !isNew(bind)), Mounts: [...mounts, ...made] };
}

function record(pairs: readonly (Pair | { key: string; value?: string })[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value = '' }) => [key, value]));
}
