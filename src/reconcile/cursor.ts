import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Also } from '../audit/log.ts';
import type { Store } from '../store/open.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

const form = Type.Object({
  /** Key of the last event before which all are dealt with; null while there was none. */
  last: Type.Union([Type.String(), Type.Null()]),
  /** Keys of those after it that are dealt with as well. */
  beyond: Type.Array(Type.String()),
  /** Actions whose events may still come, and those of their events that are dealt with. */
  waiting: Type.Array(
    Type.Object({
      auditId: Type.String(),
      seen: Type.Array(
        Type.Object({ object: Type.String(), verb: Type.String(), detail: Type.String(), timeNano: Type.String() }),
      ),
    }),
  ),
  /** Number of the last record of the audit log by then. */
  seq: Type.Number(),
});
const compiled = Compile(form);

/** How far the events of a host have been dealt with, and how it looked then. */
export interface Cursor extends Static<typeof form> {
  engineId: string;
  timeNano: string;
  snapshot: Snapshot;
}

/** Null where nothing is stored, or nothing that can be read. */
export async function loadCursor(store: Pick<Store, 'read'>, host: string): Promise<Cursor | null> {
  const [row] = await store.read.query('SELECT engineId, timeNano, state, snapshot FROM EventCursor WHERE host = ?', host);
  if (row === undefined) return null;
  const { engineId, timeNano, state, snapshot: looked } = row;
  if (typeof engineId !== 'string' || typeof timeNano !== 'string' || typeof state !== 'string' || typeof looked !== 'string')
    return null;
  const snapshot = readSnapshot(looked);
  const value: unknown = JSON.parse(state);
  return snapshot !== null && compiled.Check(value) ? { ...value, engineId, timeNano, snapshot } : null;
}

/** Stores the cursor, and that the events of these keys are on record as `auditId`: for the transaction that puts them there. */
export function keep(host: string, cursor: Cursor, auditId = '', keys: readonly string[] = []): Also {
  const { engineId, timeNano, snapshot, ...state } = cursor;
  return (db) => [
    ...(keys.length === 0
      ? []
      : [
          db.execute('INSERT INTO ExternalEvent (key, auditId) SELECT value, ? FROM json_each(?)', auditId, JSON.stringify(keys)),
        ]),
    db.execute(
      `INSERT INTO EventCursor (host, engineId, timeNano, state, snapshot) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (host) DO UPDATE SET engineId = excluded.engineId, timeNano = excluded.timeNano, state = excluded.state, snapshot = excluded.snapshot`,
      host,
      engineId,
      timeNano,
      JSON.stringify(state),
      JSON.stringify(snapshot),
    ),
  ];
}

/** A time as the engine takes it: seconds with nine digits after the point. */
export function secondsOf(timeNano: string): string {
  const nanos = BigInt(timeNano);
  return `${nanos / 1_000_000_000n}.${String(nanos % 1_000_000_000n).padStart(9, '0')}`;
}

/** Nanoseconds since 1970. */
export function nanosOf(rfc3339: string): string {
  const fraction = /\.(\d{1,9})/.exec(rfc3339)?.[1] ?? '';
  return `${Math.floor(Date.parse(rfc3339) / 1000)}${fraction.padEnd(9, '0')}`;
}
