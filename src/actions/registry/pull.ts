import { isImageRef } from '../../engine/ids.ts';
import type { Image } from '../../engine/model.ts';
import type { Transferred } from '../../engine/ports-registry.ts';
import { withoutTag } from '../../engine/pull.ts';
import { registryOf, type RegistryAuth } from '../../engine/registry.ts';
import { badInput } from '../../errors.ts';
import { familiarReference } from '../../mirror/image-reference.ts';
import { platform as platformForm } from '../create/body.ts';
import { imageState } from '../images.ts';
import type { Definition, LongInput } from '../once.ts';
import { given } from '../pairs.ts';
import { authOf, lend, type AuthInput, type Lent } from './auth-input.ts';
import type { RegistryDeps } from './actions.ts';

export interface PullImageInput extends LongInput {
  image: string;
  platform?: string | null;
  allTags?: boolean | null;
  registryAuth?: AuthInput | null;
}

/** What was pulled. With all tags it is several images, and none alone. */
export interface PulledImages {
  image: Image | null;
  images: readonly Image[];
  digest: string | null;
}

export function pull({ credentials }: RegistryDeps, input: PullImageInput): Definition<PulledImages, Transferred> {
  const allTags = input.allTags === true;
  const platform = input.platform ?? null;
  let own: RegistryAuth | null = null;
  let lent: Lent = { auth: null, from: 'none' };
  return {
    action: 'image.pull',
    params: given({
      image: input.image.slice(0, 400),
      platform: platform?.slice(0, 100),
      allTags: allTags ? true : null,
      registryAuth: input.registryAuth ? 'given' : null,
    }),
    type: 'image',
    aim: ({ mirror }) => {
      checkName(input.image, allTags);
      if (platform !== null && !platformForm.test(platform))
        throw badInput('input.platform: an operating system and an architecture, such as linux/arm64.');
      own = authOf(input.registryAuth, registryOf(input.image));
      const name = allTags ? input.image : familiarReference(input.image);
      const held = allTags ? undefined : mirror.images.list().find(({ tags, digests }) => [...tags, ...digests].includes(name));
      const target = { type: 'image', id: held?.id ?? null, name, image: name, labels: held?.labels ?? {} } as const;
      return { target, before: held === undefined ? null : imageState(held), key: '' };
    },
    call: async (writer, _key, _auditId, work) => {
      lent = await lend(credentials, own, registryOf(input.image));
      return writer.pullImage({ image: input.image, platform, allTags, auth: lent.auth }, work);
    },
    // The image that had the name loses it.
    refresh: async (mirror, _key, answer) => (answer === null ? undefined : mirror.relist('image')),
    result: ({ mirror }, _key, { digest }) => {
      const images = mirror.images.list().filter(named(input.image, allTags));
      const [image = null] = allTags ? [] : images;
      const details = given({ digest, credentials: lent.from, images: allTags ? images.map(({ id }) => id).join(' ') : null });
      const after = image === null ? { state: 'present', exitCode: null, details: {} } : imageState(image);
      return {
        value: { image, images, digest },
        after: { ...after, details: { ...after.details, ...details } },
        targetId: image?.id ?? null,
      };
    },
  };
}

/** Whether an image has the name, or any name of the repository. */
function named(image: string, allTags: boolean): (one: Image) => boolean {
  const name = familiarReference(image);
  if (!allTags) return ({ tags, digests }) => tags.includes(name) || digests.includes(name);
  const repository = `${withoutTag(name)}:`;
  return ({ tags }) => tags.some((tag) => tag.startsWith(repository));
}

function checkName(image: string, allTags: boolean): void {
  pullName(image);
  if (allTags && (image.includes('@') || withoutTag(image) !== image))
    throw badInput('input.allTags: not together with a tag or a digest in the name of the image.');
}

/** BAD_INPUT for what no registry could be asked for: an id, or no name at all. */
export function pullName(image: string): void {
  const id = /^(?:sha256:|[0-9a-f]{64}$)/.test(image);
  if (id || !isImageRef(image))
    throw badInput('input.image: the name of an image, with a tag or a digest if need be, such as registry:5000/team/app:1.2.');
}
