import { act, make, read, remove, type Route } from '../route.ts';

export const volumes: readonly Route[] = [
  read('/volumes', 'volumes'),
  read('/volumes/{name}', 'volume'),

  make('/volumes', 'createVolume', '/volumes/{volume.name}', { name: 'data' }),
  act('/volumes/prune', 'pruneVolumes', { dryRun: true }),
  remove('/volumes/{name}', 'removeVolume'),
];
