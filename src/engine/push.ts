import type { EngineConnection } from './connection.ts';
import { imageRepository, imageTag, pathSegment } from './ids.ts';
import { ofPlatform } from './platform.ts';
import type { Follower, PushOptions, Transferred } from './ports-registry.ts';
import { registryOf } from './registry.ts';
import { followRegistry } from './registry-stream.ts';

/** Pushes an image under one name, or all names of a repository, and follows the progress to its end. */
export async function pushImage(
  connection: EngineConnection,
  { repository, tag, platform, auth }: PushOptions,
  follower: Follower,
): Promise<Transferred> {
  const path = `/images/${pathSegment('image', imageRepository(repository))}/push`;
  if (platform !== null) await connection.needs('1.46', 'push one platform of an image');
  const query = { tag: tag === null ? null : imageTag(tag), ...ofPlatform(platform) };
  const digests = new Set<string>();
  const status = await followRegistry(connection, { path, query, registry: registryOf(repository), auth }, follower, (line) => {
    const digest = line.at('aux').at('Digest').text();
    if (digest !== '') digests.add(digest);
  });
  const [digest = null] = digests;
  return { changed: true, status, digest: tag === null ? null : digest };
}
