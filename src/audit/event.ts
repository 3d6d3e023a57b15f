import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Action } from '../catalogue.ts';
import { internal } from '../errors.ts';
import { canonicalJson } from './canonical.ts';
import { cutFacts, cutIntent, cutOutcome, type CutEvent } from './cut.ts';
import { origins, results, transports, type Cut, type Intent, type Outcome } from './log.ts';

/**
 * The body of a record: the canonical JSON of `{ "cuts"?, "event", "stage", "v": 1 }`. `event` is the Intent or the Outcome as the interfaces of log.ts
 * say, or for "started" `{ "auditId", "facts" }`. `cuts` is there only when a part of the event was too large to be stored whole.
 */

export type Stage = 'intent' | 'started' | 'outcome';

// What the log promises its readers, and what one row may cost in memory.
const maxBytes = 64 * 1024;

/**
 * Throws INTERNAL for an event that is larger than 64 KiB even after its open-ended parts were cut, that JSON cannot carry, or that could not be read
 * back: better no action than a record which nobody can read.
 */
export function intentBody(intent: Intent): { text: string; event: Intent } {
  const text = body('intent', intent, cutIntent);
  return { text, event: readIntent(text).event };
}

export function outcomeBody(outcome: Outcome): { text: string; event: Outcome } {
  const text = body('outcome', outcome, cutOutcome);
  return { text, event: readOutcome(text).event };
}

export function startedBody(auditId: string, facts: Readonly<Record<string, string>>): string {
  return body('started', { auditId, facts }, (started) => {
    const { event, cuts } = cutFacts(started.facts);
    return { event: { auditId, facts: event }, cuts };
  });
}

function body<T>(stage: Stage, event: T, shorten: (event: T) => CutEvent<T>): string {
  const whole = canonicalJson({ v: 1, stage, event });
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  const short = canonicalJson({ v: 1, stage, ...shorten(event) });
  if (Buffer.byteLength(short) > maxBytes) throw internal(`an audit event of stage ${stage} is larger than ${maxBytes} bytes`);
  return short;
}

const text = Type.String();
const textOrNull = Type.Union([text, Type.Null()]);
const numberOrNull = Type.Union([Type.Number(), Type.Null()]);
const texts = Type.Record(text, text);
const cuts = Type.Optional(Type.Array(Type.Object({ field: text, bytes: Type.Number(), sha256: text })));
const origin = Type.Union(origins.map((name) => Type.Literal(name)));
const state = Type.Union([Type.Object({ state: text, exitCode: numberOrNull, details: texts }), Type.Null()]);

const intentForm = Compile(
  Type.Object({
    v: Type.Literal(1),
    stage: Type.Literal('intent'),
    cuts,
    event: Type.Object({
      auditId: text,
      // Any text: what was on record stays readable after an action has left the catalogue.
      action: Type.Unsafe<Action>(text),
      actor: Type.Object({ type: text, id: text, name: text }),
      authMethod: text,
      tokenId: textOrNull,
      source: Type.Object({
        transport: Type.Union(transports.map((name) => Type.Literal(name))),
        address: textOrNull,
        port: numberOrNull,
        userAgent: textOrNull,
        requestId: textOrNull,
        claimed: texts,
      }),
      host: textOrNull,
      target: Type.Union([
        Type.Object({ type: text, id: textOrNull, name: textOrNull, image: textOrNull, labels: texts }),
        Type.Null(),
      ]),
      params: texts,
      reason: textOrNull,
      decision: Type.Object({ allow: Type.Boolean(), rule: text, policyHash: text }),
      before: state,
      origin,
      parent: textOrNull,
      breakGlass: Type.Optional(Type.Literal(true)),
    }),
  }),
);

const outcomeForm = Compile(
  Type.Object({
    v: Type.Literal(1),
    stage: Type.Literal('outcome'),
    cuts,
    event: Type.Object({
      auditId: text,
      result: Type.Union(results.map((name) => Type.Literal(name))),
      engineStatus: numberOrNull,
      error: Type.Union([Type.Object({ code: text, message: text }), Type.Null()]),
      durationMs: Type.Number(),
      after: state,
      targetId: textOrNull,
      origin,
    }),
  }),
);

const startedForm = Compile(
  Type.Object({
    v: Type.Literal(1),
    stage: Type.Literal('started'),
    cuts,
    event: Type.Object({ auditId: text, facts: texts }),
  }),
);

/** Reads back the body of an intent. Throws INTERNAL when the text is not one that we have written. */
export function readIntent(body: string): { event: Intent; cuts?: readonly Cut[] | undefined } {
  return intentOf(JSON.parse(body));
}

export function readOutcome(body: string): { event: Outcome; cuts?: readonly Cut[] | undefined } {
  return outcomeOf(JSON.parse(body));
}

/** The same, of a body that was parsed already. */
export function intentOf(value: unknown): { event: Intent; cuts?: readonly Cut[] | undefined } {
  if (intentForm.Check(value)) return value;
  throw internal('the audit log holds an intent of an unknown form');
}

export function outcomeOf(value: unknown): { event: Outcome; cuts?: readonly Cut[] | undefined } {
  if (outcomeForm.Check(value)) return value;
  throw internal('the audit log holds an outcome of an unknown form');
}

/** Throws INTERNAL for a "started" that is not one that we have written. */
export function startedOf(value: unknown): { event: { auditId: string; facts: Readonly<Record<string, string>> } } {
  if (startedForm.Check(value)) return value;
  throw internal('the audit log holds a start of an unknown form');
}
