import { actions, isRole, roles, type Action } from '../../../src/catalogue.ts';
import { routes } from '../../../src/rest/routes.ts';
import { requests, type Request } from './requests.ts';

/** Who asks: the built-in roles, an admin with a scope, and an admin while Wharfinger is in read-only mode. */
export const askers = ['viewer', 'operator', 'deployer', 'auditor', 'admin', 'scoped', 'read-only'] as const;
export type Asker = (typeof askers)[number];

export const ways = ['graphql', 'websocket', 'sse', 'rest', 'terminal'] as const;
export type Way = (typeof ways)[number];

/** "own": what is in the scope of the one who has one; "foreign": what is not. */
export type Whose = 'own' | 'foreign' | '-';

/** "yes": the engine, or whoever has it, is asked; "no": FORBIDDEN; "none": NOT_FOUND, as for what nobody has. */
export type Expected = 'yes' | 'no' | 'none';

/** The ways in which a request can be made. */
export function waysOf(request: Request): readonly Way[] {
  if (request.kind === 'http') return ['rest'];
  if (request.kind === 'terminal') return ['terminal'];
  const overGraphql = request.kind === 'subscription' ? (['websocket', 'sse'] as const) : (['graphql', 'websocket'] as const);
  return routeOf(request) === undefined ? overGraphql : [...overGraphql, 'rest'];
}

export function routeOf(request: Request) {
  if (request.kind === 'http' || request.kind === 'terminal') return undefined;
  const part = request.kind === 'query' ? request.part : undefined;
  return routes
    .flatMap((group) => group.routes)
    .find(({ kind, field, part: shown }) => kind === request.kind && field === request.field && shown === part);
}

export function whoseOf({ on }: Request): readonly Whose[] {
  if (on === null) return ['-'];
  // One's own operation takes no permission at all.
  return on === 'operation' ? ['foreign'] : ['own', 'foreign'];
}

/** What the catalogue says must come of it. */
export function expected(asker: Asker, { action, whole }: Request, whose: Whose): Expected {
  if (!allows(asker, action)) return 'no';
  if (asker === 'read-only' && actions[action].class === 'write') return 'no';
  if (asker === 'scoped' && whole) return 'no';
  return asker === 'scoped' && whose === 'foreign' ? 'none' : 'yes';
}

function allows(asker: Asker, action: Action): boolean {
  return isRole(asker) ? new Set<Action>(roles[asker].allows).has(action) : true;
}

/** The table as a text: one line for each request and whose object it is aimed at. */
export function matrixText(): string {
  const lines = requests.flatMap((request) =>
    whoseOf(request).map((whose) =>
      [
        describe(request).padEnd(58),
        whose.padEnd(8),
        waysOf(request).join(' ').padEnd(28),
        ...askers.map((asker) => expected(asker, request, whose).padEnd(asker.length)),
      ]
        .join(' ')
        .trimEnd(),
    ),
  );
  const head = ['action, asked by'.padEnd(58), 'object'.padEnd(8), 'ways'.padEnd(28), ...askers].join(' ');
  return `${[head, ...lines].join('\n')}\n`;
}

/** The action and what it is asked by. */
export function describe(request: Request): string {
  const by =
    request.kind === 'http'
      ? `${request.method} ${request.path.split('?')[0] ?? ''}`
      : `${request.kind} ${request.kind === 'terminal' ? request.way : request.field}`;
  return `${request.action.padEnd(22)} ${by}`;
}
