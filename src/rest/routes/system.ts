import { engineUnavailable } from '../../errors.ts';
import { follow, read, type Route } from '../route.ts';

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

  follow('/events', 'events'),
];
