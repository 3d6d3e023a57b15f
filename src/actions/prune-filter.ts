import type { Redact } from '../audit/redact.ts';
import type { Labels } from '../engine/model.ts';
import type { PruneFilters } from '../engine/ports-objects.ts';
import { badInput } from '../errors.ts';
import { shownValue } from './pairs.ts';

export interface LabelChoice {
  key: string;
  value?: string | null;
}

/** Which of the unused objects go: all that is given must hold. */
export interface PruneFilter {
  /** RFC 3339: those made at that moment or before. */
  until?: string | null;
  /** Those that have all of these. */
  labels?: readonly LabelChoice[] | null;
  /** Spares those that have all of these: that is how the engine reads several. */
  exceptLabels?: readonly LabelChoice[] | null;
}

/** The filter as the engine takes it. BAD_INPUT, with the field's path, for keys that it would read otherwise. */
export function engineFilters(filter: PruneFilter | null | undefined): PruneFilters {
  const { until, labels, exceptLabels } = filter ?? {};
  return {
    ...(until == null ? {} : { until: [until] }),
    ...(labels == null || labels.length === 0 ? {} : { label: worded(labels, 'input.filter.labels') }),
    ...(exceptLabels == null || exceptLabels.length === 0 ? {} : { 'label!': worded(exceptLabels, 'input.filter.exceptLabels') }),
  };
}

function worded(labels: readonly LabelChoice[], path: string): string[] {
  return labels.map(({ key, value }, index) => {
    if (key === '' || key.length > 4_096 || /[=\0]/.test(key)) {
      throw badInput(`${path}[${index}].key: 1 to 4096 characters without "=".`);
    }
    return value == null ? key : `${key}=${value}`;
  });
}

/** Whether the filter holds for an object, as the engine would judge it. */
export function chosen(
  filter: PruneFilter | null | undefined,
  { createdAt, labels }: { createdAt: string | null; labels: Labels },
): boolean {
  const { until, labels: wanted, exceptLabels } = filter ?? {};
  if (until != null && createdAt !== null && Date.parse(createdAt) > Date.parse(until)) return false;
  if (!hasAll(labels, wanted ?? [])) return false;
  return exceptLabels == null || exceptLabels.length === 0 || !hasAll(labels, exceptLabels);
}

function hasAll(labels: Labels, wanted: readonly LabelChoice[]): boolean {
  return wanted.every(({ key, value }) => Object.hasOwn(labels, key) && (value == null || labels[key] === value));
}

/** The filter as the record shows it. */
export function filterParams(filter: PruneFilter | null | undefined, redact: Redact): Record<string, string | null> {
  const words = (labels: readonly LabelChoice[] | null | undefined) =>
    labels == null || labels.length === 0
      ? null
      : labels.map(({ key, value }) => (value == null ? key : `${key}=${shownValue(key, value, redact)}`)).join(',');
  return { until: filter?.until ?? null, labels: words(filter?.labels), exceptLabels: words(filter?.exceptLabels) };
}
