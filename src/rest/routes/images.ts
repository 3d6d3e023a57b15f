import { act, read, remove, type Route } from '../route.ts';

export const images: readonly Route[] = [
  read('/images', 'images'),
  read('/images/{ref}', 'image'),
  read('/images/{ref}/env', 'image', { part: 'env' }),
  read('/images/{ref}/history', 'image', { part: 'history' }),
  read('/images/{ref}/for-platform', 'image', { part: 'forPlatform' }),

  act('/images/{ref}/tag', 'tagImage', { tag: 'app:stable' }),
  act('/images/pull', 'pullImage', { image: 'team/app:1.2', wait: false }),
  act('/images/{ref}/push', 'pushImage', { wait: false }),
  read('/registries/search', 'searchImages'),
  read('/images/{ref}/update', 'image', { part: 'updateAvailable' }),
  act('/registries/login', 'checkRegistryLogin', { registry: 'registry:5000', username: 'ci', password: '...' }),
  act('/images/prune', 'pruneImages', { all: false, dryRun: true }),
  remove('/images/{ref}', 'removeImage'),
];
