import type { Credentials } from '../engine/credentials.ts';
import type { Container, Image } from '../engine/model.ts';
import type { FoundImage, RegistryReader } from '../engine/ports-registry.ts';
import { registryOf } from '../engine/registry.ts';
import { badInput, engineUnavailable } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import type { Action } from '../catalogue.ts';
import { updateChecks, type UpdateCheck } from './update-check.ts';

/** What is looked for in a registry. */
export interface ImageSearch {
  term: string;
  limit: number;
  official: boolean | null;
  minStars: number | null;
}

/** What registries are asked for. Takes the permission registry.read. */
export interface RegistriesView {
  searchImages(search: ImageSearch): Promise<readonly FoundImage[]>;
  /** `reference`: one of its names; its first one when null. */
  updateOf(image: Image, reference: string | null): Promise<UpdateCheck>;
  containerUpdate(container: Container): Promise<UpdateCheck>;
}

export interface Registries {
  reader: RegistryReader;
  credentials: Credentials;
  check: ReturnType<typeof updateChecks>;
}

/** One per host. */
export function registriesOf(reader: RegistryReader, credentials: Credentials, now: () => number): Registries {
  return { reader, credentials, check: updateChecks({ reader, credentials, now }) };
}

export function registriesView(
  { reader, credentials, check }: Registries,
  mirror: Pick<MirrorReader, 'connection' | 'host' | 'images'>,
  permit: (action: Action) => void,
): RegistriesView {
  const allowed = (...needs: readonly Action[]) => {
    for (const action of needs) permit(action);
    if (mirror.connection.status !== 'connected')
      throw engineUnavailable(mirror.connection.problem ?? `The engine of host "${mirror.host}" has not been reached yet.`);
  };
  return {
    searchImages: async ({ term, limit, official, minStars }) => {
      allowed('registry.read');
      if (term === '' || term.length > 200 || /[\p{Cc}\s]/u.test(term))
        throw badInput('term: 1 to 200 characters without spaces; a registry may stand in front, as registry:5000/app.');
      if (limit < 1 || limit > 100) throw badInput(`limit: from 1 to 100; not ${limit}.`);
      if (minStars !== null && minStars < 0) throw badInput(`minStars: 0 or more; not ${minStars}.`);
      const filters = {
        ...(official === null ? {} : { 'is-official': [String(official)] }),
        ...(minStars === null ? {} : { stars: [String(minStars)] }),
      };
      const found = await reader.searchImages({ term, limit, filters }, await credentials.for(registryOf(term)));
      return found.toSorted((a, b) => b.stars - a.stars);
    },
    updateOf: async (image, reference) => {
      allowed('image.read', 'registry.read');
      return check(image, reference ?? image.tags[0] ?? null);
    },
    containerUpdate: async ({ imageId, imageRef }) => {
      allowed('image.read', 'registry.read');
      return check(mirror.images.get(imageId) ?? null, imageRef);
    },
  };
}
