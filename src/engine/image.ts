import { environment, exposedPorts, Reading } from './decode.ts';
import { healthCheck } from './health.ts';
import type { Image, ImageLayer } from './model.ts';
import { timeOfSeconds } from './time.ts';

/** The answer of GET /images/{name}/json. ENGINE_ERROR when its shape is not understood. */
export function image(answer: unknown): Image {
  const root = new Reading(answer, 'Image');
  const config = root.at('Config');
  return {
    id: root.at('Id').required(),
    tags: named(root.at('RepoTags')),
    digests: named(root.at('RepoDigests')),
    createdAt: root.at('Created').time(),
    parentId: root.at('Parent').textOrNull(),
    size: root.at('Size').number(),
    sharedSize: null,
    labels: config.at('Labels').labels(),
    architecture: root.at('Architecture').text(),
    variant: root.at('Variant').textOrNull(),
    os: root.at('Os').text(),
    author: root.at('Author').textOrNull(),
    comment: root.at('Comment').textOrNull(),
    dockerVersion: root.at('DockerVersion').textOrNull(),
    command: config.at('Cmd').words(),
    entrypoint: config.at('Entrypoint').words(),
    env: environment(config.at('Env')),
    exposedPorts: exposedPorts(config.at('ExposedPorts')),
    volumes: config.at('Volumes').keys(),
    user: config.at('User').text(),
    workingDir: config.at('WorkingDir').text(),
    stopSignal: config.at('StopSignal').textOrNull(),
    healthCheck: healthCheck(config.at('Healthcheck')),
    layers: root.at('RootFS').at('Layers').texts(),
    lastTaggedAt: root.at('Metadata').at('LastTagTime').time(),
  };
}

/** Dangling images are listed under "<none>:<none>", which is no name. */
function named(reading: Reading): string[] {
  return reading.texts().filter((name) => !name.startsWith('<none>') && !name.endsWith('<none>'));
}

/** The answer of GET /images/{name}/history, newest layer first. */
export function history(answer: unknown): ImageLayer[] {
  return new Reading(answer, 'History').list((layer) => {
    const id = layer.at('Id').text();
    return {
      imageId: id === '' || id === '<missing>' ? null : id,
      createdAt: timeOfSeconds(layer.at('Created').number()),
      createdBy: layer.at('CreatedBy').text(),
      tags: named(layer.at('Tags')),
      size: layer.at('Size').number(),
      comment: layer.at('Comment').text(),
    };
  });
}
