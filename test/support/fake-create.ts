import { Reading } from '../../src/engine/decode.ts';
import type { EngineWriter } from '../../src/engine/ports.ts';
import type { FakeDocker } from './fake-docker.ts';
import { hexId } from './fake-objects.ts';

/** Creates as the engine does, as far as a test can see it: the image must be there, the name free; of the body what a container shows first. */
export function createFrom(docker: FakeDocker, { name, body }: Parameters<EngineWriter['createContainer']>[0]) {
  const image = docker.findImage(body.Image);
  const root = new Reading(body, 'body');
  const { id } = docker.create({
    ...(name === null ? {} : { name }),
    imageId: image.id,
    imageRef: body.Image,
    command: root.at('Cmd').texts(),
    labels: root.at('Labels').labels(),
    tty: root.at('Tty').flag(),
    autoRemove: root.at('HostConfig').at('AutoRemove').flag(),
  });
  return { changed: true, status: 201, id, warnings: [] };
}

/** Pulls from a registry that has every image, under a digest of its own for each name. */
export function pullInto(docker: FakeDocker, name: string) {
  const tag = name.includes(':') ? name : `${name}:latest`;
  const there = [...docker.images.values()].some(({ tags }) => tags.includes(tag));
  if (!there) docker.addImage({ id: `sha256:${hexId(`pulled ${tag}`)}`, tags: [tag], digests: [] });
  return { changed: !there, status: 200, digest: null };
}

/** Its process writes a line and ends at once, with 3. */
export function runToEnd(docker: FakeDocker, id: string) {
  const { status } = docker.start(id);
  docker.die(id, 3);
  return { changed: true, status, exitCode: 3, output: { stdout: 'out\n', stderr: '', truncated: false } };
}
