import type { Container, Volume } from '../engine/model.ts';

/** What of a container makes it equal to its host, in words; empty for one that is contained. */
export function hostFeatures(container: Container, volumes: { get(name: string): Volume | undefined }): string[] {
  const optioned = container.mounts.some(({ name }) => Object.keys(volumes.get(name ?? '')?.options ?? {}).length > 0);
  const modes = [
    ['network', container.networkMode],
    ['process', container.pidMode],
    ['IPC', container.ipcMode],
    ['UTS', container.utsMode],
    ['user', container.usernsMode],
  ] as const;
  return [
    ...(container.privileged ? ['privileged'] : []),
    ...modes.filter(([, mode]) => mode === 'host').map(([name]) => `the host's ${name} namespace`),
    ...(container.mounts.some(({ type }) => type === 'bind') ? ['paths of the host'] : []),
    ...(container.mounts.some(({ driver }) => driver !== null && driver !== 'local') ? ['a volume of a driver'] : []),
    ...(optioned ? ['a volume with options'] : []),
    ...(container.devices.length > 0 ? ['devices'] : []),
    ...(container.capAdd.length > 0 ? ['added capabilities'] : []),
    ...(container.securityOpt.some((option) => !option.startsWith('no-new-privileges')) ? ['security options'] : []),
    ...(container.cgroupParent === '' ? [] : ['a cgroup parent']),
    ...(/^(?:runc|io\.containerd\.runc\.v2)?$/.test(container.runtime) ? [] : ['another runtime']),
  ];
}
