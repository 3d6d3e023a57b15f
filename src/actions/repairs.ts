import type { AuditEntry, AuditLog, AuditQuery } from '../audit/log.ts';
import { WharfingerError } from '../errors.ts';
import { allHosts } from './hosts.ts';
import type { PerformDeps } from './perform.ts';
import { repair } from './repair.ts';

export interface RepairsDeps extends PerformDeps {
  log: Pick<AuditLog, 'search'>;
  /** What an action noted while it ran. */
  noted: (auditId: string) => Promise<Readonly<Record<string, string>> | null>;
  /** The end of the log when the program started: what was open before has been broken off. */
  startSeq: number;
  tell: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Looks for replacements that were broken off, by a crash or because the engine went away, and repairs them. */
export interface Repairs {
  /** To be called when one may be there; also done whenever a host has been connected. */
  look(host: string): void;
  /** Resolves when what had begun has ended; nothing more is begun. */
  close(): Promise<void>;
}

/** More cannot have been broken off and matter still: each has held up a container since. */
const most = 100;

export function watchForRepairs(deps: RepairsDeps): Repairs {
  const turns = new Map<string, Promise<void>>();
  const hosts = allHosts(deps.hosts);
  let closed = false;
  const look = (name: string) => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(async () => {
      // Otherwise the connection will call again.
      if (closed || hosts.get(name)?.mirror.connection.status !== 'connected') return;
      await repairAll(deps, name).catch((error: unknown) =>
        deps.tell.error({ host: name, err: error }, 'replacements of containers that were broken off could not be looked for'),
      );
    });
    turns.set(name, turn);
  };
  const ends = [...hosts].map(([name, { mirror }]) =>
    mirror.onConnection(({ status }) => {
      if (status === 'connected') look(name);
    }),
  );
  return {
    look,
    close: async () => {
      closed = true;
      for (const end of ends) end();
      await Promise.all(turns.values());
    },
  };
}

async function repairAll(deps: RepairsDeps, host: string): Promise<void> {
  for (const entry of await brokenOff(deps, host)) {
    const { auditId, intent } = entry;
    const about = { auditId, host, container: intent.target?.name };
    try {
      const facts = await deps.noted(auditId);
      const how = await repair(deps, entry, facts?.['container'] ?? null);
      deps.tell.warn(
        { ...about, how },
        'a container was being recreated when Wharfinger stopped or lost the engine: looked at, and repaired where needed',
      );
    } catch (error) {
      if (!(error instanceof WharfingerError)) throw error;
      deps.tell.error(
        { ...about, err: error },
        'a container was being recreated when Wharfinger stopped or lost the engine, and could not be repaired',
      );
    }
  }
}

/** Those whose end is not known, oldest first, without those that have been repaired. */
async function brokenOff({ log, startSeq }: RepairsDeps, host: string): Promise<AuditEntry[]> {
  const find = async (query: AuditQuery) => {
    const page = { limit: most, beyond: null, oldestFirst: false };
    return (await log.search({ action: ['container.recreate'], host, ...query }, page)).entries;
  };
  const candidates = new Map(
    [...(await find({ result: ['pending', 'unknown'] })), ...(await find({ origin: ['recovered'] }))]
      .filter(
        ({ result, seq, intent }) =>
          intent.decision.allow && !('repairs' in intent.params) && (result !== 'pending' || seq <= startSeq),
      )
      .map((entry) => [entry.auditId, entry] as const),
  );
  const left: AuditEntry[] = [];
  for (const entry of candidates.values()) {
    const ends = await find({ text: entry.auditId, result: ['success', 'noop', 'failure'] });
    if (!ends.some(({ intent }) => intent.params['repairs'] === entry.auditId)) left.push(entry);
  }
  return left.sort((one, other) => one.seq - other.seq);
}
