import { conflict } from '../../errors.ts';
import { act, follow, make, read, remove, type Route } from '../route.ts';

export const containers: readonly Route[] = [
  read('/containers', 'containers'),
  read('/containers/{ref}', 'container'),
  read('/containers/{ref}/env', 'container', { part: 'env' }),
  read('/containers/{ref}/processes', 'container', { part: 'processes' }),
  read('/containers/{ref}/changes', 'container', { part: 'changes' }),
  read('/containers/{ref}/stats', 'container', { part: 'stats', absent: () => conflict('The container does not run.') }),
  read('/containers/{ref}/audit', 'container', { part: 'audit' }),

  make('/containers', 'createContainer', '/containers/{dockerId}', { name: 'web', image: 'nginx:1.27' }),
  make('/containers/run', 'runContainer', '/containers/{dockerId}', {
    name: 'web',
    image: 'nginx:1.27',
    ports: [{ containerPort: 80, hostPort: 8080 }],
  }),
  act('/containers/{ref}/start', 'startContainer', { reason: 'back to work' }),
  act('/containers/{ref}/stop', 'stopContainer', { timeoutSeconds: 5, reason: 'deploy of 2.1' }),
  act('/containers/{ref}/restart', 'restartContainer'),
  act('/containers/{ref}/kill', 'killContainer', { signal: 'SIGHUP' }),
  act('/containers/{ref}/pause', 'pauseContainer'),
  act('/containers/{ref}/unpause', 'unpauseContainer'),
  act('/containers/{ref}/rename', 'renameContainer', { name: 'web-old' }),
  act('/containers/{ref}/update', 'updateContainer', { memory: 268435456, cpus: 1.5 }),
  act('/containers/{ref}/recreate', 'recreateContainer', { image: 'nginx:1.28' }),
  act('/containers/{ref}/wait', 'waitContainer', { timeoutSeconds: 60 }),
  act('/containers/{ref}/exec', 'execContainer', { command: ['uname', '-a'] }),
  make('/containers/{ref}/commit', 'commitContainer', '/images/{image.dockerId}', { repository: 'web', tag: 'snapshot' }),
  remove('/containers/{ref}', 'removeContainer'),

  act('/containers/start', 'startContainers', { filter: { project: 'shop' } }),
  act('/containers/stop', 'stopContainers', { filter: { project: 'shop' }, dryRun: true }),
  act('/containers/restart', 'restartContainers', { filter: { project: 'shop', health: ['UNHEALTHY'] } }),
  act('/containers/kill', 'killContainers', { filter: { labels: [{ key: 'stage', value: 'test' }] } }),
  act('/containers/pause', 'pauseContainers', { filter: { project: 'shop' } }),
  act('/containers/unpause', 'unpauseContainers', { filter: { project: 'shop' } }),
  act('/containers/remove', 'removeContainers', { filter: { state: ['EXITED'] }, dryRun: true }),
  act('/containers/prune', 'pruneContainers', { dryRun: true }),

  follow('/changes', 'containerChanges'),
  follow('/stats', 'containerStats'),
];
