import type { ImageProgress, ImageStreamReader, ImageStreamWriter } from '../../src/engine/ports-images.ts';
import { notFound } from '../../src/errors.ts';
import { familiarReference } from '../../src/mirror/image-reference.ts';
import type { FakeDocker } from './fake-docker.ts';
import { image } from './fake-objects.ts';

const quiet: ImageProgress = { stream: null, status: null, id: null, current: null, total: null, error: null, imageId: null };

/** Images as streams: an archive is read to its end, and is an image of the name it is given; a loaded one is "loaded:1". */
export function fakeImageStreams(docker: FakeDocker): ImageStreamReader & ImageStreamWriter {
  const take = async (content: AsyncIterable<Uint8Array>) => {
    let bytes = 0;
    for await (const chunk of content) bytes += chunk.length;
    return bytes;
  };
  const put = (names: readonly string[]) => {
    const tags = names.map(familiarReference);
    const made = image({ tags });
    for (const one of docker.images.values()) {
      const left = one.tags.filter((tag) => !tags.includes(tag));
      if (left.length < one.tags.length) docker.images.set(one.id, { ...one, tags: left });
    }
    docker.images.set(made.id, made);
    return made.id;
  };
  async function* lines(...all: Partial<ImageProgress>[]) {
    for (const line of all) yield { ...quiet, ...line };
  }
  return {
    async saveImages(refs) {
      for (const ref of refs) docker.findImage(ref);
      async function* output() {
        yield Buffer.from(refs.join(' '));
      }
      return { bytes: output(), close: () => undefined };
    },
    async loadImages(_options, { content }) {
      const total = await take(content);
      put(['loaded:1']);
      const loading = { status: 'Loading layer', id: 'a1', current: total, total };
      return { status: 200, output: lines(loading, { stream: 'Loaded image: loaded:1\n' }) };
    },
    async importImage({ repository, tag }, { content }) {
      await take(content);
      const id = put(repository === null ? [] : [`${repository}:${tag}`]);
      return { status: 200, output: lines({ status: id }) };
    },
    async buildImage({ tags, target }, { content }) {
      await take(content);
      if (target === 'missing') throw notFound('failed to reach build target missing in Dockerfile');
      const id = put(tags);
      return { status: 200, output: lines({ stream: 'Step 1/1 : FROM scratch\n' }, { imageId: id }) };
    },
    async buildInSession({ tags }) {
      return {
        status: 200,
        output: lines({ id: 'moby.buildkit.trace', trace: 'AAAA' }, { id: 'moby.image.id', imageId: put(tags) }),
      };
    },
  };
}
