import { familiar, type Claim, type Effects, type Lookup } from './claims.ts';
import { beside, field, list, many, on, terminal, text, type Call } from './effects.ts';

/** A name that the engine makes up for a container. */
const madeUp = /^[a-z]+_[a-z]+\d?$/;
const hex64 = /^[0-9a-f]{64}$/;

/** An image that is known by one of its names only, or by its id, as an archive tells it. Once for each id. */
const named = (ref: string, verb: string, lookup: Lookup): Claim => ({
  object: '',
  is: ({ object }) => object === `image ${ref.startsWith('sha256:') ? ref : (lookup.image(ref) ?? '')}`,
  verb,
  left: many,
  once: true,
  alone: true,
});

/** One event for each image, whatever its names. Before the first byte of the archive. */
export const save: Call = ([refs], lookup) => ({ claims: list(refs).map((ref) => named(ref, 'save', lookup)) });

/**
 * One event for each image. The output names each as it is loaded, those without a name at the end, and not at all in an archive where others have one:
 * theirs could be anybody's.
 */
export const load: Call = ([told], lookup) => ({
  claims: list(told).map((ref) => named(ref, 'load', lookup)),
  holdsBehind: ['image load'],
  told: ({ stream }) => {
    const refs = [...(stream ?? '').matchAll(/^Loaded image(?: ID)?: (\S+)/gm)].map(([, ref = '']) => ref);
    return refs.map((ref) => named(ref, 'load', lookup));
  },
  near: ({ type, verb }) => type === 'image' && verb === 'load',
});

/** The image's id is the last line of the output. `made`: name or id, where the output is over. */
export const importing: Call = ([options, made], lookup) => {
  const repository = text(field(options, 'repository'));
  const name = repository === '' ? null : familiar(`${repository}:${text(field(options, 'tag'))}`);
  const claims = (object: Pick<Claim, 'object' | 'is'>) => [
    { ...object, verb: 'import', left: 1, alone: true },
    ...(name === null ? [] : [{ ...object, verb: 'tag', detail: name, left: 1, alone: true }]),
  ];
  const is: Claim['is'] = ({ object }) => object === `image ${lookup.image(text(made)) ?? text(made)}`;
  return {
    claims: text(made) === '' ? [] : claims({ object: '', is }),
    holdsBehind: ['image import', 'image tag'],
    told: ({ status }) => (/^sha256:[0-9a-f]{64}$/.test(status ?? '') ? claims({ object: on('image', status ?? '') }) : []),
  };
};

/**
 * The output tells of each step's container as soon as that is there, of what was pulled, and of the image before it is tagged. `context` is left out
 * where the output was heard by a process that is gone: then the names alone are known, and a container under a name made up by the engine could be of
 * this build.
 */
export const build: Call = ([options, context], lookup) => {
  const tags = list(field(options, 'tags')).map(familiar);
  const steps = new Set<string>();
  let deaf = context === undefined;
  const tagged = (detail: string, object: Pick<Claim, 'object' | 'is'>): Claim => ({
    ...object,
    verb: 'tag',
    detail,
    left: 1,
    alone: true,
  });
  let built = '';
  return {
    claims: deaf
      ? tags.map((tag) => tagged(tag, { object: '', is: ({ object }) => object === `image ${lookup.image(tag) ?? ''}` }))
      : [],
    holdsBehind: ['container create', 'volume create', 'volume destroy', 'image pull', 'image tag'],
    told: ({ stream, status, imageId }) => {
      if (imageId !== null) built = imageId;
      const claims: Claim[] = [];
      for (const [, short = ''] of (stream ?? '').matchAll(/^ ---> Running in ([0-9a-f]{12})$/gm)) {
        const isNew: Claim['is'] = ({ object }) => {
          if (!object.startsWith(`container ${short}`)) return false;
          steps.add(object.replace('container ', ''));
          return true;
        };
        // A step can print such a line itself: only what was made since the build began can be of it.
        const is: Claim['is'] = ({ object }) =>
          object.startsWith(`container ${short}`) && steps.has(object.replace('container ', ''));
        claims.push({ ...beside('', 'create', 1), is: isNew }, ...stepVerbs.map((verb) => ({ ...beside('', verb), is })));
      }
      const pulled = /^Status: (?:Downloaded newer image|Image is up to date) for (\S+)$/.exec(status ?? '')?.[1];
      if (pulled !== undefined) claims.push(terminal(on('image', familiar(pulled)), 'pull'));
      const [, name] = /^Successfully tagged (\S+)$/m.exec(stream ?? '') ?? [];
      if (name !== undefined && tags.includes(name)) claims.push(tagged(name, { object: on('image', built) }));
      return claims;
    },
    answered: ({ ok }) => {
      // A container that was made in the moment when the output broke off is told of by nobody.
      deaf ||= !ok;
      return [];
    },
    accompanies: ({ type, verb, id }) =>
      type === 'volume' &&
      (verb === 'create' || verb === 'destroy') &&
      steps.values().some((container) => lookup.volumes(container).includes(id)),
    near: ({ type, id, detail }) => (type === 'volume' ? hex64.test(id) : deaf && type === 'container' && madeUp.test(detail)),
  };
};

/** Its steps are no containers. Some engines tell of the names that the image gets, before the output tells of the image. */
export const buildInSession: Call = ([options]) => {
  const tags = list(field(options, 'tags')).map(familiar);
  return {
    claims: [],
    holdsBehind: ['image tag'],
    told: ({ imageId }) =>
      imageId === null ? [] : tags.map((detail) => ({ object: on('image', imageId), verb: 'tag', detail, left: 1, alone: true })),
  };
};

const stepVerbs = ['attach', 'connect', 'start', 'kill', 'oom', 'die', 'disconnect', 'destroy'];

/** Of all tags of a repository the engine tells without a tag; where there is a digest, without the tag beside it. */
export const pull: Call = ([options]) => transferred('pull', text(field(options, 'image')), field(options, 'allTags') === true);

/** `ref`, `allTags`: as it is on record. */
export const push: Call = ([options]) => {
  const [repository, tag] = [field(options, 'repository'), field(options, 'tag')];
  if (repository === undefined) return transferred('push', text(field(options, 'ref')), field(options, 'allTags') === true);
  return transferred('push', tag === null ? text(repository) : `${text(repository)}:${text(tag)}`, tag === null);
};

function transferred(verb: string, ref: string, allTags: boolean): Effects {
  const [name = '', digest] = familiar(ref).split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const bare = colon < 0 ? name : name.slice(0, colon);
  const told = digest === undefined ? name : `${bare}@${digest}`;
  return { claims: [terminal(on('image', allTags ? bare : told), verb)] };
}
