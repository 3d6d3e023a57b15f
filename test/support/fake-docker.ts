import { setTimeout as delay } from 'node:timers/promises';
import type { CommitOptions } from '../../src/engine/commit.ts';
import type { Container, EngineEvent, HealthStatus, Image, Network, Volume } from '../../src/engine/model.ts';
import type { WriteResult } from '../../src/engine/ports.ts';
import type { ContainerUpdate } from '../../src/engine/update.ts';
import type { WaitAnswer, WaitCondition } from '../../src/engine/wait.ts';
import { badInput, conflict, engineUnavailable, notFound, type WharfingerError } from '../../src/errors.ts';
import { attachment, bridgeId, busyboxId, container, hexId, image, network, volume } from './fake-objects.ts';

const done: WriteResult = { changed: true, status: 204 };
const already: WriteResult = { changed: false, status: 304 };
const epochNs = 1_767_268_800_000_000_000n; // 2026-01-01T12:00:00Z
const busy = (message: string): WharfingerError => conflict(message, { engineStatus: 409 });

/**
 * What exists inside the fake engine, and how Docker 20.10 changes it: same preconditions, same answers, same event sequences. Tests call these
 * methods for what happens behind Wharfinger's back; the fake's writer calls them too. Everything is synchronous, one event a millisecond.
 */
export class FakeDocker {
  readonly containers = new Map<string, Container>();
  readonly images = new Map<string, Image>([[busyboxId, image()]]);
  readonly networks = new Map<string, Network>(
    [
      network({ name: 'bridge', id: bridgeId }),
      network({ name: 'host', driver: 'host', ipam: [] }),
      network({ name: 'none', driver: 'null', ipam: [] }),
    ].map((one) => [one.id, one]),
  );
  readonly volumes = new Map<string, Volume>();
  /** Everything that was emitted, oldest first. The engine itself replays no more than the last 256. */
  readonly emitted: EngineEvent[] = [];
  readonly #listen: (event: EngineEvent) => void;
  #ticks = 0n;
  #made = 0;

  constructor(listen: (event: EngineEvent) => void) {
    this.#listen = listen;
  }

  /** By full id, name or unambiguous prefix, as the engine resolves it. */
  find(ref: string): Container {
    const exact = this.containers.get(ref) ?? this.containers.values().find((one) => one.name === ref);
    if (exact !== undefined) return exact;
    const [first, second] = this.containers.values().filter((one) => ref !== '' && one.id.startsWith(ref));
    if (first === undefined || second !== undefined) throw notFound(`No such container: ${ref}`, { engineStatus: 404 });
    return first;
  }

  findImage(ref: string): Image {
    const names = [ref, `${ref}:latest`, `sha256:${ref}`];
    const found = this.images.values().find((one) => names.some((name) => [one.id, ...one.tags, ...one.digests].includes(name)));
    if (found === undefined) throw notFound(`No such image: ${ref}`, { engineStatus: 404 });
    return found;
  }

  findNetwork(ref: string): Network {
    const found = this.networks.get(ref) ?? this.networks.values().find((one) => one.name === ref);
    if (found === undefined) throw notFound(`network ${ref} not found`, { engineStatus: 404 });
    return found;
  }

  findVolume(name: string): Volume {
    const found = this.volumes.get(name);
    if (found === undefined) throw notFound(`get ${name}: no such volume`, { engineStatus: 404 });
    return found;
  }

  /** A new container in state "created", with a new id even under a name used before. */
  create(part: Partial<Container> = {}): Container {
    this.#made += 1;
    const name = part.name ?? `made-${this.#made}`;
    this.#checkFree(name);
    const id = hexId(`made ${this.#made} ${name}`);
    const made = container({ id, createdAt: this.#now(), ...part, name, state: 'created' });
    this.containers.set(made.id, made);
    this.#emitFor(made, 'create');
    return made;
  }

  run(part: Partial<Container> = {}): Container {
    const made = this.create(part);
    this.start(made.id);
    return this.find(made.id);
  }

  start(ref: string): WriteResult {
    const one = this.find(ref);
    if (one.state === 'paused') throw busy('cannot start a paused container, try unpause instead');
    if (one.state === 'removing' || one.state === 'dead') throw busy('container is marked for removal and cannot be started');
    if (one.state === 'running') return already;
    this.#begin(one, ['start']);
    return done;
  }

  stop(ref: string): WriteResult {
    const one = this.find(ref);
    if (!isLive(one)) return already;
    this.#end(one, 15, 0);
    this.#emitFor(this.#latest(one), 'stop');
    this.#autoRemove(one.id);
    return done;
  }

  restart(ref: string): WriteResult {
    const one = this.find(ref);
    if (isLive(one)) {
      this.#end(one, 15, 0);
      this.#emitFor(this.#latest(one), 'stop');
    }
    this.#begin(this.find(one.id), ['start', 'restart']);
    return done;
  }

  /** Only KILL ends it at once; other signals are delivered, and what follows is up to the process: see `die`. */
  kill(ref: string, signal: string | null = null): WriteResult {
    const one = this.find(ref);
    if (!isLive(one)) throw busy(`Cannot kill container: ${ref}: Container ${one.id} is not running`);
    if (signal === null || /^(?:SIG)?KILL$|^9$/.test(signal)) {
      this.#end(one, 9, 137);
      this.#autoRemove(one.id);
    } else this.#emitFor(one, 'kill', { signal });
    return done;
  }

  /** As an exec wants it. */
  checkRuns(ref: string): void {
    const one = this.find(ref);
    if (one.state === 'paused') throw busy(`Container ${one.id} is paused, unpause the container before exec`);
    if (one.state !== 'running') throw busy(`Container ${one.id} is not running`);
  }

  pause(ref: string): WriteResult {
    const one = this.find(ref);
    if (one.state === 'paused') throw busy(`Container ${one.id} is already paused`);
    if (one.state !== 'running') throw busy(`Container ${one.id} is not running`);
    this.#put({ ...one, state: 'paused' }, 'pause');
    return done;
  }

  unpause(ref: string): WriteResult {
    const one = this.find(ref);
    // The engine answers 500 here; the adapter knows the message as a conflict.
    if (one.state !== 'paused') throw conflict(`Container ${one.id} is not paused`, { engineStatus: 500 });
    this.#put({ ...one, state: 'running' }, 'unpause');
    return done;
  }

  rename(ref: string, name: string): WriteResult {
    const one = this.find(ref);
    if (one.name === name) throw badInput('Renaming a container with the same name as its current name', { engineStatus: 400 });
    this.#checkFree(name);
    this.#put({ ...one, name }, 'rename', {
      oldName: `/${one.name}`,
    });
    return done;
  }

  remove(ref: string, options: { force?: boolean } = {}): WriteResult {
    const one = this.find(ref);
    if (isLive(one) && options.force !== true) {
      throw busy(
        `You cannot remove a ${one.state} container ${one.id}. Stop the container before attempting removal or force remove`,
      );
    }
    if (isLive(one)) this.#end(one, 9, 137);
    this.#destroy(one.id);
    return done;
  }

  update(ref: string, update: ContainerUpdate): WriteResult & { warnings: string[] } {
    const one = this.find(ref);
    const { restartPolicy = one.restartPolicy, cpuRealtimePeriodMicros: _, cpuRealtimeRuntimeMicros: __, ...limits } = update;
    this.#put({ ...one, restartPolicy, resources: { ...one.resources, ...limits } }, 'update');
    return { changed: true, status: 200, warnings: [] };
  }

  copy(ref: string, { name, image: imageRef }: { name: string; image: string }) {
    const one = this.find(ref);
    const fresh = { startedAt: null, finishedAt: null, exitCode: null, pid: null, health: null };
    const { id } = this.create({
      ...one,
      ...fresh,
      id: hexId(`copy ${name}`),
      name,
      imageRef,
      imageId: this.findImage(imageRef).id,
    });
    return { changed: true, status: 201, id, warnings: [] };
  }

  /** The name is taken from the image that had it. */
  commit(ref: string, { repository, tag, author, message }: CommitOptions): WriteResult & { imageId: string } {
    const one = this.find(ref);
    this.#made += 1;
    const id = `sha256:${hexId(`committed ${this.#made}`)}`;
    this.images.set(id, image({ id, tags: [], author, comment: message, parentId: one.imageId, labels: one.labels }));
    if (repository !== null) this.tag(id, `${repository}:${tag ?? 'latest'}`);
    this.#emitFor(one, 'commit', { comment: message ?? '' });
    return { changed: true, status: 201, imageId: id };
  }

  async wait(ref: string, condition: WaitCondition, signal: AbortSignal): Promise<WaitAnswer> {
    const one = this.find(ref);
    const begun = one.finishedAt;
    for (;;) {
      const now = this.containers.get(one.id);
      const ended = condition === 'removed' ? now === undefined : now === undefined || !isLive(now);
      if (ended && (condition !== 'next-exit' || now?.finishedAt !== begun))
        return { exitCode: now?.exitCode ?? 0, problem: null };
      if (signal.aborted) throw engineUnavailable('cut');
      await delay(5);
    }
  }

  /** Its process ends by itself. */
  die(ref: string, exitCode = 0): void {
    const one = this.find(ref);
    if (isLive(one)) this.#end(one, null, exitCode);
    this.#autoRemove(one.id);
  }

  /** A change of any field, with the event that Docker would send for it: "update", "oom", ... */
  change(ref: string, part: Partial<Container>, action: string): void {
    this.#put({ ...this.find(ref), ...part }, action);
  }

  health(ref: string, status: HealthStatus): void {
    this.change(ref, { health: { status, failingStreak: 0, log: [] } }, `health_status: ${status}`);
  }

  addImage(part: Partial<Image> = {}): Image {
    const made = image(part);
    this.images.set(made.id, made);
    const [tag] = made.tags;
    this.emit('image', tag === undefined ? 'import' : 'pull', tag ?? made.id, { name: tag ?? made.id });
    return made;
  }

  /** Moves the tag when another image has it. */
  tag(ref: string, tag: string): void {
    const one = this.findImage(ref);
    for (const other of this.images.values())
      this.images.set(other.id, { ...other, tags: other.tags.filter((old) => old !== tag) });
    this.images.set(one.id, { ...one, tags: [...one.tags.filter((old) => old !== tag), tag] });
    this.emit('image', 'tag', one.id, { name: tag });
  }

  untag(tag: string): void {
    const one = this.findImage(tag);
    this.images.set(one.id, { ...one, tags: one.tags.filter((old) => old !== tag) });
    this.emit('image', 'untag', one.id, { name: one.id });
  }

  removeImage(ref: string): void {
    const one = this.findImage(ref);
    this.images.delete(one.id);
    for (let left = one.tags.length; left > 0; left -= 1) this.emit('image', 'untag', one.id, { name: one.id });
    this.emit('image', 'delete', one.id, { name: one.id });
  }

  createNetwork(part: Partial<Network> = {}): Network {
    const made = network(part);
    this.networks.set(made.id, made);
    this.emit('network', 'create', made.id, { name: made.name, type: made.driver });
    return made;
  }

  removeNetwork(ref: string): void {
    const one = this.findNetwork(ref);
    this.networks.delete(one.id);
    this.emit('network', 'destroy', one.id, { name: one.name, type: one.driver });
  }

  /** Of a running container; a stopped one would emit nothing. */
  connect(networkRef: string, ref: string): void {
    const [net, one] = [this.findNetwork(networkRef), this.find(ref)];
    const joined = attachment({ networkName: net.name, networkId: net.id, ipAddress: '172.18.0.2' });
    this.containers.set(one.id, { ...one, networks: [...one.networks, joined] });
    if (isLive(one)) this.#emitNetwork('connect', net.id, one);
  }

  disconnect(networkRef: string, ref: string): void {
    const [net, one] = [this.findNetwork(networkRef), this.find(ref)];
    this.containers.set(one.id, { ...one, networks: one.networks.filter((each) => each.networkName !== net.name) });
    if (isLive(one)) this.#emitNetwork('disconnect', net.id, one);
  }

  createVolume(part: Partial<Volume> = {}): Volume {
    const made = volume(part);
    this.volumes.set(made.name, made);
    this.emit('volume', 'create', made.name, { driver: made.driver });
    return made;
  }

  removeVolume(name: string): void {
    const one = this.findVolume(name);
    this.volumes.delete(name);
    this.emit('volume', 'destroy', name, { driver: one.driver });
  }

  /** All volumes, with the one event that names none of them. */
  pruneVolumes(): void {
    this.volumes.clear();
    this.emit('volume', 'prune', '', { reclaimed: '0' });
  }

  emit(type: string, action: string, actorId: string, attributes: Record<string, string> = {}): void {
    this.#ticks += 1n;
    const event = { type, action, actorId, attributes, scope: 'local', timeNano: String(epochNs + this.#ticks * 1_000_000n) };
    this.emitted.push(event);
    this.#listen(event);
  }

  #begin(one: Container, actions: readonly string[]): void {
    const networks = one.networks.map((each) => ({
      ...each,
      networkId: this.networks.values().find((net) => net.name === each.networkName)?.id ?? each.networkId,
      endpointId: hexId(`endpoint ${one.id} ${this.#ticks}`),
      ipAddress: '172.17.0.2',
    }));
    const started: Container = {
      ...one,
      state: 'running',
      startedAt: this.#now(),
      finishedAt: null,
      exitCode: null,
      pid: 4242,
      networks,
    };
    this.containers.set(one.id, started);
    for (const each of networks) this.#emitNetwork('connect', each.networkId, started);
    for (const action of actions) this.#emitFor(started, action);
  }

  #end(one: Container, signal: number | null, exitCode: number): void {
    const networks = one.networks.map((each) => ({ ...each, endpointId: '', ipAddress: null }));
    const ended: Container = { ...one, state: 'exited', finishedAt: this.#now(), exitCode, pid: null, health: null, networks };
    if (signal !== null) this.#emitFor(one, 'kill', { signal: String(signal) });
    if (one.state === 'paused') this.#emitFor(one, 'unpause');
    this.#put(ended, 'die', { exitCode: String(exitCode) });
    for (const each of networks) this.#emitNetwork('disconnect', each.networkId, ended);
  }

  #autoRemove(id: string): void {
    if (this.containers.get(id)?.autoRemove === true) this.#destroy(id);
  }

  #destroy(id: string): void {
    const one = this.find(id);
    this.containers.delete(id);
    this.#emitFor(one, 'destroy');
  }

  #put(one: Container, action: string, attributes: Record<string, string> = {}): void {
    this.containers.set(one.id, one);
    this.#emitFor(one, action, attributes);
  }

  /** The container as it is by now. */
  #latest(one: Container): Container {
    return this.containers.get(one.id) ?? one;
  }

  /** A container's labels overwrite the attributes of its events, as in the engine; only image and name are out of their reach. */
  #emitFor(one: Container, action: string, attributes: Record<string, string> = {}): void {
    this.emit('container', action, one.id, { ...attributes, ...one.labels, image: one.imageRef, name: one.name });
  }

  #emitNetwork(action: string, networkId: string, one: Container): void {
    this.emit('network', action, networkId, {
      container: one.id,
      name: this.networks.get(networkId)?.name ?? '',
      type: 'bridge',
    });
  }

  #checkFree(name: string): void {
    const holder = this.containers.values().find((one) => one.name === name);
    if (holder !== undefined)
      throw busy(`Conflict. The container name "/${name}" is already in use by container "${holder.id}".`);
  }

  #now(): string {
    return new Date(Number((epochNs + this.#ticks * 1_000_000n) / 1_000_000n)).toISOString().replace('Z', '000001Z');
  }
}

function isLive(one: Container): boolean {
  return one.state === 'running' || one.state === 'paused' || one.state === 'restarting';
}
