import { Reading } from './decode.ts';
import type { Volume } from './model.ts';

/** The answer of GET /volumes/{name}. ENGINE_ERROR when its shape is not understood. */
export function volume(answer: unknown): Volume {
  return volumeOf(new Reading(answer, 'Volume'));
}

/** The answer of GET /volumes. */
export function volumes(answer: unknown): Volume[] {
  return new Reading(answer, 'Volumes').at('Volumes').list(volumeOf);
}

function volumeOf(root: Reading): Volume {
  return {
    name: root.at('Name').required(),
    driver: root.at('Driver').text(),
    mountpoint: root.at('Mountpoint').text(),
    createdAt: root.at('CreatedAt').time(),
    scope: root.at('Scope').text(),
    labels: root.at('Labels').labels(),
    options: root.at('Options').labels(),
    status: root.at('Status').labels(),
  };
}
