import type { ObjectType } from '../engine/model.ts';
import type { EngineReader, EngineWriter, WriteResult } from '../engine/ports.ts';
import type { Caller, Source } from '../access/caller.ts';
import { badInput, engineUnavailable, internal, notFound } from '../errors.ts';
import type { KeptMirror } from '../mirror/reader.ts';
import { watched, type CallWatch } from './call-watch.ts';
import { conceal } from './conceal.ts';
import { allHosts, type HostsFor, type Reached } from './hosts.ts';
import { aimed, type Lookout } from './lookout.ts';
import type { Work } from './operations/operation.ts';
import { recorded, type Aim, type Done, type RecorderDeps, type Recorded, type Request } from './recorded.ts';

/** One engine as the one door sees it. */
export interface EngineHost {
  name: string;
  mirror: KeptMirror;
  reader: Pick<EngineReader, 'diskUsage' | 'inspectImage' | 'saveImages' | 'statPath'>;
  writer: EngineWriter;
  /** Looks at the engine for what the copy does not have. */
  lookout: Lookout;
}

/** One engine as it is reached by whoever acts on it. */
export type ActionHost = EngineHost & Reached;

export interface PerformDeps extends RecorderDeps {
  hosts: HostsFor<EngineHost>;
  /** Whether a full id is that of the container Wharfinger itself runs in. */
  isSelf: (id: string) => boolean;
  /** Is told of every call of a writer. */
  watch?: CallWatch;
}

/** An action on an engine: what is asked, how the target is found, what is called, what it looks like afterwards. A null host: the only one. */
export interface EngineAction<T, A extends WriteResult = WriteResult> extends Omit<Request, 'caller' | 'source'> {
  /**
   * Finds the target and checks the input; the key is empty where there is none yet, or not one alone. Throws NOT_FOUND or BAD_INPUT before anything is
   * sent. Called again after the engine has been looked at for what the copy did not have.
   */
  aim: (host: ActionHost) => Aim & { key: string };
  call: (writer: EngineWriter, key: string, auditId: string, work: Work) => Promise<A>;
  /** The key of what was made, which only the answer tells; the target's own when left out. */
  made?: (answer: A) => string;
  /** What kind of object to read again afterwards. */
  type: ObjectType;
  /** Reads again whatever else may have changed, in place of the target alone. No answer: the engine refused. */
  refresh?: (mirror: ActionHost['mirror'], key: string, answer: A | null) => Promise<unknown>;
  /** Reads the result out of the refreshed copy. */
  result: (
    host: ActionHost,
    key: string,
    answer: A,
  ) => Pick<Done<T>, 'value' | 'after' | 'result' | 'failure'> & { targetId?: string | null };
}

export interface Performed<T> extends Recorded<T> {
  host: string;
}

/**
 * The one door. Nothing else holds an engine writer: it is lent to `call` for the length of one action, after the decision was taken and the intent is
 * on disk, and is dead once the action has settled.
 *
 * After the engine's answer the target is read again into the mirror before the caller gets an answer, so that nobody reads a state older than
 * their own action.
 */
export async function perform<T, A extends WriteResult = WriteResult>(
  deps: PerformDeps,
  caller: Caller,
  source: Source,
  action: EngineAction<T, A>,
): Promise<Performed<T>> {
  let host: ActionHost | undefined;
  let key = '';
  const done = await recorded(
    deps,
    { ...action, caller, source, host: hostName(deps, action.host) },
    async () => {
      checkReason(action.reason);
      const on = pickHost(deps, caller, action.host);
      host = on;
      if (on.mirror.connection.status !== 'connected') {
        throw engineUnavailable(`Host ${on.name} cannot be reached: ${on.mirror.connection.problem ?? 'not connected yet'}`);
      }
      const mayLook = () => deps.authorize(caller, action.action, null).allow;
      const aim = await aimed(on.lookout, mayLook, () => action.aim(on));
      key = aim.key;
      return aim;
    },
    async (_aim, auditId, work) => {
      if (host === undefined) throw internal('an action ran without a host');
      const settled = new AbortController();
      const lent = lend(watched(host.writer, deps.watch, { auditId, host: host.name, settled: settled.signal }));
      try {
        const answer = await action.call(lent.writer, key, auditId, work);
        key = action.made?.(answer) ?? key;
        const seen = await readAgain(host, action, key, answer);
        const targetId = key === '' ? null : key;
        // What was done is shown to whoever did it, wherever it is now.
        const whole = { ...host, mirror: host.unnarrowed };
        const result = action.result(whole, key, answer);
        return { changed: answer.changed, engineStatus: answer.status, targetId, ...result, after: seen ? result.after : null };
      } catch (error) {
        // The copy may be what misled the caller ("no such container"): look again, whatever the engine said.
        await readAgain(host, action, key, null);
        throw host.scoped ? conceal(error, host.mirror) : error;
      } finally {
        lent.revoke();
        settled.abort();
      }
    },
  );
  return { ...done, host: host?.name ?? '' };
}

/** False where the target could not be read in time: what the copy says of it is from before, and does not go on record as what came of it. */
async function readAgain<T, A extends WriteResult>(
  { mirror }: ActionHost,
  action: EngineAction<T, A>,
  key: string,
  answer: A | null,
): Promise<boolean> {
  if (action.refresh !== undefined) await action.refresh(mirror, key, answer);
  else if (key !== '') return !(await mirror.refresh(action.type, key)).lagging;
  return true;
}

type Hosts = { hosts: HostsFor<EngineHost> };

/** The host of that name, or the only one, as far as the caller reaches it. */
export function pickHost<H extends EngineHost>(
  deps: { hosts: HostsFor<H> },
  caller: Pick<Caller, 'scopes'>,
  name: string | null,
): H & Reached {
  const hosts = deps.hosts(caller);
  const [only, ...others] = hosts.values();
  if (name === null) {
    if (only === undefined) throw notFound('No host is configured.');
    if (others.length > 0) throw badInput(`There are several hosts: say which one (${[...hosts.keys()].join(', ')}).`);
    return only;
  }
  const host = hosts.get(name);
  if (host === undefined) throw notFound(`There is no host "${name.slice(0, 64)}". Known: ${[...hosts.keys()].join(', ')}.`);
  return host;
}

/** For the log: null for a host that does not exist. */
export function hostName(deps: Hosts, asked: string | null): string | null {
  const hosts = allHosts(deps.hosts);
  if (asked !== null) return hosts.has(asked) ? asked : null;
  return hosts.size === 1 ? ([...hosts.keys()][0] ?? null) : null;
}

const reasonLimit = 2000;

export function checkReason(reason: string | null): void {
  if (reason !== null && reason.length > reasonLimit)
    throw badInput(`reason: at most ${reasonLimit} characters, this has ${reason.length}.`);
}

function lend(writer: EngineWriter): { writer: EngineWriter; revoke: () => void } {
  let live = true;
  const guarded = new Proxy(writer, {
    get(target, name) {
      if (!live) throw internal('an engine writer was used after its action had settled');
      return Reflect.get(target, name, target);
    },
  });
  return {
    writer: guarded,
    revoke: () => {
      live = false;
    },
  };
}
