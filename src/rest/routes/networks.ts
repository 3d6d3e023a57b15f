import { act, make, read, remove, type Route } from '../route.ts';

export const networks: readonly Route[] = [
  read('/networks', 'networks'),
  read('/networks/{ref}', 'network'),

  make('/networks', 'createNetwork', '/networks/{network.dockerId}', { name: 'backend', ipam: [{ subnet: '10.20.0.0/24' }] }),
  act('/networks/{network}/connect', 'connectNetwork', { container: 'web', aliases: ['www'] }),
  act('/networks/{network}/disconnect', 'disconnectNetwork', { container: 'web' }),
  act('/networks/prune', 'pruneNetworks', { dryRun: true }),
  remove('/networks/{ref}', 'removeNetwork'),
];
