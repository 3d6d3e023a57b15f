import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import type { Container, Image } from '../engine/model.ts';
import { aimAt } from './containers.ts';
import { recorded, type Aim, type RecorderDeps } from './recorded.ts';

/** Authorises a read that can leak and puts it on record before the first byte is read; throws FORBIDDEN, also on record, when refused. */
export function recordRead(deps: RecorderDeps) {
  return async (
    caller: Caller,
    source: Source,
    action: Action,
    host: string,
    object: Container | Image,
    params: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    await recorded(
      deps,
      { caller, source, action, host, params, reason: null, idempotencyKey: null },
      () => ({ ...('tags' in object ? aimAtImage(object) : aimAt(object)), before: null }),
      () => Promise.resolve({ changed: true, engineStatus: null, after: null, targetId: object.id, value: undefined }),
    );
  };
}

function aimAtImage({ id, tags, labels }: Image): Aim {
  return { target: { type: 'image', id, name: tags[0] ?? null, image: tags[0] ?? null, labels }, before: null };
}
