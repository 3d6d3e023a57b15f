import type { Caller, Decision, Source, Target } from '../access/caller.ts';
import type { AuditReader } from '../audit/log.ts';
import type { Action } from '../catalogue.ts';
import type { Credentials } from '../engine/credentials.ts';
import type { EngineReader } from '../engine/ports.ts';
import { badInput, forbidden, notFound } from '../errors.ts';
import type { KeptMirror } from '../mirror/reader.ts';
import { reachOn, perReach } from '../access/reach.ts';
import { narrowed } from '../mirror/narrowed.ts';
import { scopedAudit } from './audit-scoped.ts';
import { auditView } from './audit-view.ts';
import { scopedEvents, scopedInfo, scopedUsage } from './host-scoped.ts';
import { hostView, type HostSource } from './host-view.ts';
import { onDemand } from './on-demand.ts';
import type { Reads } from './reads.ts';
import { trackedHost, trackedView } from './tracked.ts';
import { registriesOf } from './registries.ts';
import type { SharedStreams } from './stream.ts';
import { verdict } from './verdict.ts';
import type { HostView, RecordAuditRead, RecordFollowing, RecordRead, RecordStream, View } from './view.ts';

export interface ViewDeps {
  /** By name. */
  hosts: ReadonlyMap<string, { mirror: KeptMirror; reader: EngineReader; streams: SharedStreams }>;
  audit: AuditReader;
  authorize: (caller: Caller, action: Action, target: Target | null, host?: string | null) => Decision;
  recordRead: RecordRead;
  /** For registries; none when left out. */
  credentials?: Credentials;
  recordAuditRead: RecordAuditRead;
  recordStream: RecordStream;
  recordFollowing: RecordFollowing;
  /** Told of plain reads that were denied: they leave no record otherwise. */
  denied: (read: { caller: Caller; action: Action; decision: Decision }, source: Source) => void;
  /** Milliseconds since 1970. */
  now: () => number;
}

export type ViewFor = (caller: Caller, source: Source, reads?: Reads) => View;

const none: Credentials = { for: async () => null, all: async () => [] };

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
  recordFollowing,
  denied,
  now,
  credentials = none,
}: ViewDeps): ViewFor {
  const all: readonly Whole[] = [...hosts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { mirror, reader, streams }]) => ({
      mirror,
      streams,
      onDemand: onDemand(reader),
      registries: registriesOf(reader, credentials, now),
      reader,
      scoped: false,
    }));

  return (caller, source, reads) => {
    const permit = (action: Action) => {
      const decision = authorize(caller, action, null);
      if (decision.allow) return;
      denied({ caller, action, decision }, source);
      throw forbidden(decision.reason);
    };
    const allowed = (action: Action) => authorize(caller, action, null).allow;
    const views = sourcesFor(all, caller).map((host) => {
      const plain = hostView(host, { caller, source, permit, allowed, recordRead, recordStream, recordFollowing, now });
      return reads === undefined ? plain : trackedHost(plain, host.mirror, reads, now);
    });

    const names = views.map(({ name }) => name);
    const host = (name: string | null): HostView => {
      const found = name === null ? views[0] : views.find((one) => one.name === name);
      if (name === null && views.length > 1) throw badInput(`There are several hosts: say which one (${names.join(', ')}).`);
      if (found !== undefined) return found;
      throw notFound(
        name === null ? 'No host is configured.' : `There is no host "${name.slice(0, 64)}". Known: ${names.join(', ')}.`,
      );
    };

    const log = auditView(caller.scopes.length === 0 ? audit : scopedAudit(audit, caller.scopes), {
      permit: () => permit('audit.read'),
      allowed: () => authorize(caller, 'audit.read', null).allow,
      record: (read, filter) => recordAuditRead(caller, source, { read, filter }),
    });

    const view: View = {
      caller,
      source,
      hosts: () => {
        permit('host.read');
        return views;
      },
      host,
      over: (name) => (name === null ? views : [host(name)]),
      can: (action, ref, on) => verdict(authorize, caller, { action, ref }, () => host(on)),
      audit: log,
    };
    return reads === undefined ? view : trackedView(view, reads);
  };
}

type Whole = HostSource & { mirror: KeptMirror };

const narrow = perReach(narrowed);

/** The hosts as a caller reaches them: this is the one place where reads are narrowed. Nothing that is made here has anything in it that is out of reach. */
function sourcesFor(all: readonly Whole[], { scopes }: Caller): readonly HostSource[] {
  if (scopes.length === 0) return all;
  return all.flatMap((whole) => {
    const reach = reachOn(scopes, whole.mirror.host);
    const mirror = narrow(scopes, whole.mirror.host, whole.mirror);
    if (reach === false || mirror === null) return [];
    if (reach === null) return [whole];
    const { onDemand: asked, streams, registries, reader } = whole;
    return [
      {
        mirror,
        registries,
        reader,
        scoped: true,
        onDemand: {
          ...asked,
          info: async () => scopedInfo(await asked.info(), mirror),
          diskUsage: async () => scopedUsage(await asked.diskUsage(), mirror),
        },
        streams: {
          ...streams,
          events: (signal, span) => scopedEvents(streams.events(signal, span), mirror, whole.mirror, reach),
        },
      },
    ];
  });
}
