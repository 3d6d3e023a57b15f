import type { Labels } from '../engine/model.ts';

/** A label there must be, with this value where one is given. */
export interface LabelSelector {
  key: string;
  value?: string | null;
}

/** Whether an object has all of these labels. */
export function hasLabels(labels: Labels, wanted: readonly LabelSelector[]): boolean {
  return wanted.every(({ key, value }) => Object.hasOwn(labels, key) && (value == null || labels[key] === value));
}
