import { ownVolumes, type Claim, type Effects, type Lookup } from './claims.ts';

/** What the events of a call with these arguments will be. */
export type Call = (args: readonly unknown[], lookup: Lookup) => Effects;

export const on = (type: string, id: string) => `${type} ${id}`;
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
export const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

export const many = 1_000;
export const terminal = (object: string, verb: string, detail?: string): Claim => ({
  object,
  verb,
  left: 1,
  terminal: true,
  ...(detail === undefined ? {} : { detail }),
});
export const beside = (object: string, verb: string, left = many): Claim => ({ object, verb, left });
export const before = (object: string, verb: string, left = many): Claim => ({ object, verb, left, before: true });

export const simple =
  (verb: string): Call =>
  ([id]) => ({ claims: [terminal(on('container', text(id)), verb)] });

/** The signal, and after the time of grace the second one. */
export function signals(object: string, seconds: number): Claim[] {
  const first: Claim = { object, verb: 'kill', left: 1, alone: true, before: true };
  if (seconds < 0) return [first];
  // The engine's timer and the times of its events differ by less than this.
  const tolerance = 200_000_000n;
  return [first, { ...first, afterNano: BigInt(Math.round(seconds * 1e9)) - tolerance }];
}

export const ends = (object: string, died: Claim = before(object, 'die', 1)): Claim[] => [
  before(object, 'unpause', 1),
  before(object, 'oom', 1),
  died,
  before(object, 'disconnect'),
];

export const removedByItself = (id: string, lookup: Lookup): Claim[] =>
  lookup.autoRemove(id) ? [beside(on('container', id), 'destroy', 1), ...volumesRemoved(id, lookup)] : [];

export const volumesRemoved = (id: string, lookup: Lookup): Claim[] =>
  ownVolumes(lookup.volumes(id)).map((name) => beside(on('volume', name), 'destroy', 1));

export function seconds(options: unknown, id: string, lookup: Lookup): number {
  const given = field(options, 'timeoutSeconds');
  return typeof given === 'number' ? given : lookup.stopSeconds(id);
}

export const start: Call = ([ref]) => {
  const object = on('container', text(ref));
  return {
    claims: [terminal(object, 'start'), before(object, 'connect')],
    answered: ({ ok }) => (ok ? [] : [beside(object, 'disconnect')]),
  };
};

export const create: Call = (_args, lookup) => {
  let id = '';
  return {
    claims: [],
    holds: ['container create', 'container destroy', 'volume create'],
    answered: ({ answer }) => {
      id = text(field(answer, 'id'));
      return id === '' ? [] : [terminal(on('container', id), 'create')];
    },
    accompanies: ({ type, verb, id: volume }) =>
      type === 'volume' && verb === 'create' && id !== '' && lookup.volumes(id).includes(volume),
  };
};

/** Without the command, where that is not known any more: any but the health check's. */
export const exec: Call = ([id, spec], lookup) => {
  const object = on('container', text(id));
  const claim =
    spec === undefined
      ? { ...terminal(object, 'exec_start'), not: lookup.probe(text(id)) }
      : terminal(object, 'exec_start', list(field(spec, 'command')).join(' ').trim());
  return { claims: [claim] };
};

export const prune =
  (type: string, verbs: readonly string[]): Call =>
  () => ({
    claims: [terminal(on(type, ''), 'prune')],
    holds: verbs.map((verb) => `${type} ${verb}`),
    answered: ({ answer }) =>
      list(field(answer, 'deleted')).flatMap((id) =>
        verbs.map((verb) => beside(on(type, id), verb, verb === 'untag' ? many : 1)),
      ),
  });
