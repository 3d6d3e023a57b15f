import { engineUnavailable } from '../../errors.ts';
import { act, follow, read, type Route } from '../route.ts';

export const system: readonly Route[] = [
  read('/hosts', 'hosts'),
  read('/hosts/{name}', 'host'),
  read('/hosts/{name}/info', 'host', {
    part: 'info',
    absent: () => engineUnavailable('The host has not been reached since Wharfinger started.'),
  }),
  read('/hosts/{name}/disk-usage', 'host', { part: 'diskUsage' }),

  read('/projects', 'projects'),
  read('/projects/{name}', 'project'),
  act('/projects/{name}/start', 'startProject'),
  act('/projects/{name}/stop', 'stopProject', { services: ['web'], reason: 'maintenance' }),
  act('/projects/{name}/restart', 'restartProject'),
  act('/projects/{name}/remove', 'removeProject', { dryRun: true }),

  act('/system/prune', 'systemPrune', { dryRun: true }),
  act('/system/prune-build-cache', 'pruneBuildCache', { dryRun: true }),

  follow('/events', 'events'),
];
