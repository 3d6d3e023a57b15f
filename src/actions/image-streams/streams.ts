import type { Caller, Source } from '../../access/caller.ts';
import { platformOf } from '../../engine/platform.ts';
import { instructionOf, variablesIn } from '../commit.ts';
import type { Body } from '../files/upload-input.ts';
import { given, hashedPairs, listed, shownPairs } from '../pairs.ts';
import type { ActionHost, Performed } from '../perform.ts';
import type { RegistryDeps } from '../registry/actions.ts';
import { boundContext, boundCredentials, refusedImages } from './bound-build.ts';
import { buildOptions, importOptions, type BuildInput, type ImportInput, type LoadInput } from './input.ts';
import type { Made } from './made.ts';
import { imageWork, type Listener, type WorkDeps } from './work.ts';

type Run<I> = (caller: Caller, source: Source, input: I, body: Body, to: Listener) => Promise<Performed<Made>>;

/** Images out of archives: operations, on record with an intent, a `started` once the engine has accepted, and one outcome. */
export interface ImageStreamActions {
  load: Run<LoadInput>;
  import: Run<ImportInput>;
  build: Run<BuildInput>;
}

export function imageStreamActions(deps: WorkDeps & RegistryDeps): ImageStreamActions {
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
    build: (caller, source, input, body, to) => {
      const { dockerfile, target, noCache, pull, platform, network } = input;
      const secrets = input.buildArgs.flatMap(({ value }) => (value === undefined ? [] : [value]));
      return imageWork(
        deps,
        { caller, source, input, body, to },
        {
          action: 'image.build',
          params: (redact) =>
            given({
              tags: listed(input.tags),
              labels: shownPairs(input.labels, redact),
              buildArgs: hashedPairs(input.buildArgs, redact),
              dockerfile,
              target,
              noCache,
              pull,
              platform,
              network,
              cacheFrom: listed(input.cacheFrom),
            }),
          names: input.tags,
          check: (host) => {
            buildOptions(input);
            return { ...refusedImages(caller, input), ...(equalsHost(network, host) ? { alsoNeeds: ['container.host'] } : {}) };
          },
          open: async (writer, archive, signal) => {
            const context = await boundContext(caller, input, archive, deps.uploadLimit);
            const auths = boundCredentials(caller, await deps.credentials.all());
            secrets.push(
              ...auths.flatMap(({ password, identityToken }) => [password, identityToken]).filter((one) => one !== ''),
            );
            return writer.buildImage(buildOptions(input), context, signal, auths);
          },
          made: ({ imageId }) => imageId,
          // Without what is run: it may hold secrets.
          step: /^Step \d+\/\d+ : [a-z]+/i,
          secrets,
        },
      );
    },
  };
}

/** The host's own network, and that of another container, whatever that is. */
function equalsHost(network: string | null, { mirror }: ActionHost): boolean {
  if (network === null) return false;
  const named = mirror.networks.list().find(({ name, id }) => name === network || id.startsWith(network));
  return network === 'host' || network.startsWith('container:') || named?.driver === 'host';
}
