import type { Caller } from '../../access/caller.ts';
import { foreignRegistry, hasRegistries, notAllowed } from '../../access/registries.ts';
import type { Archive } from '../../engine/ports-images.ts';
import { forbidden } from '../../errors.ts';
import { EndedAs } from '../ended-as.ts';
import { ahead } from '../files/ahead.ts';
import { mostEntries } from '../files/judge.ts';
import type { Aim } from '../recorded.ts';
import { boundDockerfile } from './bound.ts';
import { withDockerfile } from './context.ts';
import type { BuildInput } from './input.ts';

/** This much of a context is judged before the engine is asked for anything. */
const aheadBytes = 1024 * 1024;

/** A policy that merely warns has nothing looked into. */
const binds = (caller: Caller) => hasRegistries(caller) && !caller.policy.warns;

/** The refusal of an image that the build names in its own parameters. */
export function refusedCache(caller: Caller, { cacheFrom }: BuildInput): Pick<Aim, 'veto'> {
  if (!binds(caller)) return {};
  const foreign = cacheFrom.map((image) => foreignRegistry(caller, image)).find((registry) => registry !== null);
  return foreign === undefined ? {} : { veto: { rule: 'registry', reason: `cacheFrom: ${notAllowed(foreign)}` } };
}

/**
 * The context as the caller may have it built: where the policy has a list of registries, every image that the Dockerfile names is held against it. A
 * refusal is on record as denied.
 */
export async function boundContext(caller: Caller, input: BuildInput, context: Archive, limit: number): Promise<Archive> {
  if (!binds(caller)) return context;
  const args = new Map(input.buildArgs.map(({ key, value = '' }) => [key, value]));
  const rewritten = withDockerfile(context.content, input.dockerfile, { bytes: limit, entries: mostEntries }, (dockerfile) =>
    boundDockerfile(dockerfile, args, (image, line) => {
      const foreign = foreignRegistry(caller, image);
      if (foreign !== null)
        throw new EndedAs('denied', forbidden(`${notAllowed(foreign)} Line ${line} of the Dockerfile names ${image}.`));
    }),
  );
  return { content: await ahead(rewritten, aheadBytes), length: null };
}
