import { authorize } from '../access/authorize.ts';
import { fingerprint } from '../access/fingerprint.ts';
import { localCaller } from '../access/token.ts';
import { recordAuditRead } from '../actions/audit-reads.ts';
import { watched } from '../actions/call-watch.ts';
import { recordFollowing } from '../actions/record-following.ts';
import { recordRead } from '../actions/record-read.ts';
import { recordStream } from '../actions/record-stream.ts';
import { administer, localSource } from '../edge/admin.ts';
import { openAdminSocket } from '../edge/admin-socket.ts';
import { PolicySockets } from '../edge/policy-sockets.ts';
import { watchPressure } from '../edge/pressure.ts';
import { takeShortcut } from '../edge/shortcut.ts';
import { shownAs } from '../edge/failure.ts';
import { buildServer } from '../edge/server.ts';
import { renewTls } from '../edge/tls.ts';
import { websockets } from '../edge/websockets.ts';
import { api } from '../graphql/api.ts';
import { executor } from '../graphql/executor.ts';
import { repeats } from '../graphql/repeats.ts';
import { responseCache } from '../graphql/response-cache.ts';
import { graphqlApi } from '../graphql/plugin.ts';
import { connections } from '../graphql/transports/connections.ts';
import { cacheFigures, checkpointFigures, figures, policyProbe, probes } from '../observe.ts';
import { deliveryFigures, deliveryProbes } from '../observe-delivery.ts';
import { gateway } from '../gateway/plugin.ts';
import { rest } from '../rest/plugin.ts';
import { auditExport } from '../rest/audit-export.ts';
import { files } from '../rest/files.ts';
import { imageRoutes } from '../rest/image-routes.ts';
import { terminals } from '../rest/terminals.ts';
import { createViews } from '../view/views.ts';
import type { Acting } from './actions.ts';
import type { Callers } from './callers.ts';
import type { Hosts } from './hosts.ts';
import { openEngineSocket } from './engine-sockets.ts';
import type { AppDeps, OpenRecord } from './record.ts';

/** The listener with every surface on it, and the administration socket. Nothing is listened on yet but the socket. */
export async function openWaysIn(
  { config, log, clock }: AppDeps,
  { audit, checkpoints, deliveries }: OpenRecord,
  { policy, gate }: Callers,
  hosts: Hosts,
  { actions, auditLog, recorder, watch, credentials, running }: Acting,
  opening: AsyncDisposableStack,
) {
  const now = () => clock.now();
  // What the view reads is on record before, once for each caller, and shared among them.
  const seen = new Map(
    [...hosts].map(([name, { mirror, streams, reader }]) => [
      name,
      { mirror, streams, reader: watched(reader, watch, { auditId: '', host: name }) },
    ]),
  );
  const noteRead = recordAuditRead(recorder);
  const following = recordFollowing(recorder, clock);
  opening.defer(() => following.close());
  const viewFor = createViews({
    hosts: seen,
    audit,
    authorize,
    recordRead: recordRead(recorder),
    recordAuditRead: noteRead,
    credentials,
    recordStream: recordStream(recorder),
    recordFollowing: following.follow,
    denied: (read, source) => gate.denied(read, source),
    now,
  });
  const state = { retired: false };
  const answers = responseCache({ maxBytes: config.graphql.responseCacheBytes, now, fingerprint });
  const pressure = watchPressure(config.http.longestDelayMs, () => performance.now());
  opening.defer(() => pressure.close());
  const server = await buildServer({
    config,
    log,
    gate,
    pressure,
    probes: [
      ...probes(state, audit, hosts, checkpoints, now),
      policyProbe(policy),
      ...deliveryProbes(config.delivery, deliveries),
    ],
    figures: [
      ...figures(audit, hosts, running),
      ...checkpointFigures(checkpoints, now),
      ...deliveryFigures(deliveries),
      ...cacheFigures(answers),
    ],
  });
  opening.defer(() => server.close());
  const engineApi = {
    config,
    gate,
    actions: { ...actions, buildCache: actions.pruneBuildCache },
    viewFor,
    shownAs,
    now,
  };
  await server.register(gateway, engineApi);
  await server.register(websockets, { maxPayloadBytes: config.http.bodyLimit });
  const graph = api({ viewFor, actions, audit });
  const open = connections(
    (caller) => gate.isActive(caller),
    () => performance.now(),
  );
  const known = repeats(answers);
  await server.register(graphqlApi, {
    config,
    gate,
    admitRead: () => pressure.admitRead(),
    api: graph,
    connections: open,
    answers,
    repeats: known,
  });
  await server.register(rest, { executor: executor(graph, config.graphql), connections: open, viewFor });
  await server.register(terminals, { config, gate, actions });
  await server.register(files, { config, gate, actions });
  await server.register(auditExport, { config, gate, actions });
  await server.register(imageRoutes, { config, gate, actions });
  takeShortcut(server, {
    gate,
    repeats: { path: '/graphql', find: known.find },
    log,
    measured: server.durationOf('POST', '/graphql', '200'),
    behindProxies: config.trustedProxies.length > 0,
  });
  const admin = await openAdminSocket(
    config.stateDir,
    (request) => administer({ tokens: actions.tokens, auditLog, noteRead }, log, request),
    () => gate.refused({ reason: 'malformed', caller: localCaller, what: 'a request on admin.sock' }, localSource('unknown')),
  );
  opening.defer(() => admin.close());
  const socketDeps = {
    config,
    log,
    gate,
    pressure,
    rules: policy,
    hosts: [...hosts.keys()],
    engineApi,
    durationOf: server.durationOf,
  };
  const sockets = new PolicySockets({
    open: (place) => openEngineSocket(socketDeps, place),
    failed: ({ name, path }, error) =>
      log.error(
        { err: error, socket: name, path },
        'a socket of the policy cannot be opened; it is tried again with the next policy',
      ),
  });
  opening.defer(() => sockets.close());
  opening.defer(policy.follow((next) => void sockets.apply(next)));
  await sockets.apply(policy.current);
  return {
    server,
    reloadTls: () => {
      if (config.tls === null) return;
      try {
        renewTls(server, config.tls);
        log.info({ path: config.tls.cert }, 'the certificate of the listener was read anew');
      } catch (error) {
        log.error({ err: error }, 'the certificate of the listener is no good: the one before stays in use');
      }
    },
    /** From now on `/readyz` says no. */
    retire: () => {
      state.retired = true;
    },
  };
}
