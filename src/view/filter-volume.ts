import type { Volume } from '../engine/model.ts';
import { hasLabels, type LabelSelector } from './labels.ts';
import type { OnHost } from './view.ts';

/** Which volumes: all that is given must hold; of a list, one of its entries (labels: every one). */
export interface VolumeFilter {
  name?: string | null;
  nameContains?: string | null;
  driver?: readonly string[] | null;
  dangling?: boolean | null;
  labels?: readonly LabelSelector[] | null;
}

/** Turns a filter into a check. */
export function volumeCheck(filter: VolumeFilter | null | undefined): (one: OnHost<Volume>) => boolean {
  const { name, nameContains, driver, dangling, labels } = filter ?? {};
  return ({ host, it }) => {
    if (name != null && it.name !== name) return false;
    if (nameContains != null && !it.name.includes(nameContains)) return false;
    if (driver != null && !driver.includes(it.driver)) return false;
    if (labels != null && !hasLabels(it.labels, labels)) return false;
    return dangling == null || (host.containersOfVolume(it).length === 0) === dangling;
  };
}
