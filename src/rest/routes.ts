import type { Route } from './route.ts';
import { audit } from './routes/audit.ts';
import { containers } from './routes/containers.ts';
import { images } from './routes/images.ts';
import { networks } from './routes/networks.ts';
import { operations } from './routes/operations.ts';
import { system } from './routes/system.ts';
import { tokens } from './routes/tokens.ts';
import { volumes } from './routes/volumes.ts';

/** The whole of REST that is GraphQL in another form, top to bottom; the groups are the chapters of its description. */
export const routes: readonly { group: string; routes: readonly Route[] }[] = [
  { group: 'Containers', routes: containers },
  { group: 'Images', routes: images },
  { group: 'Networks', routes: networks },
  { group: 'Volumes', routes: volumes },
  { group: 'System', routes: system },
  { group: 'Operations', routes: operations },
  { group: 'Audit', routes: audit },
  { group: 'Access', routes: tokens },
];

/** Root fields that have no row, and why. */
export const exceptions: Readonly<Record<string, string>> = {
  'Query.node': 'finds by the global ids of GraphQL; here each kind has a path of its own',
  'Subscription.containerLogs': 'is plain text here: /containers/{ref}/logs',
};
