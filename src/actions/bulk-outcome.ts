import type { Container } from '../engine/model.ts';
import { WharfingerError } from '../errors.ts';
import type { Done } from './recorded.ts';

/** What can be done to many containers at once. */
export type BulkVerb = 'start' | 'stop' | 'restart' | 'kill' | 'pause' | 'unpause' | 'remove';

/** What became of one container; in a dry run, what would. */
export interface BulkItem {
  container: Container;
  changed: boolean;
  error: WharfingerError | null;
  /** Null in a dry run. */
  auditId: string | null;
}

/** What goes on record about the whole, and what is answered. `cancelled`: some had no turn because of it. */
export function summary(items: readonly BulkItem[], dry: boolean, cancelled = false): Done<readonly BulkItem[]> {
  const errors = items.map(({ error }) => error).filter((error) => error !== null);
  const count = (holds: (item: BulkItem) => boolean) => String(items.filter(holds).length);
  const details = {
    matched: String(items.length),
    [dry ? 'wouldChange' : 'changed']: count(({ changed }) => changed),
    failed: String(errors.length),
  };
  const [first] = errors;
  return {
    changed: !dry && items.some(({ changed }) => changed),
    engineStatus: null,
    after: { state: dry ? 'dry run' : 'done', exitCode: null, details },
    targetId: null,
    value: items,
    ...(first === undefined
      ? {}
      : { result: cancelled ? 'cancelled' : 'failure', failure: together(first, errors.length, items.length) }),
  };
}

function together(first: WharfingerError, failed: number, of: number): WharfingerError {
  return new WharfingerError(first.code, `${failed} of ${of} failed, the first with: ${first.message}`);
}

const live = ({ state }: Container) => state === 'running' || state === 'paused' || state === 'restarting';

const would: Record<BulkVerb, (container: Container) => boolean> = {
  start: (container) => !live(container),
  stop: live,
  restart: () => true,
  kill: live,
  pause: ({ state }) => state === 'running',
  unpause: ({ state }) => state === 'paused',
  remove: () => true,
};

/** As far as the state tells; the engine may have other reasons. */
export function foretold(verb: BulkVerb, container: Container, input: { force?: boolean | null }): BulkItem {
  const refused = verb === 'remove' && live(container) && input.force !== true;
  return { container, changed: !refused && would[verb](container), error: null, auditId: null };
}
