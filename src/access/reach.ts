import { limitsWithin, reaches, reachesHost, type Scope } from './scope.ts';

type Labels = Readonly<Record<string, string>>;

/** What of a host's objects somebody can reach. */
export interface Reach {
  container(object: { name: string; labels: Labels; imageRef: string }): boolean;
  image(object: { tags: readonly string[]; digests: readonly string[]; labels: Labels }): boolean;
  network(object: { name: string; labels: Labels }): boolean;
  volume(object: { name: string; labels: Labels }): boolean;
}

/** Null: everything on it. False: not even the host. */
export function reachOn(scopes: readonly Scope[], host: string): Reach | null | false {
  if (scopes.length === 0) return null;
  if (!reachesHost(scopes, host)) return false;
  const limits = limitsWithin(scopes);
  if (limits.length === 0) return null;
  return {
    // Not by the names that links give it: who makes the other container makes those.
    container: ({ name, labels, imageRef }) => reaches(limits, { type: 'container', names: [name], labels, image: imageRef }),
    image: ({ tags, digests, labels }) => reaches(limits, { type: 'image', names: [...tags, ...digests], labels, image: null }),
    network: ({ name, labels }) => reaches(limits, { type: 'network', names: [name], labels, image: null }),
    volume: ({ name, labels }) => reaches(limits, { type: 'volume', names: [name], labels, image: null }),
  };
}

/**
 * Makes the narrowed form of something once for each host and set of scopes, and keeps the latest: many requests of one token cost one. Whoever reaches
 * everything gets the thing itself.
 */
export function perReach<T extends object>(
  narrow: (whole: T, reach: Reach) => T,
): (scopes: readonly Scope[], host: string, whole: T) => T | null {
  const kept = new WeakMap<T, Map<string, T>>();
  return (scopes, host, whole) => {
    const reach = reachOn(scopes, host);
    if (reach === null) return whole;
    if (reach === false) return null;
    const forms = kept.get(whole) ?? new Map<string, T>();
    kept.set(whole, forms);
    const key = JSON.stringify(scopes);
    const form = forms.get(key) ?? narrow(whole, reach);
    forms.delete(key);
    forms.set(key, form);
    for (const oldest of forms.keys()) {
      if (forms.size <= mostKept) break;
      forms.delete(oldest);
    }
    return form;
  };
}

/** Of one host. */
const mostKept = 200;
