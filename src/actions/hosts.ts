import type { Caller } from '../access/caller.ts';
import { perReach, type Reach } from '../access/reach.ts';
import type { Scope } from '../access/scope.ts';
import { systemCaller } from '../access/token.ts';
import { narrowed } from '../mirror/narrowed.ts';
import type { KeptMirror } from '../mirror/reader.ts';
import { bornLabels, ruledKeys, type Born } from './born.ts';

/** A host as one caller reaches it: `mirror` has nothing in it that is out of reach. */
export interface Reached {
  /** Whether some of its objects may be out of reach. */
  scoped: boolean;
  /** All there is: only to see whom an action would take something from, never to find what it is aimed at. */
  unnarrowed: KeptMirror;
  /** The labels that the caller's scopes speak of. */
  ruledKeys: ReadonlySet<string>;
  /** The labels of what the caller makes: those asked for, and those it has to have to be in their reach. BAD_INPUT for others than that. */
  born: Born;
}

/** The hosts that a caller reaches, by name. Nothing else leads from an action to a host. */
export type HostsFor<H> = (caller: Pick<Caller, 'scopes'>) => ReadonlyMap<string, H & Reached>;

const everything: Omit<Reached, 'unnarrowed'> = { scoped: false, ruledKeys: new Set(), born: (labels) => labels };

/** What a caller without a scope gets is made once. */
export function hostsFor<H extends { name: string; mirror: KeptMirror }>(hosts: ReadonlyMap<string, H>): HostsFor<H> {
  const all = new Map([...hosts].map(([name, host]) => [name, { ...host, ...everything, unnarrowed: host.mirror }]));
  const narrow = perReach((mirror: KeptMirror, reach: Reach) => narrowed(mirror, reach));
  return ({ scopes }) => {
    if (scopes.length === 0) return all;
    const reached = new Map<string, H & Reached>();
    for (const [name, host] of all) {
      const mirror = narrow(scopes, name, host.unnarrowed);
      if (mirror !== null) reached.set(name, mirror === host.unnarrowed ? host : { ...host, ...limited(scopes), mirror });
    }
    return reached;
  };
}

/** The whole of each host, for what is no caller's business. */
export function allHosts<H>(hosts: HostsFor<H>): ReadonlyMap<string, H & Reached> {
  return hosts(systemCaller);
}

function limited(scopes: readonly Scope[]): Omit<Reached, 'unnarrowed'> {
  return { scoped: true, ruledKeys: ruledKeys(scopes), born: (labels, path) => bornLabels(scopes, labels, path) };
}
