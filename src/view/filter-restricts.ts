import type { ContainerFilter } from './filter-container.ts';

/**
 * Whether a filter says anything at all: at least one condition with a value in it. What finds everything (nothing given, an empty text or list, `or` with
 * a branch that says nothing) does not, and is no filter for what changes things.
 */
export function restricts(filter: ContainerFilter): boolean {
  const { and, or, not, ...plain } = filter;
  if (Object.values(plain).some(says)) return true;
  if (and?.some(restricts) === true) return true;
  if (or !== null && or !== undefined && or.length > 0 && or.every(restricts)) return true;
  return not !== null && not !== undefined && restricts(not);
}

function says(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  return Array.isArray(value) ? value.length > 0 : true;
}
