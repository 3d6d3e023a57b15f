import type { QueryResolvers, ResolversTypes } from '../../generated/graphql.ts';
import { badInput, notFound } from '../../errors.ts';
import type { HostView } from '../../view/view.ts';
import type { GraphqlContext } from '../context.ts';
import { readGlobalId } from '../map.ts';

type Found = Awaited<ResolversTypes['Node']>;
type Load = (rest: string, context: GraphqlContext) => Found | Promise<Found>;

/** What finds the object of each type by what is behind the type in its global id. */
const loaders: Readonly<Record<string, Load>> = {
  Host: (name, { view }) => {
    view.hosts();
    return { __typename: 'Host', host: view.host(name) };
  },
  Container: onHost((host, id) => ({ __typename: 'Container', host, it: host.container(id) })),
  Image: onHost((host, id) => ({ __typename: 'Image', host, it: host.image(id) })),
  Network: onHost((host, id) => ({ __typename: 'Network', host, it: host.network(id) })),
  Volume: onHost((host, name) => ({ __typename: 'Volume', host, it: host.volume(name) })),
  Project: onHost((host, name) => ({ __typename: 'Project', host, it: host.project(name) })),
  AuditEvent: async (auditId, { view }) => {
    const entry = await view.audit.get(auditId);
    if (entry === null) throw notFound('There is no such audit event.');
    return { __typename: 'AuditEvent', ...entry };
  },
  Token: async (tokenId, { view, actions }) => {
    const tokens = await actions.tokens.list(view.caller, view.source);
    const token = tokens.find(({ id }) => id === tokenId);
    if (token === undefined) throw notFound('There is no such token.');
    return { __typename: 'Token', ...token };
  },
};

function onHost(find: (host: HostView, key: string) => Found): Load {
  return (rest, { view }) => {
    const cut = rest.indexOf('/');
    if (cut < 1) throw badInput('id: not the id of an object.');
    return find(view.host(rest.slice(0, cut)), rest.slice(cut + 1));
  };
}

export const nodeQueries = {
  node: (_root, { id }, context) => {
    const read = readGlobalId(id);
    const load = read !== null && Object.hasOwn(loaders, read.type) ? loaders[read.type] : undefined;
    if (read === null || load === undefined) throw badInput('id: not the id of an object.');
    return load(read.rest, context);
  },
} satisfies Pick<QueryResolvers, 'node'>;
