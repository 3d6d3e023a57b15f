import type { Caller, Source } from '../../access/caller.ts';
import { platformOf } from '../../engine/platform.ts';
import type { BuildSession } from '../../engine/ports-images.ts';
import { instructionOf, variablesIn } from '../commit.ts';
import type { Body } from '../files/upload-input.ts';
import { given, hashedPairs, listed } from '../pairs.ts';
import type { Performed } from '../perform.ts';
import { refusedImages } from './bound-build.ts';
import { buildActions, type BuildDeps } from './build.ts';
import { importOptions, type BuildInput, type ImportInput, type LoadInput } from './input.ts';
import type { Made } from './made.ts';
import { imageWork, type Listener } from './work.ts';

type Run<I> = (caller: Caller, source: Source, input: I, body: Body, to: Listener) => Promise<Performed<Made>>;

/** Images out of archives: operations, on record with an intent, a `started` once the engine has accepted, and one outcome. */
export interface ImageStreamActions {
  load: Run<LoadInput>;
  import: Run<ImportInput>;
  build: Run<BuildInput>;
  /** By BuildKit, in a session that the caller has open. */
  buildInSession(
    caller: Caller,
    source: Source,
    input: BuildInput,
    session: BuildSession,
    to: Listener,
  ): Promise<Performed<Made>>;
}

export function imageStreamActions(deps: BuildDeps): ImageStreamActions {
  return {
    load: (caller, source, input, body, to) => {
      const { platform } = input;
      return imageWork(
        deps,
        { caller, source, input, body, to },
        {
          action: 'image.load',
          params: given({ platform: platform?.slice(0, 100) }),
          names: [],
          check: () => (platform !== null && platformOf(platform), {}),
          open: (writer, content, signal) => writer.loadImages({ platform }, content, signal),
          made: ({ stream }) => /^Loaded image(?: ID)?: (\S+)/.exec(stream ?? '')?.[1] ?? null,
          step: /^Loaded image.*/,
          secrets: [],
        },
      );
    },
    import: (caller, source, input, body, to) => {
      const { repository, tag, message, platform } = input;
      // Only which instructions they are: values of ENV may be secrets.
      const changes = listed(input.changes.slice(0, 100).map((change) => instructionOf(change) || '?'));
      return imageWork(
        deps,
        { caller, source, input, body, to },
        {
          action: 'image.import',
          params: (redact) =>
            given({ repository, tag, message, changes, env: hashedPairs(variablesIn(input.changes), redact), platform }),
          names: repository === null ? [] : [`${repository}:${tag ?? 'latest'}`],
          check: () => (importOptions(input), refusedImages(caller, { changes: input.changes })),
          open: (writer, content, signal) => writer.importImage(importOptions(input), content, signal),
          made: ({ status }) => /^sha256:[a-f0-9]{64}$/.exec(status ?? '')?.[0] ?? null,
          step: /^(?!)/,
          secrets: variablesIn(input.changes).flatMap(({ value = '' }) => (value === '' ? [] : [value])),
        },
      );
    },
    ...buildActions(deps),
  };
}
