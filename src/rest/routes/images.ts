import { act, read, remove, type Route } from '../route.ts';

export const images: readonly Route[] = [
  read('/images', 'images'),
  read('/images/{ref}', 'image'),
  read('/images/{ref}/env', 'image', { part: 'env' }),
  read('/images/{ref}/history', 'image', { part: 'history' }),

  act('/images/{ref}/tag', 'tagImage', { tag: 'app:stable' }),
  act('/images/prune', 'pruneImages', { all: false, dryRun: true }),
  remove('/images/{ref}', 'removeImage'),
];
