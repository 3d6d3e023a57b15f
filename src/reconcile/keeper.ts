import type { AuditLog } from '../audit/log.ts';
import type { Mirror } from '../mirror/reader.ts';
import type { Store } from '../store/open.ts';
import { keep, loadCursor, nanosOf, type Cursor } from './cursor.ts';
import type { Change, Matcher } from './match.ts';
import type { Recorded } from './record.ts';
import { settledSnapshot, snapshotOf, type Snapshot } from './snapshot.ts';

export interface KeeperDeps {
  host: string;
  mirror: Mirror;
  store: Pick<Store, 'read' | 'transaction'>;
  audit: Pick<AuditLog, 'external' | 'health'>;
  /** Labels with hashes in place of what looks like a secret. */
  labels: (labels: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** A name without what is a secret by its form. */
  names: (name: string) => string;
  matcher: Matcher;
  /** The actions whose events may still come. */
  awaited: () => Cursor['waiting'];
  /** Volumes that are there, and whose creation has not been heard of. */
  untold: () => readonly string[];
}

/** Keeps how far the events of one host have been dealt with: with each change that goes on record, and now and then without one. */
export class Keeper {
  readonly #deps: KeeperDeps;
  #engineId = '';
  #cursor: Cursor | null = null;
  #snapshot: Snapshot | null = null;
  #ready = false;
  #stored = '';

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  get engineId(): string {
    return this.#engineId;
  }

  /** What the engine sent again has been looked at. Before that nothing is stored. */
  get ready(): boolean {
    return this.#ready;
  }

  /** From where on to follow the engine that is there now: the first time of all from now on. */
  async resume(engineId: string): Promise<Cursor> {
    const { store, host } = this.#deps;
    this.#cursor ??= await loadCursor(store, host);
    if (this.#cursor === null) {
      this.#engineId = engineId;
      const first = this.#at([]);
      // Before the first event: whatever ends this process, the next one goes on from here.
      await store.transaction((db) => keep(host, first)(db));
      this.#kept(first);
      return first;
    }
    this.#snapshot ??= this.#cursor.snapshot;
    const cursor = this.#ready ? this.#at([]) : this.#cursor;
    this.#engineId = engineId;
    return cursor;
  }

  /** From here on what is stored is true of the engine that is followed. */
  begin(): void {
    this.#ready = true;
  }

  /** Puts changes on record, or what was found out without one; `now`: how the engine looks by then, where that is what is on record. */
  async record({ intent, outcome }: Recorded, changes: readonly Change[], now = this.#snapshot): Promise<void> {
    const cursor = this.#at(changes, now);
    const keys = changes.flatMap(({ events }) => events.map(({ key }) => key));
    const { target } = intent;
    const name = target?.name == null ? null : this.#deps.names(target.name);
    const shown = target === null ? intent : { ...intent, target: { ...target, name, labels: this.#deps.labels(target.labels) } };
    await this.#deps.audit.external(shown, outcome, keep(this.#deps.host, cursor, intent.auditId, keys));
    this.#kept(cursor);
  }

  /** Stores how far it has come, if it has come further. Gives how the engine looks. */
  async keep(): Promise<Snapshot | null> {
    const { mirror, store, host, matcher, names, untold } = this.#deps;
    if (!this.#ready) return null;
    const now =
      mirror.connection.status === 'connected'
        ? settledSnapshot(this.#snapshot, snapshotOf(mirror, names), new Set([...matcher.unsettled, ...untold()]))
        : this.#snapshot;
    const cursor = this.#at([], now);
    const text = JSON.stringify(cursor);
    if (text !== this.#stored) await store.transaction((db) => keep(host, cursor)(db));
    this.#kept(cursor);
    this.#stored = text;
    return now;
  }

  #kept(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#snapshot = cursor.snapshot;
  }

  #at(changes: readonly Change[], now = this.#snapshot): Cursor {
    const { audit, mirror, matcher, awaited, names } = this.#deps;
    const { last, beyond } = matcher.progress(changes);
    const old = this.#cursor;
    const start = mirror.info?.systemTime ?? null;
    return {
      engineId: this.#engineId,
      last: last?.key ?? old?.last ?? null,
      timeNano: last?.timeNano ?? old?.timeNano ?? (start === null ? '0' : nanosOf(start)),
      beyond: [...beyond],
      // A pull's event names its image, and a secret can stand in a name.
      waiting: awaited().map(({ auditId, seen }) => ({
        auditId,
        seen: seen.map((event) => ({ ...event, object: names(event.object) })),
      })),
      seq: audit.health.lastSeq,
      snapshot: now ?? snapshotOf(mirror, names),
    };
  }
}
