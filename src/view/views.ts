import type { Caller, Decision, Source, Target } from '../access/caller.ts';
import type { AuditReader } from '../audit/log.ts';
import type { Action } from '../catalogue.ts';
import type { Credentials } from '../engine/credentials.ts';
import type { EngineReader } from '../engine/ports.ts';
import { badInput, forbidden, notFound } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import { auditView } from './audit-view.ts';
import { hostView, type HostSource } from './host-view.ts';
import { onDemand } from './on-demand.ts';
import type { Reads } from './reads.ts';
import { trackedHost, trackedView } from './tracked.ts';
import { registriesOf } from './registries.ts';
import type { SharedStreams } from './stream.ts';
import type { HostView, RecordAuditRead, RecordRead, RecordStream, View } from './view.ts';

export interface ViewDeps {
  /** By name. */
  hosts: ReadonlyMap<string, { mirror: MirrorReader; reader: EngineReader; streams: SharedStreams }>;
  audit: AuditReader;
  authorize: (caller: Caller, action: Action, target: Target | null) => Decision;
  recordRead: RecordRead;
  /** For registries; none when left out. */
  credentials?: Credentials;
  recordAuditRead: RecordAuditRead;
  recordStream: RecordStream;
  /** Told of plain reads that were denied: they leave no record otherwise. */
  denied: (read: { caller: Caller; action: Action; decision: Decision }, source: Source) => void;
  /** Milliseconds since 1970. */
  now: () => number;
}

export type ViewFor = (caller: Caller, source: Source, reads?: Reads) => View;

const none: Credentials = { for: async () => null };

/**
 * Gives the function that makes a view for a caller; with `reads`, one that notes there what is read. Views are cheap, one per request; what they share
 * (reads of an engine that are under way) is made here, once.
 */
export function createViews({
  hosts,
  audit,
  authorize,
  recordRead,
  recordAuditRead,
  recordStream,
  denied,
  now,
  credentials = none,
}: ViewDeps): ViewFor {
  const names = [...hosts.keys()].sort();
  const sources: readonly HostSource[] = [...hosts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { mirror, reader, streams }]) => ({
      mirror,
      streams,
      onDemand: onDemand(reader),
      registries: registriesOf(reader, credentials, now),
    }));

  return (caller, source, reads) => {
    const permit = (action: Action) => {
      const decision = authorize(caller, action, null);
      if (decision.allow) return;
      denied({ caller, action, decision }, source);
      throw forbidden(decision.reason);
    };
    const views = sources.map((host) => {
      const plain = hostView(host, { caller, source, permit, recordRead, recordStream, now });
      return reads === undefined ? plain : trackedHost(plain, host.mirror, reads, now);
    });

    const host = (name: string | null): HostView => {
      const found = name === null ? views[0] : views.find((one) => one.name === name);
      if (name === null && views.length > 1) throw badInput(`There are several hosts: say which one (${names.join(', ')}).`);
      if (found !== undefined) return found;
      throw notFound(
        name === null ? 'No host is configured.' : `There is no host "${name.slice(0, 64)}". Known: ${names.join(', ')}.`,
      );
    };

    const view: View = {
      caller,
      source,
      hosts: () => {
        permit('host.read');
        return views;
      },
      host,
      over: (name) => (name === null ? views : [host(name)]),
      audit: auditView(audit, {
        permit: () => permit('audit.read'),
        allowed: () => authorize(caller, 'audit.read', null).allow,
        record: (read, filter) => recordAuditRead(caller, source, { read, filter }),
      }),
    };
    return reads === undefined ? view : trackedView(view, reads);
  };
}
