import { WharfingerError } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { pathSegment } from './ids.ts';
import type { RegistryReader } from './ports-registry.ts';
import { authHeader, registryFailure, registryOf, type RegistryAuth } from './registry.ts';

/** The part of the reading port that asks registries. `registryMs`: how long one may take to answer. */
export function registryReader(connection: EngineConnection, registryMs: number): RegistryReader {
  const ask = async (path: string, query: Record<string, string | number>, name: string, auth: RegistryAuth | null) => {
    const headers = auth === null ? undefined : { 'x-registry-auth': authHeader(auth) };
    try {
      return (await connection.call({ method: 'GET', path, query, headers, deadlineMs: registryMs })).body;
    } catch (error) {
      throw error instanceof WharfingerError ? registryFailure(error, registryOf(name), auth) : error;
    }
  };
  return {
    registryDigest: async (image, auth) => {
      const body = await ask(`/distribution/${pathSegment('image', image)}/json`, {}, image, auth);
      return new Reading(body, 'Distribution').at('Descriptor').at('digest').required();
    },
    searchImages: async ({ term, limit, filters }, auth) => {
      const query = { term, limit, filters: JSON.stringify(filters) };
      return new Reading(await ask('/images/search', query, term, auth), 'Search').list((found) => ({
        name: found.at('name').text(),
        description: found.at('description').text(),
        stars: found.at('star_count').number(),
        official: found.at('is_official').flag(),
        automated: found.at('is_automated').flag(),
      }));
    },
  };
}
