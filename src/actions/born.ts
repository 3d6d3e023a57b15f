import type { Scope } from '../access/scope.ts';
import { badInput } from '../errors.ts';

interface Label {
  key: string;
  value?: string;
}

export type Born = <L extends Label>(
  labels: readonly L[] | null | undefined,
  path?: string,
) => readonly (L | { key: string; value: string })[] | null | undefined;

/** The labels that scopes speak of. */
export function ruledKeys(scopes: readonly Scope[]): ReadonlySet<string> {
  return new Set(rulesOf(scopes).map(({ key }) => key));
}

/**
 * What somebody with these scopes makes has the labels that they ask for. Every label that a rule speaks of is set outright, so that an image cannot bring another:
 * `env!=prod` with no `env` given makes it empty. BAD_INPUT, with the path, for a label that a rule forbids, and for one that it asks for and that only the maker
 * can give.
 */
export function bornLabels<L extends Label>(
  scopes: readonly Scope[],
  labels: readonly L[] | null | undefined,
  field = 'input.labels',
): readonly (L | { key: string; value: string })[] | null | undefined {
  const rules = rulesOf(scopes);
  if (rules.length === 0) return labels;
  const asked = labels ?? [];
  const added = new Map<string, string>();
  // Equalities first: they give the labels that the other rules are then about.
  for (const rule of [...rules].sort((a, b) => Number(b.kind === 'equals') - Number(a.kind === 'equals'))) {
    const index = asked.findIndex(({ key }) => key === rule.key);
    const value = index < 0 ? added.get(rule.key) : (asked[index]?.value ?? '');
    const path = index < 0 ? field : `${field}[${index}]`;
    if (rule.kind === 'exists') {
      if (value === undefined) throw badInput(`${path}: your scope asks for the label ${shown(rule.key)}; give it a value.`);
    } else if (rule.kind === 'equals') {
      if (value !== undefined && value !== rule.value)
        throw badInput(`${path}: your scope sets the label ${shown(rule.key)} to ${shown(rule.value)}.`);
      if (index < 0) added.set(rule.key, rule.value);
    } else {
      if (value === rule.value || (value === undefined && rule.value === ''))
        throw badInput(`${path}: your scope does not allow the label ${shown(rule.key)} to be ${shown(rule.value)}.`);
      if (value === undefined) added.set(rule.key, '');
    }
  }
  return [...asked, ...[...added].map(([key, value]) => ({ key, value }))];
}

function rulesOf(scopes: readonly Scope[]) {
  return scopes.flatMap(({ labels }) => labels ?? []);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
