import type { EngineConnection } from './connection.ts';
import { imageRepository, imageTag, pathSegment } from './ids.ts';
import type { Follower, PushOptions, Transferred } from './ports-registry.ts';
import { registryOf } from './registry.ts';
import { followRegistry } from './registry-stream.ts';

/** Pushes an image under one name, or all names of a repository, and follows the progress to its end. */
export async function pushImage(
  connection: EngineConnection,
  { repository, tag, auth }: PushOptions,
  follower: Follower,
): Promise<Transferred> {
  const path = `/images/${pathSegment('image', imageRepository(repository))}/push`;
  const query = { tag: tag === null ? null : imageTag(tag) };
  const digests = new Set<string>();
  const status = await followRegistry(connection, { path, query, registry: registryOf(repository), auth }, follower, (line) => {
    const digest = line.at('aux').at('Digest').text();
    if (digest !== '') digests.add(digest);
  });
  const [digest = null] = digests;
  return { changed: true, status, digest: tag === null ? null : digest };
}
