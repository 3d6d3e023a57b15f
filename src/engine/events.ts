import { engineError } from '../errors.ts';
import { Reading } from './decode.ts';
import type { EngineEvent } from './model.ts';

// An event carries all labels of its object. Longer than this is no event.
const longestEvent = 4 * 1024 * 1024;

/** Cuts a stream of JSON texts, one a line, into lines. The chunks may be cut anywhere, inside a character too. */
export class JsonLines {
  #held: Buffer[] = [];
  #heldBytes = 0;

  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let to = chunk.indexOf(0x0a); to >= 0; to = chunk.indexOf(0x0a, from)) {
      const line = this.#held.length > 0 ? Buffer.concat([...this.#held, chunk.subarray(from, to)]) : chunk.subarray(from, to);
      this.#held = [];
      this.#heldBytes = 0;
      from = to + 1;
      const text = line.toString('utf8').trim();
      if (text !== '') lines.push(text);
    }
    if (from < chunk.length) {
      this.#held.push(chunk.subarray(from));
      this.#heldBytes += chunk.length - from;
      if (this.#heldBytes > longestEvent) throw engineError('the engine sent a line that is too long to be an event or a sample');
    }
    return lines;
  }
}

/** The value of one line. ENGINE_ERROR when it is not JSON. */
export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw engineError('the engine sent something that is not JSON in a stream');
  }
}

/** One line of GET /events. ENGINE_ERROR when its shape is not understood. */
export function engineEvent(line: string): EngineEvent {
  const root = new Reading(jsonOf(line), 'Event');
  const actor = root.at('Actor');
  return {
    type: root.at('Type').text('container'),
    action: root.at('Action').text() || root.at('status').text(),
    actorId: actor.at('ID').text() || root.at('id').text(),
    attributes: actor.at('Attributes').labels(),
    scope: root.at('scope').text('local'),
    timeNano: timeNano(line, root),
  };
}

/**
 * JSON.parse keeps 53 bits, of a time in nanoseconds all but the last three digits, and events are told apart by it; so it is taken from the text.
 * Inside a text of the JSON the key's quotes would be escaped, and the values of labels are never bare numbers: nothing else can match.
 */
function timeNano(line: string, root: Reading): string {
  const digits = /"timeNano":\s*(\d+)/.exec(line)?.[1];
  return digits ?? String(BigInt(Math.trunc(root.at('time').number())) * 1_000_000_000n);
}
