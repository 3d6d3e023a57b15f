import { badInput, notFound } from '../errors.ts';

/**
 * What may become part of a path. The engine decodes and cleans paths, and dockerode encodes nothing, so anything outside these patterns could reach
 * another route ("../images", "a%2f..", "x?force=1"). Such a ref names no object: it is NOT_FOUND, and no call is made.
 */
const maxLength = 255;
const plainName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const domain = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?/';
const tag = ':[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}';
const digest = '@[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-fA-F0-9]{32,128}';
const imageReference = new RegExp(`^(?:${domain})?${component}(?:/${component})*(?:${tag})?(?:${digest})?$`);
const imageId = /^(?:sha256:)?[a-f0-9]{4,64}$/;

const repository = new RegExp(`^(?:${domain})?${component}(?:/${component})*$`);
const tagAlone = new RegExp(`^${tag.slice(1)}$`);

type RefKind = 'container' | 'image' | 'network' | 'volume';

function isRef(kind: RefKind, ref: string): boolean {
  if (ref.length > maxLength) return false;
  return kind === 'image' ? imageId.test(ref) || imageReference.test(ref) : plainName.test(ref);
}

/** The ref as one path segment, percent-encoded. NOT_FOUND when it cannot name an object of this kind. A container's leading slash is understood. */
export function pathSegment(kind: RefKind, ref: string): string {
  const bare = kind === 'container' && ref.startsWith('/') ? ref.slice(1) : ref;
  if (!isRef(kind, bare)) throw notFound(`no such ${kind}: ${readable(ref)}`);
  return encodeURIComponent(bare);
}

/** A name a container can be given, as the engine's own rule has it (two characters at least). BAD_INPUT otherwise. */
export function containerName(name: string): string {
  const bare = name.startsWith('/') ? name.slice(1) : name;
  if (bare.length < 2 || bare.length > maxLength || !plainName.test(bare)) {
    throw badInput(`Invalid container name (${readable(bare).slice(1, -1)}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  return bare;
}

/** "app", "team/app", "registry:5000/team/app": a name for images, without a tag. BAD_INPUT otherwise. */
export function imageRepository(name: string): string {
  if (name.length > maxLength || !repository.test(name))
    throw badInput(`${readable(name)} is not the name of an image repository`);
  return name;
}

/** BAD_INPUT for what cannot be a tag. */
export function imageTag(name: string): string {
  if (!tagAlone.test(name)) throw badInput(`${readable(name)} is not a tag of an image`);
  return name;
}

/** Whether it can be the name of an image, with or without tag and digest, or the id of one. */
export function isImageRef(ref: string): boolean {
  return isRef('image', ref);
}

/** "SIGTERM", "term", "15", "RTMIN+3". Whether the engine knows it is the engine's to say. BAD_INPUT otherwise. */
export function signalName(signal: string): string {
  if (!/^[a-zA-Z0-9]{1,16}(?:[+-][0-9]{1,2})?$/.test(signal))
    throw badInput(`${readable(signal)} is not the name or number of a signal`);
  return signal;
}

/** Arguments for the engine's `ps`, which it runs as root on its host: column lists and short options only. BAD_INPUT otherwise. */
export function psArguments(args: string): string {
  if (!/^[a-zA-Z0-9 ,=:_%-]{1,200}$/.test(args)) throw badInput(`${readable(args)} cannot be used as arguments of ps`);
  return args;
}

/** Quoted, cut and free of control characters, so that a hostile ref cannot garble a log line. */
function readable(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(cut);
}
