import type { AuditEntry, AuditReader } from '../audit/log.ts';
import type { Store } from '../store/open.ts';
import { effectsOf, type CallName } from './calls.ts';
import type { Effects, Lookup } from './claims.ts';
import type { Cursor } from './cursor.ts';

/**
 * What our own actions, of before this process began, are expected to have brought about since the cursor was stored: those that still waited for events then, and those that have had
 * their outcome since. Without it their events, which the engine sends again, would be taken for somebody else's.
 */
export async function remembered(
  store: Pick<Store, 'read'>,
  audit: Pick<AuditReader, 'get'>,
  host: string,
  cursor: Cursor,
  begunSeq: number,
  lookup: Lookup,
): Promise<{ auditId: string; at: string; effects: Effects; how: 'done' | 'failed' | 'lost'; answer: unknown }[]> {
  const rows = await store.read.query(
    `SELECT auditId FROM AuditAction WHERE host = ? AND seq <= ? AND origin <> 'external'
      AND (outcomeSeq > ? OR outcomeSeq IS NULL OR auditId IN (SELECT value FROM json_each(?)))`,
    host,
    begunSeq,
    cursor.seq,
    JSON.stringify(cursor.waiting.map(({ auditId }) => auditId)),
  );
  const entries = await Promise.all(rows.map(({ auditId }) => audit.get(typeof auditId === 'string' ? auditId : '')));
  return entries.flatMap((entry) => {
    if (entry === null || entry.result === 'denied' || entry.result === 'not_executed') return [];
    const { auditId, at, result, intent } = entry;
    // It was so already, or was refused: the next event of that kind was somebody else's.
    const idle = result === 'failure' || (result === 'noop' && intent.action.startsWith('container.'));
    return callsOf(entry).map(({ method, args, answer }) => {
      const effects = effectsOf(method, args, lookup);
      if (!idle || onTarget[intent.action] === undefined)
        return { auditId, at, effects, how: result === 'unknown' ? ('lost' as const) : ('done' as const), answer };
      const claims = effects.claims.filter(({ terminal }) => terminal !== true);
      return { auditId, at, effects: { ...effects, claims }, how: 'failed' as const, answer };
    });
  });
}

interface Call {
  method: CallName;
  args: readonly unknown[];
  answer: unknown;
}

const onTarget: Readonly<Record<string, CallName | undefined>> = {
  'container.start': 'startContainer',
  'container.stop': 'stopContainer',
  'container.restart': 'restartContainer',
  'container.kill': 'killContainer',
  'container.pause': 'pauseContainer',
  'container.unpause': 'unpauseContainer',
  'container.rename': 'renameContainer',
  'container.update': 'updateContainer',
  'container.remove': 'removeContainer',
  'container.attach': 'attachContainer',
  'container.exec': 'startExec',
  'container.files.read': 'readArchive',
  'container.files.write': 'writeArchive',
  'container.export': 'exportContainer',
  'network.remove': 'removeNetwork',
  'volume.remove': 'removeVolume',
  'image.tag': 'tagImage',
  'image.remove': 'removeImage',
};

/** The calls that an action consists of, from what is on record about it. */
function callsOf({ intent, outcome }: AuditEntry): Call[] {
  const id = outcome?.targetId ?? intent.target?.id ?? '';
  const { action, params } = intent;
  const details = outcome?.after?.details ?? {};
  const call = (method: CallName, args: readonly unknown[], answer: unknown = {}): Call => ({ method, args, answer });
  const timeout = params['timeoutSeconds'];
  const options = timeout === undefined ? {} : { timeoutSeconds: Number(timeout) };
  const simple = onTarget[action];
  // An action on many objects has an event of its own for each of them.
  if (simple !== undefined) return id === '' ? [] : [call(simple, simple === 'startExec' ? [id] : [id, options])];
  const made = { id, name: id };
  switch (action) {
    case 'container.create':
      return [call('createContainer', [], made)];
    case 'container.run':
      return [call('createContainer', [], made), call('startAndWait', [id])];
    case 'container.recreate': {
      const fresh = details['container'] ?? '';
      const old = ['stopContainer', 'renameContainer', 'removeContainer'] as const;
      return [
        call('copyContainer', [], { id: fresh }),
        ...old.map((method) => call(method, [id])),
        call('renameContainer', [fresh]),
        call('startContainer', [fresh]),
      ];
    }
    case 'container.commit':
      return [call('commitContainer', [id], { imageId: details['image'] ?? '' })];
    case 'network.create':
      return [call('createNetwork', [], made)];
    case 'volume.create':
      return [call('createVolume', [], made)];
    case 'network.connect':
      return [call('connectNetwork', [id, details['containerId']])];
    case 'network.disconnect':
      return [call('disconnectNetwork', [id, details['containerId']])];
    case 'image.pull':
      return [call('pullImage', [{ image: params['image'] ?? params['ref'] ?? '', allTags: params['allTags'] === 'true' }])];
    case 'image.push':
      return [call('pushImage', [{ ref: params['ref'] ?? '', allTags: params['allTags'] === 'true' }])];
    case 'image.save':
      return [call('saveImages', [listOf(params['ref'])])];
    case 'image.load':
      return [call('loadImages', [listOf(details['images'])])];
    case 'image.import':
      return [call('importImage', [{ repository: params['repository'], tag: params['tag'] ?? 'latest' }, details['images']])];
    case 'image.build':
      return [call('buildImage', [{ tags: listOf(params['tags']) }])];
    default:
      return params['dryRun'] === 'true' ? [] : pruned(action, details['deleted'] ?? '');
  }
}

function pruned(action: string, deleted: string): Call[] {
  const methods: Readonly<Record<string, CallName | undefined>> = {
    'container.prune': 'pruneContainers',
    'image.prune': 'pruneImages',
    'network.prune': 'pruneNetworks',
    'volume.prune': 'pruneVolumes',
    'build.prune': 'pruneBuildCache',
  };
  const method = methods[action];
  return method === undefined ? [] : [{ method, args: [], answer: { deleted: deleted.split(' ') } }];
}

/** As the record shows a list. */
function listOf(listed: string | undefined): string[] {
  return (listed ?? '').split(',').filter((one) => one !== '');
}
