import type { ObjectState } from '../audit/log.ts';
import type { Volume } from '../engine/model.ts';
import type { VolumeSpec } from '../engine/ports-objects.ts';
import type { WriteResult } from '../engine/ports.ts';
import { badInput, conflict, internal, timedOut } from '../errors.ts';
import type { Demand } from './demands.ts';
import { useCase, type ActionInput, type Definition, type UseCase, type UseCaseDeps } from './once.ts';
import { given, shownPairs, pairsOf, type Pairs } from './pairs.ts';

export interface CreateVolumeInput extends ActionInput {
  name?: string | null;
  driver?: string | null;
  driverOptions?: Pairs;
  labels?: Pairs;
}
export interface RemoveVolumeInput extends ActionInput {
  name: string;
  force?: boolean | null;
}

/** The use cases on volumes. */
export interface VolumeActions {
  create: UseCase<CreateVolumeInput, Volume>;
  /** Gives the volume as it was. */
  remove: UseCase<RemoveVolumeInput, Volume>;
}

export function volumeActions(deps: UseCaseDeps): VolumeActions {
  return { create: useCase(deps, create), remove: useCase(deps, remove) };
}

type Created = WriteResult & { name: string };

function create(input: CreateVolumeInput): Definition<Volume, Created> {
  let spec: VolumeSpec | undefined;
  let existed = false;
  return {
    action: 'volume.create',
    params: (redact) =>
      given({
        name: input.name?.slice(0, 255),
        driver: input.driver,
        driverOptions: shownPairs(input.driverOptions, redact),
      }),
    type: 'volume',
    aim: ({ mirror, unnarrowed, born }) => {
      spec = volumeSpec({ ...input, labels: born(input.labels) });
      const { name, labels, options } = spec;
      const held = name === null ? undefined : mirror.volumes.get(name);
      // The engine would answer with the volume that is there, and so hand over what is somebody else's.
      if (name !== null && held === undefined && unnarrowed.volumes.get(name) !== undefined)
        throw conflict(`The name ${JSON.stringify(name)} is taken.`);
      existed = held !== undefined;
      return {
        target: { type: 'volume', id: held?.name ?? null, name, image: null, labels },
        before: held === undefined ? null : stateOf(held),
        key: '',
        // With options the local driver mounts whatever it is told: `type=none,o=bind,device=/` is the host's own file system.
        demands: optionDemands(spec, Object.keys(options ?? {}).length > 0),
      };
    },
    call: async (writer) => {
      if (spec === undefined) throw internal('a volume was to be made before its input was checked');
      const answer = await writer.createVolume(spec);
      // The engine answers "created" also for a volume that was there.
      return { ...answer, changed: !existed };
    },
    made: ({ name }) => name,
    refresh: async (mirror, key) => (key === '' ? undefined : mirror.refresh('volume', key)),
    result: ({ mirror }, name) => {
      const volume = mirror.volumes.get(name);
      if (volume === undefined) throw timedOut(`the volume was made (${name}), but the engine did not show it in time`);
      return { value: volume, after: stateOf(volume) };
    },
  };
}

function optionDemands({ driver }: VolumeSpec, optioned: boolean): Demand[] {
  return [
    ...(optioned ? [{ needs: 'host.volume-options' as const, path: 'input.driverOptions' }] : []),
    // What another driver makes of it, only that knows.
    ...(driver === 'local' || driver === '' ? [] : [{ needs: 'host.volume-options' as const, path: 'input.driver' }]),
  ];
}

function remove(input: RemoveVolumeInput): Definition<Volume, WriteResult> {
  const force = input.force ?? false;
  let seen: Volume;
  return {
    action: 'volume.remove',
    params: given({ ref: input.name, force }),
    type: 'volume',
    aim: ({ mirror }) => {
      seen = mirror.resolveVolume(input.name);
      const { name, labels } = seen;
      return { target: { type: 'volume', id: name, name, image: null, labels }, before: stateOf(seen), key: name };
    },
    call: (writer, name) => writer.removeVolume(name, { force }),
    result: () => ({ value: seen, after: { state: 'removed', exitCode: null, details: {} } }),
  };
}

/** The engine's own rule for names of volumes (volume/names), two characters at least. */
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/;
const driverPattern = /^[a-zA-Z0-9][a-zA-Z0-9_.:/-]{0,254}$/;

function volumeSpec(input: CreateVolumeInput): VolumeSpec {
  const { name = null, driver } = input;
  if (name !== null && !namePattern.test(name)) {
    throw badInput('input.name: letters, digits, "_", "." and "-", beginning with a letter or digit, from 2 to 255 characters.');
  }
  if (typeof driver === 'string' && !driverPattern.test(driver)) throw badInput('input.driver: the name of a driver.');
  return {
    name,
    driver: driver ?? 'local',
    options: input.driverOptions == null ? null : pairsOf(input.driverOptions, 'input.driverOptions'),
    labels: pairsOf(input.labels, 'input.labels'),
  };
}

function stateOf(volume: Volume): ObjectState {
  return { state: 'present', exitCode: null, details: { driver: volume.driver } };
}
