import type { EngineConnection } from './connection.ts';
import type { Follower, PullOptions, Transferred } from './ports-registry.ts';
import { registryOf } from './registry.ts';
import { followRegistry } from './registry-stream.ts';

/**
 * Pulls an image and follows the progress to its end. `changed`: whether the engine has got anything newer. NOT_FOUND where the registry does not have it,
 * or not for us.
 */
export async function pullImage(
  connection: EngineConnection,
  { image, platform, allTags, auth }: PullOptions,
  follower: Follower,
): Promise<Transferred> {
  const { name, tag } = splitReference(image);
  const query = { fromImage: name, tag: allTags ? null : tag, platform };
  const digests = new Set<string>();
  // Of all tags the engine tells one after the other.
  let upToDate = 0;
  let newer = 0;
  const status = await followRegistry(
    connection,
    { path: '/images/create', query, registry: registryOf(name), auth },
    follower,
    (line) => {
      const told = line.at('status').text();
      if (told.startsWith('Status: Image is up to date')) upToDate += 1;
      if (told.startsWith('Status: Downloaded newer image')) newer += 1;
      if (told.startsWith('Digest: ')) digests.add(told.slice('Digest: '.length).trim());
    },
  );
  const [digest = null] = digests;
  return { changed: newer > 0 || upToDate === 0, status, digest: digests.size > 1 ? null : digest };
}

/** The repository and what is wanted of it. Without a tag it is `latest`: the engine would take all there are. */
export function splitReference(image: string): { name: string; tag: string } {
  const at = image.indexOf('@');
  if (at >= 0) return { name: withoutTag(image.slice(0, at)), tag: image.slice(at + 1) };
  const name = withoutTag(image);
  return { name, tag: image === name ? 'latest' : image.slice(name.length + 1) };
}

/** The name alone. A colon behind the last slash begins a tag; one before it is that of a port. */
export function withoutTag(image: string): string {
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return colon < 0 ? image : image.slice(0, colon);
}
