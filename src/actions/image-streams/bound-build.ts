import type { Caller } from '../../access/caller.ts';
import { foreignRegistry, hasRegistries, notAllowed } from '../../access/registries.ts';
import type { Archive } from '../../engine/ports-images.ts';
import type { RegistryAuth } from '../../engine/registry.ts';
import { forbidden } from '../../errors.ts';
import { EndedAs } from '../ended-as.ts';
import { ahead } from '../files/ahead.ts';
import { mostEntries } from '../files/judge.ts';
import type { Aim } from '../recorded.ts';
import { boundDockerfile, judgeTrigger } from './bound.ts';
import { withDockerfile } from './context.ts';
import type { BuildInput } from './input.ts';

/** This much of a context is judged before the engine is asked for anything. */
const aheadBytes = 1024 * 1024;

/** A policy that merely warns has nothing looked into. */
const binds = (caller: Caller) => hasRegistries(caller) && !caller.policy.warns;

/** The refusal of an image that a build names in its parameters, or an ONBUILD of further instructions for an image. Throws BAD_INPUT. */
export function refusedImages(
  caller: Caller,
  { cacheFrom = [], changes = [] }: { cacheFrom?: readonly string[]; changes?: readonly string[] },
): Pick<Aim, 'veto'> {
  if (!binds(caller)) return {};
  const named = [...cacheFrom];
  for (const [index, change] of changes.entries()) {
    const [, rest] = /^\s*onbuild\s([^]*)$/i.exec(change) ?? [];
    if (rest !== undefined) judgeTrigger({ line: index + 1, rest }, '\\', (image) => named.push(image));
  }
  const foreign = named.map((image) => foreignRegistry(caller, image)).find((registry) => registry !== null);
  return foreign === undefined ? {} : { veto: { rule: 'registry', reason: notAllowed(foreign) } };
}

/** Of the credentials for all registries, those that are for the ones the caller may have images of. */
export function boundCredentials(caller: Caller, auths: readonly RegistryAuth[]): readonly RegistryAuth[] {
  return binds(caller) ? auths.filter(({ registry }) => foreignRegistry(caller, `${registry}/x`) === null) : auths;
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
