import type { Caller } from '../../access/caller.ts';
import { given, hashedPairs, listed, shownPairs } from '../pairs.ts';
import type { ActionHost } from '../perform.ts';
import type { RegistryDeps } from '../registry/actions.ts';
import { boundContext, boundCredentials, refusedImages } from './bound-build.ts';
import { buildOptions, type BuildInput } from './input.ts';
import { neededForBuildKit, unjudged } from './session.ts';
import type { OpenSessions } from './sessions.ts';
import type { ImageStreamActions } from './streams.ts';
import { imageWork, type Kind, type WorkDeps } from './work.ts';

export type BuildDeps = WorkDeps & RegistryDeps & { sessions: OpenSessions };

/** Images by a Dockerfile: of a context that is sent, by the classic builder, or in a session, by BuildKit. */
export function buildActions(deps: BuildDeps): Pick<ImageStreamActions, 'build' | 'buildInSession'> {
  return {
    build: (caller, source, input, body, to) => {
      const secrets = secretsOf(input);
      return imageWork(
        deps,
        { caller, source, input, body, to },
        {
          ...kindOf(caller, input, secrets),
          open: async (writer, archive, signal) => {
            const context = await boundContext(caller, input, archive, deps.uploadLimit);
            const auths = boundCredentials(caller, await deps.credentials.all());
            secrets.push(
              ...auths.flatMap(({ password, identityToken }) => [password, identityToken]).filter((one) => one !== ''),
            );
            return writer.buildImage(buildOptions(input), context, signal, auths);
          },
        },
      );
    },
    buildInSession: (caller, source, input, session, to) => {
      const { check, ...kind } = kindOf(caller, input, secretsOf(input));
      return imageWork(
        deps,
        { caller, source, input, body: null, to },
        {
          ...kind,
          params: (redact) => ({ ...kind.params(redact), builder: 'buildkit' }),
          check: (host) => {
            const { alsoNeeds = [], ...rest } = check(host);
            return { ...rest, ...unjudged(caller), alsoNeeds: [...alsoNeeds, 'build.session', ...neededForBuildKit] };
          },
          open: async (writer, _archive, signal) => {
            await deps.sessions.find(caller, input.host ?? null, session.id, signal);
            return writer.buildInSession(buildOptions(input), session, signal);
          },
        },
      );
    },
  };
}

function secretsOf({ buildArgs }: BuildInput): string[] {
  return buildArgs.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** What both have in common. */
function kindOf(caller: Caller, input: BuildInput, secrets: readonly string[]) {
  const { dockerfile, target, noCache, pull, platform, network } = input;
  return {
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
    made: ({ imageId }) => imageId,
    // Without what is run: it may hold secrets.
    step: /^Step \d+\/\d+ : [a-z]+/i,
    secrets,
  } as const satisfies Omit<Kind, 'open'>;
}

/** The host's own network, and that of another container, whatever that is. */
function equalsHost(network: string | null, { mirror }: ActionHost): boolean {
  if (network === null) return false;
  const named = mirror.networks.list().find(({ name, id }) => name === network || id.startsWith(network));
  return network === 'host' || network.startsWith('container:') || named?.driver === 'host';
}
