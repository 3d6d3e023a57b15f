import { authorize } from '../access/authorize.ts';
import { pruneBuildCache } from '../actions/build-cache.ts';
import { exportAudit } from '../actions/audit-export.ts';
import { auditLogActions } from '../actions/audit-log.ts';
import { bulkAction } from '../actions/bulk.ts';
import type { CallWatch } from '../actions/call-watch.ts';
import { commitAction } from '../actions/commit.ts';
import { containerActions } from '../actions/containers.ts';
import { createAction } from '../actions/create/create.ts';
import { runAction } from '../actions/create/run.ts';
import { execActions } from '../actions/exec.ts';
import { hostsFor } from '../actions/hosts.ts';
import { IdempotencyKeys } from '../actions/idempotency.ts';
import { readFiles } from '../actions/files/read.ts';
import { writeFiles } from '../actions/files/write.ts';
import { saveAction } from '../actions/image-streams/save.ts';
import { connectBuilder } from '../actions/image-streams/session.ts';
import { OpenSessions } from '../actions/image-streams/sessions.ts';
import { imageStreamActions } from '../actions/image-streams/streams.ts';
import { imageActions } from '../actions/images.ts';
import { operationActions } from '../actions/operations/access.ts';
import { Operations } from '../actions/operations/operations.ts';
import { networkActions } from '../actions/networks.ts';
import { projectActions } from '../actions/project.ts';
import { pruneActions } from '../actions/prune.ts';
import { recreateAction } from '../actions/recreate.ts';
import { watchForRepairs } from '../actions/repairs.ts';
import { registryActions } from '../actions/registry/actions.ts';
import { Running } from '../actions/running.ts';
import { selfContainer } from '../actions/self.ts';
import { systemPrune } from '../actions/system-prune.ts';
import { exchangeToken } from '../actions/token-exchange.ts';
import { tokenActions } from '../actions/tokens.ts';
import { updateAction } from '../actions/update.ts';
import { waitAction } from '../actions/wait.ts';
import { volumeActions } from '../actions/volumes.ts';
import { attachVerbatim } from '../actions/verbatim/attach.ts';
import { createVerbatim } from '../actions/verbatim/create.ts';
import { execsVerbatim } from '../actions/verbatim/exec.ts';
import { filesVerbatim } from '../actions/verbatim/files.ts';
import { registryVerbatim } from '../actions/verbatim/registry.ts';
import { terminalActions } from '../actions/terminals.ts';
import { startedFacts } from '../audit/started.ts';
import { checkpointsPath } from '../audit/paths.ts';
import { credentialsIn } from '../engine/credentials.ts';
import { endOf } from '../reconcile/ends.ts';
import type { Callers } from './callers.ts';
import type { Hosts } from './hosts.ts';
import type { AppDeps, OpenRecord } from './record.ts';

/** Everything that can be done, each by its one use case; and what the ways in need beside it. */
export type Acting = ReturnType<typeof openActions>;

/** The one door on the engines, and every use case behind it. */
export function openActions(
  { config, log, clock }: AppDeps,
  { audit, store, checkpoints, redact, startSeq }: OpenRecord,
  { policy, tokens, gate }: Callers,
  hosts: Hosts,
  opening: AsyncDisposableStack,
) {
  const now = () => clock.now();
  const running = new Running();
  opening.defer(() => running.idle());
  const operations = new Operations({
    now,
    onDefect: (error) => log.error({ err: error }, 'an operation that nobody waited for went wrong unexpectedly'),
  });
  const recorder = { audit, authorize, elapsed: () => performance.now(), running, operations, redact };
  const keys = new IdempotencyKeys({ recorder, now, recall: (actorId, key, since) => audit.keyUse(actorId, key, since) });
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
  const sessions = new OpenSessions();
  const actions = {
    images: imageActions(door),
    networks,
    volumes,
    prune,
    pruneBuildCache: buildCache,
    systemPrune: systemPrune({ ...recorder, hosts: reached, keys, prune, buildCache, now }),
    projects: projectActions({ ...recorder, hosts: reached, keys, containers, networks, volumes }),
    imageStreams: imageStreamActions({ ...door, credentials, sessions, uploadLimit: config.http.uploadLimit }),
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
    exchangeToken: exchangeToken({ ...recorder, tokens, keys, now, longest: config.tokenExpiry.longest }),
    update: updateAction(door),
    operations: operationActions({ ...recorder, log: audit, keys, denied: gate.denied }),
    commit: commitAction(door),
    recreate: recreateAction({ ...door, credentials, failed: (host) => repairs.look(host) }),
    exportAudit: exportAudit({ ...recorder, export: { read: store.read, checkpoints: checkpointsPath(config.stateDir) } }),
    wait: waitAction({ ...recorder, hosts: reached, stopping: stopping.signal }),
    verbatim: {
      create: createVerbatim(door),
      execs: execsVerbatim({ ...door, stopping: stopping.signal }),
      attach: attachVerbatim(door),
      files: filesVerbatim({ ...recorder, hosts: reached, watch }),
      registry: registryVerbatim({ ...door, credentials }),
      builder: connectBuilder({ ...door, sessions }),
    },
  };
  return {
    actions,
    auditLog: auditLogActions({ ...recorder, checkpoints }),
    recorder,
    watch,
    credentials,
    running,
    /** What waits for containers, and long work, is given up: it would keep the server from closing. */
    stop: () => {
      stopping.abort();
      operations.stop('It was cancelled because Wharfinger stopped.');
    },
  };
}
