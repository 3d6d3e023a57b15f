import { readIntent, readOutcome } from '../../src/audit/event.ts';
import type { Intent, Outcome } from '../../src/audit/log.ts';
import { pick } from './app.ts';
import type { TappedEvent } from './engine-tap.ts';

/** An action as the exported log has it. Times in nanoseconds since 1970. */
export interface ToldAction {
  intent: Intent;
  begun: bigint;
  /** Null while it is open. */
  outcome: Outcome | null;
  ended: bigint;
  /** How many records of each stage there are. */
  intents: number;
  outcomes: number;
}

/** The actions of an export in NDJSON, in the order of their intents. */
export function actionsOf(ndjson: string): ToldAction[] {
  const actions = new Map<string, ToldAction>();
  for (const line of ndjson.trim().split('\n')) {
    const record: unknown = JSON.parse(line);
    const [stage, body, id] = [pick(record, 'stage'), String(pick(record, 'body')), String(pick(record, 'auditId'))];
    const time = BigInt(Date.parse(String(pick(record, 'time')))) * 1_000_000n;
    const known = actions.get(id);
    if (stage === 'intent') {
      if (known !== undefined) known.intents += 1;
      else actions.set(id, { intent: readIntent(body).event, begun: time, outcome: null, ended: time, intents: 1, outcomes: 0 });
    } else if (stage === 'outcome' && known !== undefined) {
      Object.assign(known, { outcome: readOutcome(body).event, ended: time, outcomes: known.outcomes + 1 });
    }
  }
  return [...actions.values()];
}

/** What the engine says when an action has been carried out. */
const verbs: Readonly<Record<string, readonly [type: string, verb: string]>> = {
  'container.start': ['container', 'start'],
  'container.stop': ['container', 'stop'],
  'container.kill': ['container', 'kill'],
  'container.pause': ['container', 'pause'],
  'container.unpause': ['container', 'unpause'],
  'container.exec': ['container', 'exec_start'],
  'volume.create': ['volume', 'create'],
  'volume.remove': ['volume', 'destroy'],
};

/** Whether an event may be what came of an action, but for the time. */
function like({ intent }: ToldAction, event: TappedEvent): boolean {
  const [type, verb] = verbs[intent.action] ?? [];
  const name = intent.target?.name ?? intent.params['name'];
  return (
    type === event.type &&
    verb === event.verb &&
    name === event.name &&
    (verb !== 'exec_start' || intent.params['command'] === event.detail)
  );
}

// The log's clock has milliseconds. An answer, and with it the outcome, may be there just before the engine's own history has the event.
const slack = 50_000_000n;
// Somebody's like command within this time after a crash is taken for what the crash cut off (docs/external-changes.md).
const taken = 15_000_000_000n;

export interface Story {
  /** What came of our own actions. */
  effects: Map<ToldAction, TappedEvent>;
  /** Actions that are on record as done and that no event shows. */
  withoutEffect: ToldAction[];
  /** Events that nothing on record explains. */
  unexplained: TappedEvent[];
  /** External events that the engine has not told, or that are there twice. */
  invented: ToldAction[];
}

/**
 * Holds the engine's history against the log. Each event is given to one action: to external ones by their time, to the nanosecond; to our own by the span
 * from intent to outcome, those that are known to have succeeded first. A signal may be part of a stop, and then has a paused container resumed, so none of
 * these has to be explained.
 */
export function compare(actions: readonly ToldAction[], events: readonly TappedEvent[]): Story {
  const left = new Set(
    events.filter((event) => Object.values(verbs).some(([type, verb]) => type === event.type && verb === event.verb)),
  );
  const effects = new Map<ToldAction, TappedEvent>();
  const claim = (action: ToldAction, more: bigint): boolean => {
    const { begun, ended } = action;
    const found = [...left].find((event) => like(action, event) && event.time >= begun && event.time <= ended + more);
    if (found !== undefined) effects.set(action, found);
    return found !== undefined && left.delete(found);
  };
  // A start that failed has no event of its own.
  const external = actions.filter(
    ({ intent, outcome }) => intent.origin === 'external' && outcome?.result === 'success' && verbs[intent.action] !== undefined,
  );
  const invented = external.filter(({ intent }) => {
    const found = [...left].find((event) => engineTime(event) === intent.params['engineTime']);
    return found === undefined || !left.delete(found);
  });
  const own = actions.filter(({ intent }) => intent.origin !== 'external' && verbs[intent.action] !== undefined);
  const [done, other] = [
    own.filter(({ outcome }) => outcome?.result === 'success'),
    own.filter(({ outcome }) => outcome?.result !== 'success'),
  ];
  const withoutEffect = done.filter((action) => !claim(action, slack));
  for (const action of other)
    if (action.outcome?.result !== 'noop' && action.outcome?.result !== 'not_executed') claim(action, taken);
  const unexplained = [...left].filter(
    (event) => event.verb !== 'kill' && !isResumed(event, events) && !isRepeated(event, events),
  );
  return { effects, withoutEffect, invented, unexplained };
}

/** The engine says of a volume that is there already once more that it was created. */
function isRepeated(event: TappedEvent, events: readonly TappedEvent[]): boolean {
  if (event.type !== 'volume' || event.verb !== 'create') return false;
  return (
    events.findLast(({ type, name, time }) => type === 'volume' && name === event.name && time < event.time)?.verb === 'create'
  );
}

/** What is stopped while it is paused is resumed to take the signal: that is part of its end, not an action. */
function isResumed(event: TappedEvent, events: readonly TappedEvent[]): boolean {
  if (event.verb !== 'unpause') return false;
  const same = events.filter(({ type, name }) => type === event.type && name === event.name);
  const at = same.indexOf(event);
  return same[at - 1]?.verb === 'kill' && ['kill', 'die'].includes(same[at + 1]?.verb ?? '');
}

function engineTime({ time }: TappedEvent): string {
  return `${new Date(Number(time / 1_000_000n)).toISOString().slice(0, 19)}.${String(time % 1_000_000_000n).padStart(9, '0')}Z`;
}

/** What happened to one object, by the engine and by the log, to be read when they differ. */
export function timeline(actions: readonly ToldAction[], events: readonly TappedEvent[], name: string): string {
  const told = actions
    .filter(({ intent }) => (intent.target?.name ?? intent.params['name']) === name)
    .map(({ intent, begun, ended, outcome }) => {
      const { origin, action, source, params } = intent;
      const end = `${outcome?.origin} ${outcome?.result} after ${(ended - begun) / 1_000_000n} ms`;
      return { time: begun, line: `log     ${origin} ${source.transport} ${action} ${params['engineTime'] ?? ''}: ${end}` };
    });
  const seen = events
    .filter((event) => event.name === name)
    .map(({ time, verb, detail }) => ({ time, line: `engine  ${verb} ${detail}` }));
  return [...told, ...seen]
    .toSorted((a, b) => (a.time < b.time ? -1 : 1))
    .map(({ time, line }) => `${new Date(Number(time / 1_000_000n)).toISOString()} ${line}`)
    .join('\n');
}
