import { builtInPolicy } from '../../src/access/policy.ts';
import type { TestContext } from 'node:test';
import { authorize } from '../../src/access/authorize.ts';
import type { Caller, Source } from '../../src/access/caller.ts';
import { roles, type Action, type Role } from '../../src/catalogue.ts';
import type { AuditReader } from '../../src/audit/log.ts';
import { forbidden, internal } from '../../src/errors.ts';
import { createViews, type ViewFor } from '../../src/view/views.ts';
import type { SharedStreams } from '../../src/view/stream.ts';
import type { RecordRead, View } from '../../src/view/view.ts';
import { connectedRig, rig, type Rig } from '../mirror/rig.ts';
import type { FakeOptions } from '../support/fake-engine.ts';

/** A caller of a role, with what is granted besides. */
export function callerOf(role: Role, ...grants: readonly Action[]): Caller {
  return {
    type: 'token',
    id: role,
    name: role,
    role,
    permissions: new Set([...roles[role].allows, ...grants]),
    authMethod: 'bearer',
    tokenId: role,
    expiresAt: null,
    bootstrap: false,
    scopes: [],
    policy: builtInPolicy,
  };
}

export const here: Source = {
  transport: 'graphql',
  address: '127.0.0.1',
  port: 1,
  userAgent: null,
  requestId: 'r',
  claimed: {},
};

export interface Seen {
  rigs: readonly Rig[];
  viewFor: ViewFor;
  view: (role?: Role, ...grants: readonly Action[]) => View;
  /** What the first host's engine was asked since everything was connected: names of methods. */
  asked: () => readonly string[];
  /** Sensitive reads that were put on record, as "action name". */
  recorded: string[];
}

/** The instant at which these views word the state of containers: a minute after the fakes' containers were started. */
export const momentOfReading = Date.parse('2026-01-01T12:01:01Z');

const nothing = () => {
  throw internal('this test has no streams and no audit log');
};
export const noStreams: SharedStreams = { stats: nothing, latestStats: nothing, events: nothing, logs: nothing };
export const noAudit: AuditReader = {
  search: nothing,
  count: nothing,
  summarize: nothing,
  get: nothing,
  lastFor: nothing,
  follow: nothing,
  open: nothing,
};

/** Views over fake engines, each connected unless `connect` is false; everything is closed after the test. */
export async function seen(t: TestContext, hosts: readonly FakeOptions[] = [{}], connect = true): Promise<Seen> {
  const rigs = await Promise.all(hosts.map(async (options) => (connect ? connectedRig(t, options) : rig(t, options))));
  const before = rigs[0]?.engine.reads.length ?? 0;
  const recorded: string[] = [];
  const recordRead: RecordRead = (caller, _source, action, _host, object) => {
    const decision = authorize(caller, action, null);
    if (!decision.allow) return Promise.reject(forbidden(decision.reason, { auditId: 'refused' }));
    recorded.push(`${action} ${'name' in object ? object.name : object.id}`);
    return Promise.resolve();
  };
  const viewFor = createViews({
    hosts: new Map(rigs.map(({ engine, mirror }) => [engine.host, { mirror, reader: engine.reader, streams: noStreams }])),
    audit: noAudit,
    authorize,
    recordRead,
    recordAuditRead: () => Promise.resolve(null),
    recordStream: async (caller, source, action, host, object, { open }) => {
      await recordRead(caller, source, action, host, object);
      return open();
    },
    recordFollowing: (_caller, _source, _action, _host, pieces) => pieces,
    denied: () => {},
    now: () => momentOfReading,
  });
  return {
    rigs,
    viewFor,
    view: (role = 'admin', ...grants) => viewFor(callerOf(role, ...grants), here),
    asked: () => (rigs[0]?.engine.reads ?? []).slice(before).map(({ method }) => method),
    recorded,
  };
}
