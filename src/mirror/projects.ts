import type { Container, Labels, Network, Volume } from '../engine/model.ts';
import type { Collection, Project } from './reader.ts';
import { groupBy, perRevision } from './relations.ts';

const projectLabel = 'com.docker.compose.project';
const workingDirLabel = 'com.docker.compose.project.working_dir';
const configFilesLabel = 'com.docker.compose.project.config_files';

/** The compose projects, by name: the engine knows nothing of them but the labels compose has put on what it made. */
export function projectsOf(
  containers: Collection<Container>,
  networks: Collection<Network>,
  volumes: Collection<Volume>,
): () => readonly Project[] {
  return perRevision([containers, networks, volumes], () => {
    const ofContainers = byProject(containers.list());
    const ofNetworks = byProject(networks.list());
    const ofVolumes = byProject(volumes.list());
    const names = new Set([...ofContainers.keys(), ...ofNetworks.keys(), ...ofVolumes.keys()]);
    return [...names].sort().map((name) => {
      const members = ofContainers.get(name) ?? [];
      return {
        name,
        workingDir: firstLabel(members, workingDirLabel),
        configFiles: (firstLabel(members, configFilesLabel) ?? '').split(',').filter((file) => file !== ''),
        containers: members,
        networks: ofNetworks.get(name) ?? [],
        volumes: ofVolumes.get(name) ?? [],
      };
    });
  });
}

function byProject<T extends { labels: Labels }>(objects: readonly T[]): Map<string, T[]> {
  return groupBy(objects, (one) => {
    const project = one.labels[projectLabel];
    return project === undefined || project === '' ? [] : [project];
  });
}

function firstLabel(containers: readonly Container[], label: string): string | null {
  for (const one of containers) {
    const value = one.labels[label];
    if (value !== undefined && value !== '') return value;
  }
  return null;
}
