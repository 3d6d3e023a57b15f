import type { ObjectState } from '../audit/log.ts';
import type { Image } from '../engine/model.ts';
import type { ImageRemoval } from '../engine/ports-objects.ts';
import { platformOf } from '../engine/platform.ts';
import type { WriteResult } from '../engine/ports.ts';
import { badInput, conflict } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import { familiarReference } from '../mirror/image-reference.ts';
import { useCase, type ActionInput, type Definition, type UseCase, type UseCaseDeps } from './once.ts';
import { given, listed } from './pairs.ts';
import type { Aim } from './recorded.ts';

export interface TagImageInput extends ActionInput {
  ref: string;
  /** "repository:tag"; the tag is "latest" when left out. */
  tag: string;
}
export interface RemoveImageInput extends ActionInput {
  ref: string;
  force?: boolean | null;
  noPrune?: boolean | null;
  /** "linux/arm64": of several those alone. */
  platforms?: readonly string[] | null;
}

/** What removing an image has come to, and the image as it was. */
export interface RemovedImage {
  image: Image;
  untagged: readonly string[];
  deleted: readonly string[];
}

/** The use cases on images. */
export interface ImageActions {
  tag: UseCase<TagImageInput, Image>;
  remove: UseCase<RemoveImageInput, RemovedImage>;
}

export function imageActions(deps: UseCaseDeps): ImageActions {
  return { tag: useCase(deps, tag), remove: useCase(deps, remove) };
}

function tag(input: TagImageInput): Definition<Image, WriteResult> {
  let seen: Image;
  let held: Image | undefined;
  return {
    action: 'image.tag',
    params: { ref: input.ref, tag: input.tag.slice(0, 400) },
    type: 'image',
    aim: ({ mirror, unnarrowed }) => {
      seen = mirror.resolveImage(input.ref);
      nameOf(input.tag);
      const name = familiarReference(input.tag);
      held = unnarrowed.images.list().find(({ tags }) => tags.includes(name));
      checkNameIsFree(name, held, mirror);
      const aim = aimAt(seen);
      return { ...aim, becomes: { ...aim.target, name, image: name }, key: seen.id };
    },
    call: async (writer, id) => {
      const answer = await writer.tagImage(id, nameOf(input.tag));
      return { ...answer, changed: held?.id !== id };
    },
    // Another image loses the name.
    refresh: (mirror, id) => Promise.all([...new Set([id, held?.id ?? id])].map((each) => mirror.refresh('image', each))),
    result: ({ mirror }, id) => {
      const now = mirror.images.get(id) ?? seen;
      return { value: now, after: imageState(now) };
    },
  };
}

/** Whoever gives a name to an image takes it from the one that has it: not from one that is out of reach. */
export function checkNameIsFree(name: string, held: Image | undefined, mirror: Pick<MirrorReader, 'images'>): void {
  if (held !== undefined && mirror.images.get(held.id) === undefined)
    throw conflict(`The name ${JSON.stringify(name)} is taken.`);
}

/** More than any image has. */
const mostPlatforms = 20;

function remove(input: RemoveImageInput): Definition<RemovedImage, ImageRemoval> {
  const force = input.force ?? false;
  const noPrune = input.noPrune ?? false;
  const platforms = input.platforms ?? [];
  let seen: Image;
  return {
    action: 'image.remove',
    params: given({
      ref: input.ref,
      force,
      noPrune,
      platforms: listed(platforms.map((one) => one.slice(0, 100)).slice(0, mostPlatforms)),
    }),
    type: 'image',
    aim: ({ mirror }) => {
      if (platforms.length > mostPlatforms) throw badInput(`input.platforms: at most ${mostPlatforms}.`);
      platforms.forEach(platformOf);
      seen = mirror.resolveImage(input.ref);
      return { ...aimAt(seen), key: seen.id };
    },
    call: (writer, id) => {
      // By one of its names it loses that name, by its id all of them: which of the two was asked for has to reach the engine.
      const name = familiarReference(input.ref);
      const byName = seen.tags.includes(name) || seen.digests.includes(name);
      return writer.removeImage(byName ? name : id, { force, noPrune, platforms });
    },
    refresh: async (mirror, id, answer) => {
      await mirror.refresh('image', id);
      // Untagged parents go with it, or appear.
      if (answer !== null) await mirror.relist('image');
    },
    result: ({ mirror }, id, { untagged, deleted }) => {
      const now = mirror.images.get(id);
      return { value: { image: seen, untagged, deleted }, after: now === undefined ? removed : imageState(now) };
    },
  };
}

const repositoryPattern =
  /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[a-fA-F0-9:]+\])(?::[0-9]{1,5})?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/;

/** BAD_INPUT for what cannot be a name of an image: a digest is given by content, and 64 digits alone would be taken for an id. */
function nameOf(reference: string): { repository: string; tag: string } {
  // A colon before the last slash belongs to a registry's port.
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  const repository = colon < 0 ? reference : reference.slice(0, colon);
  const name = colon < 0 ? 'latest' : reference.slice(colon + 1);
  const good = repository.length <= 255 && repositoryPattern.test(repository) && !/^[0-9a-f]{64}$/.test(repository);
  if (!good || !tagPattern.test(name)) {
    throw badInput(
      `input.tag: repository:tag, the repository in lower case, such as registry:5000/team/app:1.2; not ${JSON.stringify(reference.slice(0, 80))}.`,
    );
  }
  return { repository, tag: name };
}

const removed: ObjectState = { state: 'removed', exitCode: null, details: {} };

/** An image as the log keeps it. */
export function imageState(image: Image): ObjectState {
  return { state: 'present', exitCode: null, details: { tags: image.tags.join(','), digests: image.digests.join(',') } };
}

/** An image as the log names it. */
function aimAt(image: Image): Aim {
  const name = image.tags[0] ?? null;
  return { target: { type: 'image', id: image.id, name, image: name, labels: image.labels }, before: imageState(image) };
}
