import type { Project } from '../../mirror/reader.ts';
import type { ProjectResolvers, QueryResolvers } from '../../generated/graphql.ts';
import { listProjects } from '../../view/lists.ts';
import { projectStatus } from '../../view/status.ts';
import { byName, globalId, labelValue } from '../map.ts';

export const projectQueries = {
  projects: (_root, { host, ...args }, { view }) => listProjects(view.over(host ?? null), args),
  project: (_root, { name, host }, { view }) => {
    const on = view.host(host ?? null);
    return { host: on, it: on.project(name) };
  },
} satisfies Pick<QueryResolvers, 'projects' | 'project'>;

export const project: Required<Omit<ProjectResolvers, '__isTypeOf'>> = {
  id: ({ host, it }) => globalId('Project', host.name, it.name),
  host: ({ host }) => ({ host }),
  name: ({ it }) => it.name,
  workingDir: ({ it }) => it.workingDir,
  configFiles: ({ it }) => it.configFiles,
  services: ({ it }) => services(it),
  containers: ({ host, it }) => byName(host, it.containers),
  networks: ({ host, it }) => byName(host, host.networksOf(it)),
  volumes: ({ host, it }) => byName(host, host.volumesOf(it)),
  states: ({ it }) => states(it),
  status: ({ it }) => projectStatus(it),
};

function services({ containers }: Project): string[] {
  const names = containers.map(({ labels }) => labelValue(labels, 'com.docker.compose.service')).filter((name) => name !== null);
  return [...new Set(names)].sort();
}

function states({ containers }: Project) {
  const counts = { created: 0, running: 0, paused: 0, restarting: 0, removing: 0, exited: 0, dead: 0, healthy: 0, unhealthy: 0 };
  for (const { state, health } of containers) {
    counts[state]++;
    if (state === 'running' && (health?.status === 'healthy' || health?.status === 'unhealthy')) counts[health.status]++;
  }
  return { total: containers.length, ...counts };
}
