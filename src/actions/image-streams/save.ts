import type { Caller, Source } from '../../access/caller.ts';
import type { Image } from '../../engine/model.ts';
import { platformOf } from '../../engine/platform.ts';
import { badInput, internal } from '../../errors.ts';
import { familiarReference } from '../../mirror/image-reference.ts';
import { served, type Serve } from '../files/serve.ts';
import type { ActionInput } from '../once.ts';
import { watched } from '../call-watch.ts';
import { hasStoppedFor } from '../operations/operation.ts';
import { given, listed } from '../pairs.ts';
import { perform, type ActionHost, type PerformDeps, type Performed } from '../perform.ts';
import type { Done } from '../recorded.ts';
import { endedBy } from './left.ts';
import { countedBytes } from './progress.ts';

export interface SaveInput extends ActionInput {
  refs: readonly string[];
  platform: string | null;
}

/** Images as an archive: an operation, on record before the first byte leaves, and again with how many have. It ends when the signal is aborted. */
export type SaveImages = (
  caller: Caller,
  source: Source,
  input: SaveInput,
  serve: Serve,
  left: AbortSignal,
) => Promise<Performed<void>>;

export function saveAction(deps: PerformDeps): SaveImages {
  return (caller, source, input, serve, left) => {
    let names: readonly string[] = [];
    let on: ActionHost | undefined;
    let done: Done<void> | undefined;
    return perform<void>(deps, caller, source, {
      action: 'image.save',
      host: input.host ?? null,
      params: given({ ref: listed(input.refs.slice(0, mostRefs)) ?? '', platform: input.platform?.slice(0, 100) }),
      reason: input.reason ?? null,
      idempotencyKey: null,
      type: 'image',
      aim: (host) => {
        on = host;
        const { refs, platform } = input;
        if (refs.length === 0 || refs.length > mostRefs)
          throw badInput(`ref: 1 to ${mostRefs} of them, these are ${refs.length}.`);
        if (platform !== null) platformOf(platform);
        const images = refs.map((ref) => host.mirror.resolveImage(ref));
        names = images.map((image, index) => nameOf(image, refs[index] ?? ''));
        const one = images.length === 1 ? images[0] : undefined;
        const target = {
          type: 'image',
          id: one?.id ?? null,
          name: listed(names),
          image: null,
          labels: one?.labels ?? {},
        } as const;
        return { target, before: null, key: one?.id ?? '' };
      },
      call: async (_writer, _key, auditId, work) => {
        if (on === undefined) throw internal('an action ran without a host');
        try {
          const archive = await watched(on.reader, deps.watch, { auditId, host: on.name }).saveImages(
            names,
            { platform: input.platform },
            AbortSignal.any([left, work.signal]),
          );
          const content = countedBytes(archive.bytes, work, null, () => undefined);
          const offer = { auditId, name: 'images.tar', form: 'tar', size: null, modifiedAt: null, content } as const;
          try {
            const ended = await served(serve, offer, { state: 'present', exitCode: null, details: {} }, {});
            done = hasStoppedFor(ended.failure, work) ? { ...ended, result: 'cancelled' } : ended;
          } finally {
            archive.close();
          }
        } catch (error) {
          throw endedBy(left, error);
        }
        return { changed: true, status: 200 };
      },
      // Nothing has changed.
      refresh: () => Promise.resolve(),
      result: () => {
        if (done === undefined) throw internal('an archive has no end');
        return done;
      },
    });
  };
}

const mostRefs = 100;

/** By one of its names the archive holds that name, by its id none: which of the two was asked for has to reach the engine. */
function nameOf(image: Image, ref: string): string {
  const name = familiarReference(ref);
  return image.tags.includes(name) || image.digests.includes(name) ? name : image.id;
}
