import { randomUUID } from 'node:crypto';
import { isWarned } from '../access/authorize.ts';
import type { Caller, Decision, Source, Target } from '../access/caller.ts';
import type { AuditWriter, Intent, ObjectState, Outcome, Result } from '../audit/log.ts';
import { withoutForms } from '../audit/known-forms.ts';
import type { Redact } from '../audit/redact.ts';
import { isLong, type Action } from '../catalogue.ts';
import { EndedAs } from './ended-as.ts';
import { shownLabels } from './pairs.ts';
import type { Demand } from './demands.ts';
import type { Running } from './running.ts';
import { wasSent } from '../engine/failure.ts';
import { executedNotRecorded, forbidden, told, WharfingerError } from '../errors.ts';
import { hasStoppedFor, quietWork, type Work } from './operations/operation.ts';
import type { Opened, Operations } from './operations/operations.ts';
import { scrubber, scrubError, secretsIn } from './secrets.ts';

/** Who wants to do what, and why: what is known before anything is looked up. */
export interface Request {
  caller: Caller;
  source: Source;
  action: Action;
  host: string | null;
  /** As the caller gave them, with the keyed hash in place of secrets: they go into the log. */
  params: Params;
  /** What was asked for, whole: no error of this request, told or recorded, repeats the secrets in it. */
  input?: unknown;
  reason: string | null;
  /** Under which the caller may repeat the request without repeating the action; goes into the log. */
  idempotencyKey: string | null;
  /** Called when the action may have had an effect. */
  usedUp?: () => void;
  /** The audit id of the action this one is part of. */
  parent?: string;
  /** True for an operation whose action is not one in general: one action on many objects. */
  operation?: boolean;
  /** Called with the audit id once the intent is on disk. */
  begun?: (auditId: string) => void;
}

export type Params = Readonly<Record<string, string>> | ((redact: Redact) => Readonly<Record<string, string>>);

/** What the action found and will work on. */
export interface Aim {
  target: Target;
  before: ObjectState | null;
  /** What it is going to be, where that is not what it is: judged as well, so that nobody moves anything out of their own reach, or into it. */
  becomes?: Target;
  /** Permissions it takes beside the action's own, for what it would bring with it. */
  alsoNeeds?: readonly Action[];
  /** What in it is equal to the host: each takes its permission, or container.host. */
  demands?: readonly Demand[];
  /** A refusal that no permission lifts, for example of stopping the container we run in. */
  veto?: { rule: string; reason: string };
}

/** What came of it, when the engine (or the store) said yes. */
export interface Done<T> {
  changed: boolean;
  engineStatus: number | null;
  after: ObjectState | null;
  targetId: string | null;
  value: T;
  /** What is put on record where neither "success" nor "noop" says it, and the error that goes with it. */
  result?: Result;
  failure?: WharfingerError;
}

export interface RecorderDeps {
  audit: AuditWriter;
  authorize: (caller: Caller, action: Action, target: Target | null, host?: string | null) => Decision;
  /** A steady clock, in milliseconds. */
  elapsed: () => number;
  running: Running;
  operations: Operations;
  redact: Redact;
}

export interface Recorded<T> {
  auditId: string;
  changed: boolean;
  value: T;
}

/**
 * Every attempt takes this way, and leaves an intent and exactly one outcome under one audit id:
 * look up the target, decide, store the intent durably, act, store the outcome.
 *
 * `aim` may throw NOT_FOUND or BAD_INPUT: the attempt is recorded as not executed, and a caller without the permission learns only FORBIDDEN.
 * The run never depends on the client's connection: once the intent is stored it goes to its end.
 * Every error that leaves here carries the audit id.
 */
export function recorded<T>(
  deps: RecorderDeps,
  request: Request,
  aim: () => Aim | Promise<Aim>,
  run: (aim: Aim, auditId: string, work: Work) => Promise<Done<T>>,
): Promise<Recorded<T>> {
  return deps.running.track(carryOut(deps, request, aim, run));
}

async function carryOut<T>(
  deps: RecorderDeps,
  request: Request,
  aim: () => Aim | Promise<Aim>,
  run: (aim: Aim, auditId: string, work: Work) => Promise<Done<T>>,
): Promise<Recorded<T>> {
  const auditId = randomUUID();
  const begun = deps.elapsed();
  const since = () => Math.max(0, deps.elapsed() - begun);

  const found = await attempt(aim);
  const params = typeof request.params === 'function' ? request.params(deps.redact) : request.params;
  const target = found.ok ? found.value.target : unresolved(request, params);
  // What was not found has nothing to be judged by: the permission alone says whether that may be told.
  const decision = decide(deps, request, found.ok ? target : null, found.ok ? found.value : {});
  const intent = intentOf(deps, auditId, { ...request, params }, target, found.ok ? found.value.before : null, decision);

  if (!decision.allow) {
    const error = known(deps, request, forbidden(decision.reason), auditId);
    await deps.audit.refused(intent, outcomeOf(deps, auditId, 'denied', since(), { error }));
    throw error;
  }
  if (!found.ok) {
    const error = known(deps, request, found.error, auditId);
    await deps.audit.refused(intent, outcomeOf(deps, auditId, 'not_executed', since(), { error }));
    throw error;
  }

  await deps.audit.intent(intent);
  const operation = request.operation === true || isLong(request.action) ? openFor(deps, intent, target) : null;
  const work = operation?.work ?? quietWork();
  request.begun?.(auditId);
  const done = await attempt(() => run(found.value, auditId, work));
  if (!done.ok) {
    const stopped = hasStoppedFor(done.error, work);
    const error = known(deps, request, done.error, auditId);
    const result = stopped && !(error instanceof EndedAs) ? 'cancelled' : resultOf(error);
    if (result !== 'not_executed') request.usedUp?.();
    await settle(deps, operation, outcomeOf(deps, auditId, result, since(), { error }), error);
    throw error;
  }
  request.usedUp?.();
  const { changed, engineStatus, after, targetId, value, failure, result = changed ? 'success' : 'noop' } = done.value;
  if (failure !== undefined) scrub(deps, request, failure);
  await settle(deps, operation, outcomeOf(deps, auditId, result, since(), { error: failure, engineStatus, after, targetId }));
  return { auditId, changed, value };
}

async function attempt<T>(work: () => T | Promise<T>): Promise<{ ok: true; value: T } | { ok: false; error: unknown }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

function decide(
  deps: RecorderDeps,
  request: Request,
  target: Target | null,
  aim: Pick<Aim, 'veto' | 'alsoNeeds' | 'becomes' | 'demands'>,
): Decision {
  const judge = (action: Action, at: Target | null) => deps.authorize(request.caller, action, at, request.host);
  const own = judge(request.action, target);
  const further = [
    ...(aim.alsoNeeds ?? []).map((action) => judge(action, target)),
    ...(aim.becomes === undefined ? [] : [judge(request.action, aim.becomes)]),
    ...refusedDemands((action) => judge(action, target), aim.demands ?? []),
  ];
  const all = [own, ...further];
  const decision = all.find((one) => !one.allow) ?? all.find(isWarned) ?? own;
  const { veto } = aim;
  return decision.allow && veto !== undefined ? { ...decision, allow: false, rule: veto.rule, reason: veto.reason } : decision;
}

function refusedDemands(judge: (action: Action) => Decision, demands: readonly Demand[]): Decision[] {
  if (demands.length === 0 || judge('container.host').allow) return [];
  const missing = demands.filter(({ needs }) => !judge(needs).allow);
  const [first] = missing;
  if (first === undefined) return [];
  const decision = judge(first.needs);
  const paths = missing.map(({ path }) => path).join(', ');
  return [{ ...decision, reason: `${decision.reason} It, or container.host, is asked for by: ${paths}.` }];
}

/** What the caller aimed at, by the name they used, where nothing of that name was found. */
function unresolved(request: Request, params: Readonly<Record<string, string>>): Target {
  const [type = 'host'] = request.action.split('.');
  const kind = targetTypes.find((name) => name === type) ?? 'host';
  return { type: kind, id: null, name: params['ref'] ?? null, image: null, labels: {} };
}

const targetTypes = ['container', 'image', 'network', 'volume', 'project', 'token', 'audit'] as const;

function intentOf(
  { redact }: RecorderDeps,
  auditId: string,
  request: Omit<Request, 'params'> & { params: Readonly<Record<string, string>> },
  target: Target,
  before: ObjectState | null,
  decision: Decision,
): Intent {
  const { caller, source } = request;
  const named = request.idempotencyKey === null ? request.params : { ...request.params, idempotencyKey: request.idempotencyKey };
  const clean = (text: string) => withoutForms(text, redact);
  const params = Object.fromEntries(Object.entries(named).map(([key, value]) => [key, clean(value)]));
  return {
    auditId,
    action: request.action,
    actor: { type: caller.type, id: caller.id, name: caller.name },
    authMethod: caller.authMethod,
    tokenId: caller.tokenId,
    source,
    host: request.host,
    target: {
      ...target,
      name: target.name && clean(target.name),
      image: target.image && clean(target.image),
      labels: shownLabels(target.labels, redact),
    },
    params,
    reason: request.reason && clean(request.reason),
    decision: { allow: decision.allow, rule: decision.rule, policyHash: decision.policyHash },
    before: before && cleanState(before, redact),
    origin: 'own',
    parent: request.parent ?? null,
    ...(caller.breakGlass === true ? { breakGlass: true } : {}),
  };
}

function outcomeOf(
  { redact }: RecorderDeps,
  auditId: string,
  result: Result,
  durationMs: number,
  facts: { error?: WharfingerError; engineStatus?: number | null; after?: ObjectState | null; targetId?: string | null },
): Outcome {
  const { error } = facts;
  return {
    auditId,
    result,
    engineStatus: error?.engineStatus ?? facts.engineStatus ?? null,
    error: error === undefined ? null : { code: error.code, message: error.message },
    durationMs,
    after: facts.after ? cleanState(facts.after, redact) : null,
    targetId: facts.targetId ?? null,
    origin: 'own',
  };
}

/** Names can be tokens that were put into the wrong field. */
function cleanState({ state, exitCode, details }: ObjectState, redact: Redact): ObjectState {
  const clean = Object.entries(details).map(([key, value]) => [key, withoutForms(value, redact)]);
  return { state, exitCode, details: Object.fromEntries(clean) };
}

/** The engine has been asked; whatever it said must be told to the caller together with whether that is on record. */
async function settle(deps: RecorderDeps, operation: Opened | null, outcome: Outcome, failure?: WharfingerError): Promise<void> {
  try {
    await deps.audit.outcome(outcome);
    operation?.close(outcome);
  } catch (cause) {
    const what = failure === undefined ? 'was carried out' : `ended with ${failure.code}`;
    const kept = cause instanceof WharfingerError ? ` ${cause.message}` : '';
    const error = executedNotRecorded(`The action ${what}, but its outcome is not in the audit log. Do not retry it.${kept}`, {
      cause: failure === undefined ? cause : new AggregateError([failure, cause]),
      auditId: outcome.auditId,
    });
    operation?.close({ ...outcome, result: 'unknown', error: { code: error.code, message: error.message } });
    throw error;
  }
}

function openFor(deps: RecorderDeps, { auditId, action, host, actor, parent }: Intent, target: Target): Opened {
  return deps.operations.open({ auditId, action, host, target, actorId: actor.id, parent });
}

function known(deps: RecorderDeps, request: Request, error: unknown, auditId: string): WharfingerError {
  const shown = told(error);
  shown.auditId = auditId;
  scrub(deps, request, shown);
  return shown;
}

/** Engines repeat in their errors what they were sent. */
function scrub({ redact }: RecorderDeps, { input }: Request, error: WharfingerError): void {
  const clean = scrubber(secretsIn(input), redact);
  scrubError(error, (text) => withoutForms(clean?.(text) ?? text, redact));
}

function resultOf(error: WharfingerError): Result {
  if (error instanceof EndedAs) return error.result;
  if (!wasSent(error)) return 'not_executed';
  if (error.code === 'TIMEOUT') return 'timeout';
  return error.code === 'ENGINE_UNAVAILABLE' ? 'unknown' : 'failure';
}
