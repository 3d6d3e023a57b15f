import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { authorize } from './access/authorize.ts';
import { fingerprint } from './access/fingerprint.ts';
import { identifier } from './access/identify.ts';
import { loadOrMakeKey } from './access/keys.ts';
import { openTokens } from './access/open.ts';
import { localCaller } from './access/token.ts';
import { recordPolicy } from './access/policy-events.ts';
import { PolicyInForce } from './access/policy-file.ts';
import type { FirstToken } from './access/tokens.ts';
import { pruneBuildCache } from './actions/build-cache.ts';
import { exportAudit } from './actions/audit-export.ts';
import { auditLogActions } from './actions/audit-log.ts';
import { recordAuditRead } from './actions/audit-reads.ts';
import { bulkAction } from './actions/bulk.ts';
import { watched, type CallWatch } from './actions/call-watch.ts';
import { shownCommand } from './actions/command-line.ts';
import { commitAction } from './actions/commit.ts';
import { containerActions } from './actions/containers.ts';
import { createAction } from './actions/create/create.ts';
import { runAction } from './actions/create/run.ts';
import { execActions } from './actions/exec.ts';
import { hostsFor } from './actions/hosts.ts';
import { IdempotencyKeys } from './actions/idempotency.ts';
import { readFiles } from './actions/files/read.ts';
import { writeFiles } from './actions/files/write.ts';
import { saveAction } from './actions/image-streams/save.ts';
import { imageStreamActions } from './actions/image-streams/streams.ts';
import { imageActions } from './actions/images.ts';
import { operationActions } from './actions/operations/access.ts';
import { Operations } from './actions/operations/operations.ts';
import { createLookout } from './actions/lookout.ts';
import { networkActions } from './actions/networks.ts';
import { shownLabels } from './actions/pairs.ts';
import { projectActions } from './actions/project.ts';
import { pruneActions } from './actions/prune.ts';
import { recordRead } from './actions/record-read.ts';
import { recordStream } from './actions/record-stream.ts';
import { recreateAction } from './actions/recreate.ts';
import { watchForRepairs } from './actions/repairs.ts';
import { registryActions } from './actions/registry/actions.ts';
import { Running } from './actions/running.ts';
import { selfContainer } from './actions/self.ts';
import { systemPrune } from './actions/system-prune.ts';
import { tokenActions } from './actions/tokens.ts';
import { updateAction } from './actions/update.ts';
import { waitAction } from './actions/wait.ts';
import { volumeActions } from './actions/volumes.ts';
import { terminalActions } from './actions/terminals.ts';
import type { AuditEntry } from './audit/log.ts';
import { openAuditLog } from './audit/open.ts';
import { openCheckpoints, wayOut } from './audit/open-checkpoints.ts';
import { startedFacts } from './audit/started.ts';
import { checkpointsPath } from './audit/paths.ts';
import { Retention } from './audit/retention/retention.ts';
import { openDeliveries } from './delivery/open.ts';
import { withoutForms } from './audit/known-forms.ts';
import { redactionKeyPath, redactor } from './audit/redact.ts';
import type { Config } from './config.ts';
import { administer, localSource } from './edge/admin.ts';
import { openAdminSocket } from './edge/admin-socket.ts';
import { createGate } from './edge/gate.ts';
import { rateLimiter } from './edge/rate.ts';
import { refusalRecorder } from './edge/refusals.ts';
import { buildServer } from './edge/server.ts';
import { websockets } from './edge/websockets.ts';
import { credentialsIn } from './engine/credentials.ts';
import type { Engine } from './engine/ports.ts';
import { shareStreams } from './engine/shared.ts';
import { api } from './graphql/api.ts';
import { executor } from './graphql/executor.ts';
import { responseCache } from './graphql/response-cache.ts';
import { graphqlApi } from './graphql/plugin.ts';
import { connections } from './graphql/transports/connections.ts';
import { systemClock, type Clock } from './mirror/clock.ts';
import { createMirror } from './mirror/create.ts';
import { cacheFigures, checkpointFigures, figures, policyProbe, probes } from './observe.ts';
import { deliveryFigures, deliveryProbes } from './observe-delivery.ts';
import { ExternalChanges } from './reconcile/external.ts';
import { endOf } from './reconcile/ends.ts';
import { recoverHost } from './reconcile/recover-host.ts';
import { recoverIntents } from './reconcile/recover.ts';
import { rest } from './rest/plugin.ts';
import { auditExport } from './rest/audit-export.ts';
import { files } from './rest/files.ts';
import { imageRoutes } from './rest/image-routes.ts';
import { terminals } from './rest/terminals.ts';
import { openStore } from './store/open.ts';
import { takeOwnership } from './store/owner.ts';
import { createViews } from './view/views.ts';

export interface AppDeps {
  config: Config;
  log: Logger;
  engines: readonly Engine[];
  clock?: Clock;
}

export interface App {
  /** Ready to listen. */
  server: FastifyInstance;
  firstToken: FirstToken;
  /** From now on `/readyz` says no, so that whoever balances load sends nothing more. */
  retire(): void;
  /** Reads the policy file again. */
  reloadPolicy(): void;
  /** Takes no more requests, lets running actions come to their outcomes, and gives up the state. */
  close(): Promise<void>;
}

/**
 * The whole system, part by part; what is opened later is closed earlier. Rejects, with everything closed again, when the state is in use by another
 * process, cannot be opened, or belongs to a newer version.
 */
export async function buildApp({ config, log, engines, clock = systemClock }: AppDeps): Promise<App> {
  await using opening = new AsyncDisposableStack();
  const now = () => clock.now();
  const elapsed = () => performance.now();

  // The state: one owner, one database, the log on it, and what a crash left open in that.
  const owner = takeOwnership(config.stateDir);
  opening.defer(() => owner.release());
  const store = await openStore({ url: config.databaseUrl, log });
  opening.defer(() => store.close());
  const commits: { heard?: () => void } = {};
  const onCommitted = () => commits.heard?.();
  const audit = await openAuditLog({ store, now, log, onCommitted, spoolPath: join(config.stateDir, 'outcomes.spool') });
  const loadKey = (path: string) => loadOrMakeKey(path, randomBytes);
  const checkpoints = await openCheckpoints({ ...config, audit, read: store.read, loadKey, newId: randomUUID, clock, log });
  opening.defer(() => checkpoints.close());
  const speaker = { hostname: hostname(), pid: process.pid };
  const deliveries = openDeliveries({ ...config, read: store.read, audit, clock, log, speaker });
  opening.defer(() => deliveries.close());
  opening.defer(() => audit.close());
  const delivered = () => Math.min(Number.MAX_SAFE_INTEGER, ...deliveries.statuses.map(({ seq }) => seq ?? 0));
  const retention = new Retention({ ...config, store, audit, delivered, clock, log, newId: randomUUID });
  opening.defer(() => retention.close());
  if (checkpoints.found !== null) throw new Error(`${checkpoints.found} ${wayOut}`);
  await checkpoints.start();
  // The search thread reads what it needs in memory now, not at the first question.
  audit.count({}).catch((error: unknown) => log.warn({ err: error }, 'the audit log cannot be searched'));
  const startSeq = audit.health.lastSeq;
  deliveries.start();
  commits.heard = () => {
    checkpoints.committed();
    deliveries.committed();
  };
  const left = await audit.open();
  const closeLeft = (recovered: readonly string[]) => {
    if (recovered.length === 0) return;
    log.warn({ auditIds: recovered }, 'actions had no outcome when Wharfinger last stopped; they are on record as unknown');
  };
  const isHere = ({ intent: { host } }: AuditEntry) => engines.some((engine) => engine.host === host);
  closeLeft(
    await recoverIntents(
      { audit, now },
      left.filter((entry) => !isHere(entry)),
    ),
  );
  const redact = redactor(loadKey(redactionKeyPath(config.keyDir)).bytes);

  retention.start();

  // The rules, and who may come in.
  const policy = new PolicyInForce({
    ...config.policy,
    heard: (news) => {
      if (news.kind === 'loaded')
        log.info({ path: config.policy.path, hash: news.policy.hash }, 'the policy has come into force');
      else
        log.error({ path: config.policy.path, problems: news.problems }, 'the policy is no good: the one before stays in force');
      recordPolicy(audit, config.policy.path ?? '', news).catch((error: unknown) =>
        log.warn({ err: error }, 'what became of the policy could not be put on record'),
      );
    },
  });
  opening.defer(() => policy.close());
  if (config.policy.path !== null) await recordPolicy(audit, config.policy.path, { kind: 'loaded', policy: policy.current });
  policy.watch();
  const tokens = await openTokens({ store, keyDir: config.keyDir, now, log });
  opening.defer(() => tokens.close());
  const firstToken = await tokens.ensureFirst(config.adminToken);
  const refusals = refusalRecorder({
    audit,
    rules: policy,
    onLost: (error) => log.warn({ err: error }, 'a refused credential could not be put on record'),
  });
  opening.defer(() => refusals.close());
  const gate = createGate({
    identifier: identifier(tokens, policy),
    refusals,
    limit: rateLimiter(config.http.rateLimit, elapsed),
  });

  // The engines: a live copy of each, streams shared among all listeners, and the one door to change them.
  const hosts = new Map(
    engines.map((engine) => {
      const mirror = createMirror({ engine, clock, log });
      return [
        engine.host,
        {
          name: engine.host,
          mirror,
          reader: engine.reader,
          writer: engine.writer,
          streams: shareStreams(engine.streams),
          lookout: createLookout({ mirror, reader: engine.reader, now: elapsed }),
          external: new ExternalChanges({
            host: engine.host,
            streams: engine.streams,
            mirror,
            store,
            audit,
            clock,
            log,
            shown: (command) => shownCommand(command, redact),
            labels: (labels) => shownLabels(labels, redact),
            names: (name) => withoutForms(name, redact),
            recover: async (signal) =>
              closeLeft(
                await recoverHost(
                  { audit, now, mirror, store, clock, signal },
                  left.filter(({ intent: { host } }) => host === engine.host),
                ),
              ),
          }),
        },
      ];
    }),
  );
  opening.defer(async () => void (await Promise.all([...hosts.values()].map(({ mirror }) => mirror.close()))));
  opening.defer(async () => void (await Promise.all([...hosts.values()].map(({ external }) => external.close()))));

  const running = new Running();
  opening.defer(() => running.idle());
  const keys = new IdempotencyKeys({ now, recall: (actorId, key, since) => audit.keyUse(actorId, key, since) });
  const operations = new Operations({
    now,
    onDefect: (error) => log.error({ err: error }, 'an operation that nobody waited for went wrong unexpectedly'),
  });
  const recorder = { audit, authorize, elapsed, running, operations, redact };
  const stopping = new AbortController();
  const reached = hostsFor(hosts);
  const watch: CallWatch = ({ host, auditId, method, args }) => {
    const call = hosts.get(host)?.external.expect(auditId, method, args);
    return {
      told: (line) => call?.told(line),
      ended: (end) => call?.answered(endOf(end), end.ok ? end.answer : null),
    };
  };
  const credentials = credentialsIn(config.registryAuthFile);
  const door = { ...recorder, hosts: reached, keys, isSelf: selfContainer(), watch };
  const noted = (auditId: string) => startedFacts(store.read, auditId);
  const repairs = watchForRepairs({ ...door, log: audit, noted, startSeq, tell: log });
  opening.defer(() => repairs.close());
  const containers = containerActions(door);
  const networks = networkActions(door);
  const volumes = volumeActions(door);
  const prune = pruneActions(door);
  const buildCache = pruneBuildCache({ ...door, now });
  const actions = {
    images: imageActions(door),
    networks,
    volumes,
    prune,
    pruneBuildCache: buildCache,
    systemPrune: systemPrune({ ...recorder, hosts: reached, keys, prune, buildCache, now }),
    projects: projectActions({ ...recorder, hosts: reached, keys, containers, networks, volumes }),
    imageStreams: imageStreamActions({ ...door, uploadLimit: config.http.uploadLimit }),
    saveImages: saveAction(door),
    create: createAction({ ...door, credentials }),
    registry: registryActions({ ...door, credentials }),
    run: runAction({ ...door, credentials }),
    containers,
    bulk: bulkAction({ ...recorder, hosts: reached, keys, containers }),
    exec: execActions(door),
    readFiles: readFiles({ ...recorder, hosts: reached, watch }),
    writeFiles: writeFiles({ ...door, uploadLimit: config.http.uploadLimit }),
    terminals: terminalActions(door),
    tokens: tokenActions({ ...recorder, tokens, keys, now, rules: policy, expiry: config.tokenExpiry }),
    update: updateAction(door),
    operations: operationActions({ ...recorder, log: audit, keys }),
    commit: commitAction(door),
    recreate: recreateAction({ ...door, credentials, failed: (host) => repairs.look(host) }),
    exportAudit: exportAudit({ ...recorder, export: { read: store.read, checkpoints: checkpointsPath(config.stateDir) } }),
    wait: waitAction({ ...recorder, hosts: reached, stopping: stopping.signal }),
  };
  // What the view reads is on record before, once for each caller, and shared among them.
  const seen = new Map(
    [...hosts].map(([name, { mirror, streams, reader }]) => [
      name,
      { mirror, streams, reader: watched(reader, watch, { auditId: '', host: name }) },
    ]),
  );
  const viewFor = createViews({
    hosts: seen,
    audit,
    authorize,
    recordRead: recordRead(recorder),
    recordAuditRead: recordAuditRead(recorder),
    credentials,
    recordStream: recordStream(recorder),
    denied: (read, source) => gate.denied(read, source),
    now,
  });

  // The ways in.
  const state = { retired: false };
  const answers = responseCache({ maxBytes: config.graphql.responseCacheBytes, now, fingerprint });
  const server = await buildServer({
    config,
    log,
    gate,
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
  await server.register(websockets, { maxPayloadBytes: config.http.bodyLimit });
  const graph = api({ viewFor, actions, audit });
  const open = connections((caller) => gate.isActive(caller), elapsed);
  await server.register(graphqlApi, { config, gate, api: graph, connections: open, answers });
  await server.register(rest, { executor: executor(graph, config.graphql), connections: open, viewFor });
  await server.register(terminals, { config, gate, actions });
  await server.register(files, { config, gate, actions });
  await server.register(auditExport, { config, gate, actions });
  await server.register(imageRoutes, { config, gate, actions });
  const auditLog = auditLogActions({ ...recorder, checkpoints });
  const admin = await openAdminSocket(
    config.stateDir,
    (request) => administer({ tokens: actions.tokens, auditLog }, log, request),
    () => gate.refused({ reason: 'malformed', caller: localCaller, what: 'a request on admin.sock' }, localSource('unknown')),
  );
  opening.defer(() => admin.close());

  for (const { mirror, external } of hosts.values()) {
    mirror.start();
    external.start();
  }
  // What waits for containers, and long work, would keep the server from closing.
  opening.defer(() => {
    stopping.abort();
    operations.stop('It was cancelled because Wharfinger stopped.');
  });
  const opened = opening.move();
  return {
    server,
    firstToken,
    retire: () => {
      state.retired = true;
    },
    reloadPolicy: () => policy.reload(),
    close: () => opened.disposeAsync(),
  };
}
