import type { Sighting } from './sighting.ts';
import type { Action } from './story.ts';

const otherActions: Readonly<Record<string, Action | undefined>> = {
  'container create': 'container.create',
  'container stop': 'container.stop',
  'container restart': 'container.restart',
  'container unpause': 'container.unpause',
  'container rename': 'container.rename',
  'container update': 'container.update',
  'container destroy': 'container.remove',
  'container commit': 'container.commit',
  'container exec_start': 'container.exec',
  'container attach': 'container.attach',
  'container archive-path': 'container.files.read',
  'container extract-to-dir': 'container.files.write',
  'container export': 'container.export',
  'container prune': 'container.prune',
  'network create': 'network.create',
  'network destroy': 'network.remove',
  'network disconnect': 'network.disconnect',
  'network prune': 'network.prune',
  'volume create': 'volume.create',
  'volume destroy': 'volume.remove',
  'volume prune': 'volume.prune',
  'builder prune': 'build.prune',
  'daemon reload': 'host.reload',
};

/** What an event that stands for itself is called. */
export function actionOf({ type, verb }: Sighting): Action {
  return otherActions[`${type} ${verb}`] ?? 'container.update';
}
