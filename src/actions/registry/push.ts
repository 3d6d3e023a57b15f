import type { Image } from '../../engine/model.ts';
import { platformOf } from '../../engine/platform.ts';
import type { Transferred } from '../../engine/ports-registry.ts';
import { splitReference, withoutTag } from '../../engine/pull.ts';
import { registryOf, type RegistryAuth } from '../../engine/registry.ts';
import { badInput, notFound } from '../../errors.ts';
import { familiarReference } from '../../mirror/image-reference.ts';
import { imageState } from '../images.ts';
import type { Definition, LongInput } from '../once.ts';
import { given } from '../pairs.ts';
import { authOf, lend, type AuthInput, type Lent } from './auth-input.ts';
import type { RegistryDeps } from './actions.ts';

export interface PushImageInput extends LongInput {
  /** A name that the image has: "repository:tag", or the repository alone. */
  ref: string;
  allTags?: boolean | null;
  /** "linux/arm64": of several that alone. */
  platform?: string | null;
  registryAuth?: AuthInput | null;
}

/** What was pushed. With all tags it may be several images, of which the first is shown. */
export interface PushedImage {
  image: Image;
  digest: string | null;
}

export function push({ credentials }: RegistryDeps, input: PushImageInput): Definition<PushedImage, Transferred> {
  const allTags = input.allTags === true;
  const platform = input.platform ?? null;
  let images: readonly Image[] = [];
  let own: RegistryAuth | null = null;
  let lent: Lent = { auth: null, from: 'none' };
  return {
    action: 'image.push',
    params: given({
      ref: input.ref.slice(0, 400),
      allTags: allTags ? true : null,
      platform: platform?.slice(0, 100),
      registryAuth: input.registryAuth ? 'given' : null,
    }),
    type: 'image',
    aim: ({ mirror }) => {
      if (platform !== null) platformOf(platform);
      const name = familiarReference(input.ref);
      if (allTags) {
        if (input.ref.includes('@') || withoutTag(input.ref) !== input.ref)
          throw badInput('input.allTags: not together with a tag or a digest in the name of the image.');
        const repository = `${withoutTag(name)}:`;
        images = mirror.images.list().filter(({ tags }) => tags.some((tag) => tag.startsWith(repository)));
        if (images.length === 0) throw notFound(`There is no image of the repository ${JSON.stringify(input.ref.slice(0, 80))}.`);
      } else {
        const image = mirror.resolveImage(input.ref);
        if (!image.tags.includes(name))
          throw badInput(
            'input.ref: a name of the image, as repository:tag. One that has only an id is given a name with tagImage first.',
          );
        images = [image];
      }
      own = authOf(input.registryAuth, registryOf(input.ref));
      const [image] = images;
      const shown = allTags ? input.ref : name;
      const target = { type: 'image', id: image?.id ?? null, name: shown, image: shown, labels: image?.labels ?? {} } as const;
      return { target, before: image === undefined ? null : imageState(image), key: image?.id ?? '' };
    },
    call: async (writer, _key, _auditId, work) => {
      lent = await lend(credentials, own, registryOf(input.ref));
      const { name: repository, tag } = splitReference(input.ref);
      return writer.pushImage({ repository, tag: allTags ? null : tag, platform, auth: lent.auth }, work);
    },
    // They have digests in that registry now.
    refresh: (mirror) => Promise.all(images.map(({ id }) => mirror.refresh('image', id))),
    result: ({ mirror }, id, { digest }) => {
      const [seen] = images;
      const image = mirror.images.get(id) ?? seen;
      if (image === undefined) throw notFound('The image is gone.');
      const after = imageState(image);
      const details = { ...after.details, ...given({ digest, credentials: lent.from }) };
      return { value: { image, digest }, after: { ...after, details } };
    },
  };
}
