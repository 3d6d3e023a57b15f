import type { EngineEvent } from '../../engine/model.ts';
import { eventCheck } from '../../view/filter-event.ts';
import type { Call } from '../call.ts';
import { instant } from '../times.ts';
import { flow } from './answer.ts';

/** Kinds of objects that can be asked for by their own filter, beside those that events are about here. */
const foreign = ['config', 'daemon', 'node', 'plugin', 'secret', 'service'];

/** From the stream that all share, so that a slow client never slows the engine. */
export function events(call: Call): Promise<unknown> {
  const { query, view } = call;
  const given = query.filters(['type', 'event', 'container', 'image', 'network', 'volume', 'label', 'scope', ...foreign]);
  const none = foreign.some((kind) => given[kind] !== undefined);
  const wanted = eventCheck({
    types: given['type'],
    actions: given['event'],
    containers: given['container'],
    images: given['image'],
    networks: given['network'],
    volumes: given['volume'],
    labels: given['label']?.map(labelOf),
    scopes: given['scope'],
  });
  const time = (name: string) => {
    const text = query.text(name);
    return text === null ? null : instant(text, name, call.now());
  };
  const [since, until] = [time('since'), time('until')];
  return flow(call, { 'content-type': 'application/json' }, async (signal) => {
    const span = since === null && until === null ? undefined : { since, until };
    const stream = view.events(signal, span);
    return { bytes: lines(stream, (event) => !none && wanted(event), !call.speaks('1.52')) };
  });
}

async function* lines(
  events: AsyncIterable<EngineEvent | { missed: number }>,
  wanted: (event: EngineEvent) => boolean,
  old: boolean,
): AsyncGenerator<string> {
  for await (const event of events) if (!('missed' in event) && wanted(event)) yield line(event, old);
}

/** One event as the engine writes it. `old`: with the fields at the top that it had before there were actors. */
function line({ type, action, actorId, attributes, scope, timeNano }: EngineEvent, old: boolean): string {
  const top =
    old && (type === 'container' || type === 'image')
      ? { status: action, id: actorId, ...(attributes['image'] === undefined ? {} : { from: attributes['image'] }) }
      : {};
  const time = Number(BigInt(timeNano) / 1_000_000_000n);
  const event = { ...top, Type: type, Action: action, Actor: { ID: actorId, Attributes: attributes }, scope, time };
  // It does not fit a number of JavaScript's.
  return `${JSON.stringify(event).slice(0, -1)},"timeNano":${timeNano}}\n`;
}

function labelOf(text: string): { key: string; value: string | null } {
  const equals = text.indexOf('=');
  return equals < 0 ? { key: text, value: null } : { key: text.slice(0, equals), value: text.slice(equals + 1) };
}
