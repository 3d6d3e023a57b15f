import type { Intent, ObjectState } from '../audit/log.ts';
import type { Container, Image, Network, Volume } from '../engine/model.ts';
import type { AnyChange, Mirror } from '../mirror/reader.ts';
import type { Lookup } from './claims.ts';
import { familiar } from './claims.ts';

type Target = NonNullable<Intent['target']>;

// Those that went away a moment ago are still asked about.
const mostGone = 1_000;
const engineStopSeconds = 10;

/** What is known of an engine's objects, those that have just gone included. */
export class Objects implements Lookup {
  readonly #mirror: Pick<Mirror, 'containers' | 'images' | 'networks' | 'volumes'>;
  readonly #gone = new Map<string, AnyChange>();

  constructor(mirror: Pick<Mirror, 'containers' | 'images' | 'networks' | 'volumes' | 'onChange'>) {
    this.#mirror = mirror;
    mirror.onChange((change) => {
      if (change.kind !== 'removed') return;
      this.#gone.set(`${change.type} ${change.key}`, change);
      const [oldest] = this.#gone.keys();
      if (this.#gone.size > mostGone && oldest !== undefined) this.#gone.delete(oldest);
    });
  }

  container(id: string): Container | undefined {
    const gone = this.#gone.get(`container ${id}`);
    return this.#mirror.containers.get(id) ?? (gone?.type === 'container' ? gone.object : undefined);
  }

  runs(id: string): boolean {
    const state = this.#mirror.containers.get(id)?.state;
    return state === 'running' || state === 'paused';
  }

  autoRemove(id: string): boolean {
    return this.container(id)?.autoRemove ?? false;
  }

  stopSeconds(id: string): number {
    return this.container(id)?.stopTimeoutSeconds ?? engineStopSeconds;
  }

  volumes(id: string): readonly string[] {
    const mounts = this.container(id)?.mounts ?? [];
    return mounts.flatMap(({ type, name }) => (type === 'volume' && name !== null ? [name] : []));
  }

  probe(id: string): string | null {
    const [kind = '', ...command] = this.container(id)?.healthCheck?.test ?? [];
    const line = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...command] : command;
    return command.length === 0 ? null : line.join(' ').trim();
  }

  image(ref: string): string | null {
    const name = familiar(ref);
    const found = this.#mirror.images
      .list()
      .find(({ id, tags, digests }) => id === ref || id === `sha256:${ref}` || tags.includes(name) || digests.includes(name));
    return found?.id ?? null;
  }

  /** Null for what is not an object: a prune, for example. */
  target(type: string, id: string): Target | null {
    if (type === 'container') return this.#ofContainer(id);
    if (type === 'image') return this.#ofImage(id);
    const gone = this.#gone.get(`${type} ${id}`);
    if (type === 'network') {
      const found: Network | undefined = this.#mirror.networks.get(id) ?? (gone?.type === 'network' ? gone.object : undefined);
      return named('network', id, found?.name ?? null, found?.labels);
    }
    if (type !== 'volume') return null;
    const found: Volume | undefined = this.#mirror.volumes.get(id) ?? (gone?.type === 'volume' ? gone.object : undefined);
    return named('volume', id, id, found?.labels);
  }

  /** How it is now. */
  state(type: string, id: string): ObjectState {
    const one = type === 'container' ? this.#mirror.containers.get(id) : undefined;
    if (one !== undefined) return { state: one.state, exitCode: one.exitCode, details: { name: one.name } };
    const there =
      (type === 'image' && this.#mirror.images.get(id) !== undefined) ||
      (type === 'network' && this.#mirror.networks.get(id) !== undefined) ||
      (type === 'volume' && this.#mirror.volumes.get(id) !== undefined);
    return { state: there ? 'present' : 'removed', exitCode: null, details: {} };
  }

  #ofContainer(id: string): Target {
    const found = this.container(id);
    return { ...named('container', id, found?.name ?? null, found?.labels), image: found?.imageRef ?? null };
  }

  /** An event of a pull or a push names the image; all others give its id. */
  #ofImage(id: string): Target {
    const known = this.image(id);
    const gone = this.#gone.get(`image ${id}`);
    const found: Image | undefined = this.#mirror.images.get(known ?? id) ?? (gone?.type === 'image' ? gone.object : undefined);
    const name = id.startsWith('sha256:') ? (found?.tags[0] ?? null) : id;
    return { ...named('image', found?.id ?? id, name, found?.labels), image: name };
  }
}

function named(type: string, id: string, name: string | null, labels: Readonly<Record<string, string>> = {}): Target {
  return { type, id, name, image: null, labels };
}
