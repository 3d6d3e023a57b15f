import type { Change } from './match.ts';
import type { Objects } from './objects.ts';
import type { Facts } from './record.ts';
import type { Sighting } from './sighting.ts';
import type { Snapshot } from './snapshot.ts';

const restartPolicies = new Set(['always', 'unless-stopped', 'on-failure']);

/** What speaks for the engine having done something by itself, and what a change tells beside its name. Nothing here is taken from labels. */
export class Origins {
  readonly #objects: Objects;
  /** Restarts by policy that are accounted for. */
  readonly #restarts = new Map<string, number>();
  /** Containers whose last change was an end that nobody asked the engine for. */
  readonly #ended = new Set<string>();
  #volumes = new Set<string>();
  /** Containers that the engine ends and starts again as it restarts, and until when by its own clock. */
  #restored = new Set<string>();
  #restoredUntil = 0n;

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  begin({ containers, volumes }: Snapshot): void {
    this.count(containers);
    for (const [id, { state }] of Object.entries(containers)) if (state === 'restarting') this.#ended.add(id);
    this.have(Object.keys(volumes), []);
  }

  /** These volumes are accounted for, but for those whose creation is told by events that come now. */
  have(volumes: readonly string[], events: readonly Sighting[]): void {
    const told = new Set(events.filter(({ type, verb }) => type === 'volume' && verb === 'create').map(({ id }) => id));
    this.#volumes = new Set(volumes.filter((name) => this.#volumes.has(name) || !told.has(name)));
  }

  /** Of these volumes the names of those whose creation has not been heard of yet: the engine is looked at by another way than it is listened to. */
  untold(volumes: readonly { name: string }[]): readonly string[] {
    return volumes.map(({ name }) => name).filter((name) => !this.#volumes.has(name));
  }

  /** All restarts up to this state are accounted for. */
  count(containers: Snapshot['containers']): void {
    this.#restarts.clear();
    for (const [id, { restarts }] of Object.entries(containers)) this.#restarts.set(id, restarts);
  }

  /** `by`: nanoseconds since 1970 when it was first heard again; before it listens it ends what still runs, and starts what has such a policy. */
  engineRestarted(by: bigint): void {
    this.#restored = new Set(this.#restarts.keys());
    this.#restoredUntil = by;
  }

  /** What the engine says beside the event itself; null where it says nothing, or a label of that name could have put it there. */
  #said({ id, claimed }: Sighting, what: keyof Sighting['claimed']): string | null {
    const labels = this.#objects.container(id)?.labels;
    return labels === undefined || Object.hasOwn(labels, what) ? null : (claimed[what] ?? null);
  }

  /** The number of a signal that no stop sends; null for any other. */
  #aloneSignal(event: Sighting): string | null {
    const own = this.#objects.container(event.id)?.stopSignal ?? 'SIGTERM';
    const signal = own === 'SIGTERM' || own === '15' ? this.#said(event, 'signal') : null;
    return signal === '15' || signal === '9' ? null : signal;
  }

  aloneSignal(event: Sighting): boolean {
    return this.#aloneSignal(event) !== null;
  }

  /** The id of the image that a commit has made; null where that cannot be trusted. */
  committed(event: Sighting): string | null {
    return this.#said(event, 'imageID');
  }

  /** A command that the engine runs to see how a container is. */
  isProbe({ action, main }: Change): boolean {
    return action === 'container.exec' && main.detail === this.#objects.probe(main.id);
  }

  /** The engine says "volume create" at each use of one. */
  repeated({ type, verb, id }: Sighting): boolean {
    if (type !== 'volume') return false;
    if (verb === 'destroy') this.#volumes.delete(id);
    if (verb !== 'create') return false;
    const known = this.#volumes.has(id);
    this.#volumes.add(id);
    return known;
  }

  of({ action, main, events }: Change, shown: (command: readonly string[]) => string): Pick<Facts, 'actor' | 'params'> {
    const id = containerOf(main);
    const actor = this.#byEngine(action, main, id) ? 'engine' : 'unknown';
    switch (action) {
      case 'container.exec':
        return { actor, params: { command: shown(main.detail.split(' ')) } };
      case 'container.rename':
        return { actor, params: this.#renamed(main) };
      case 'network.connect':
      case 'network.disconnect':
        return { actor, params: { container: this.#objects.container(id)?.name ?? id, containerId: id } };
      default: {
        const signal = events[0]?.verb === 'kill' ? this.#aloneSignal(events[0]) : null;
        return { actor, params: signal === null ? {} : { signal } };
      }
    }
  }

  /** The change is on record. */
  recorded({ action, main }: Change): void {
    const id = containerOf(main);
    if (action === 'container.start') {
      if (this.#restartedByPolicy(id)) this.#restarts.set(id, (this.#restarts.get(id) ?? 0) + 1);
      this.#restored.delete(id);
    }
    if (action === 'container.exit' || action === 'container.oom') this.#ended.add(id);
    else this.#ended.delete(id);
  }

  #byEngine(action: Change['action'], { timeNano }: Sighting, id: string): boolean {
    const restoring = this.#restored.has(id) && BigInt(timeNano) < this.#restoredUntil;
    switch (action) {
      case 'container.oom':
        return true;
      case 'container.stop':
      case 'container.kill':
        return restoring;
      case 'container.start':
        return this.#restartedByPolicy(id) || (restoring && this.#hasPolicy(id));
      default:
        return false;
    }
  }

  #hasPolicy(id: string): boolean {
    return restartPolicies.has(this.#objects.container(id)?.restartPolicy.name ?? '');
  }

  /** The engine counts the restarts that its policies make, each after an end. */
  #restartedByPolicy(id: string): boolean {
    return this.#ended.has(id) && (this.#objects.container(id)?.restartCount ?? 0) > (this.#restarts.get(id) ?? 0);
  }

  #renamed(event: Sighting): Record<string, string> {
    const old = this.#said(event, 'oldName');
    return { name: event.detail, ...(old === null ? {} : { oldName: old.replace(/^\//, '') }) };
  }
}

function containerOf({ object }: Sighting): string {
  return object.replace('container ', '');
}
