import type { Image } from '../engine/model.ts';
import { WharfingerError } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import type { OnDemand } from './on-demand.ts';

/** All images of the engine. The copy has those that `docker images` lists; the others, which only builds leave, are read when somebody asks. */
export async function allImages(
  { images }: Pick<MirrorReader, 'images'>,
  onDemand: Pick<OnDemand, 'allImageIds' | 'inspectImage'>,
): Promise<readonly Image[]> {
  const ids = await onDemand.allImageIds();
  const found = await Promise.all(ids.map(async (id) => images.get(id) ?? onDemand.inspectImage(id, null).catch(gone)));
  return found.filter((one) => one !== null);
}

function gone(error: unknown): null {
  if (error instanceof WharfingerError && error.code === 'NOT_FOUND') return null;
  throw error;
}
