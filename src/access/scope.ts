import { fits, imageForms } from './pattern.ts';

/** One requirement of a label selector. */
export type LabelRule = { key: string; kind: 'equals' | 'differs'; value: string } | { key: string; kind: 'exists' };

/**
 * What somebody can reach. All limits that are given must hold; null is no limit. `labels` and `names` are of containers, networks and volumes, `labels` of
 * images too where no `images` are given; `images` are of images and of the containers made from them. An object of a kind that no given limit but `hosts` speaks
 * of is out of reach.
 */
export interface Scope {
  /** Its name in the policy; null for one that a token has of its own. */
  name: string | null;
  /** Patterns with `*`. */
  hosts: readonly string[] | null;
  labels: readonly LabelRule[] | null;
  /** The labels as a text. */
  selector: string | null;
  names: readonly string[] | null;
  /** References with or without a tag. */
  images: readonly string[] | null;
}

/** What is judged: an object, by what it is. */
export interface Scoped {
  type: 'container' | 'image' | 'network' | 'volume';
  /** One of them must fit; of an image its references. */
  names: readonly string[];
  labels: Readonly<Record<string, string>>;
  /** What a container is made from. */
  image: string | null;
}

/** Reaches nothing: in the place of a named scope that the policy no longer has. */
export function nothing(name: string): Scope {
  return { name, hosts: [], labels: null, selector: null, names: null, images: null };
}

/** Whether anything of this host can be in reach of all of them. */
export function reachesHost(scopes: readonly Scope[], host: string): boolean {
  return scopes.every(({ hosts }) => hosts === null || hosts.some((pattern) => fits(pattern, host)));
}

/** Those that limit what can be reached on a host that is in reach. Empty: everything there is. */
export function limitsWithin(scopes: readonly Scope[]): readonly Scope[] {
  return scopes.filter(({ labels, names, images }) => labels !== null || names !== null || images !== null);
}

/** Whether an object on a host that is in reach is so itself: all scopes must have it. */
export function reaches(scopes: readonly Scope[], object: Scoped): boolean {
  return scopes.every((scope) => has(scope, object));
}

function has({ labels, names, images }: Scope, object: Scoped): boolean {
  const fitsLabels = () => labels === null || labels.every((rule) => holds(rule, object.labels));
  const fitsNames = () => names === null || object.names.some((name) => names.some((pattern) => fits(pattern, name)));
  if (object.type === 'image') {
    if (images !== null) return object.names.some((name) => fitsImage(images, name));
    return names === null || labels !== null ? fitsLabels() : false;
  }
  if (object.type === 'container') {
    return fitsLabels() && fitsNames() && (images === null || (object.image !== null && fitsImage(images, object.image)));
  }
  return images !== null && labels === null && names === null ? false : fitsLabels() && fitsNames();
}

/** Whether a reference fits one of the patterns, as it is or without its tag. */
export function fitsImage(patterns: readonly string[], reference: string): boolean {
  return imageForms(reference).some((form) => patterns.some((pattern) => fits(pattern, form)));
}

function holds(rule: LabelRule, labels: Readonly<Record<string, string>>): boolean {
  const value = Object.hasOwn(labels, rule.key) ? labels[rule.key] : undefined;
  if (rule.kind === 'exists') return value !== undefined;
  return rule.kind === 'equals' ? value === rule.value : value !== rule.value;
}

const ruleForm = /^([^\s=!,][^=!,]*?)\s*(?:(!=|==|=)\s*([^,=!]*))?$/;

/** The rules of a selector such as `team=web,env!=prod,tier`; undefined for a text that is none. */
export function labelRules(selector: string): LabelRule[] | undefined {
  const rules: LabelRule[] = [];
  for (const part of selector.split(',')) {
    const [whole, key, sign, value] = ruleForm.exec(part.trim()) ?? [];
    if (whole === undefined || key === undefined) return undefined;
    if (sign === undefined) rules.push({ key, kind: 'exists' });
    else rules.push({ key, kind: sign === '!=' ? 'differs' : 'equals', value: value ?? '' });
  }
  return rules;
}
