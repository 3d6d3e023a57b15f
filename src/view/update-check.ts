import type { Credentials } from '../engine/credentials.ts';
import type { Image } from '../engine/model.ts';
import type { RegistryReader } from '../engine/ports-registry.ts';
import { withoutTag } from '../engine/pull.ts';
import { isRefusal, registryOf } from '../engine/registry.ts';
import { WharfingerError } from '../errors.ts';
import { Slots } from '../mirror/coalesce.ts';
import { familiarReference } from '../mirror/image-reference.ts';

/** Why it cannot be known whether there is something newer. */
export type UpdateUnknown = 'no-name' | 'pinned' | 'not-pulled' | 'not-found' | 'refused' | 'unreachable';

/** What the registry has under an image's name, against what is here. */
export interface UpdateCheck {
  /** Null where it cannot be known. */
  available: boolean | null;
  unknown: UpdateUnknown | null;
  /** In words, where a registry did not answer as it should. */
  message: string | null;
  reference: string | null;
  /** The digests that the image has in that repository. */
  localDigests: readonly string[];
  registryDigest: string | null;
  /** When the registry was asked, RFC 3339; null where it was not. */
  checkedAt: string | null;
}

export interface UpdateCheckDeps {
  reader: Pick<RegistryReader, 'registryDigest'>;
  credentials: Credentials;
  /** Milliseconds since 1970. */
  now: () => number;
}

type Answer = Pick<UpdateCheck, 'unknown' | 'message' | 'registryDigest'> & { at: number };

/** What a registry has said is good for so long; what it has not said, shorter. */
const keptMs = 5 * 60_000;
const failureKeptMs = 60_000;
const mostKept = 1_000;
const atOnce = 4;

/**
 * Asks registries whether they have something newer, a few at once, each name once in a while however many ask: a list of all containers must not hammer a
 * registry. One that cannot be reached is not asked for other names either, for a minute. One of these per host, shared by all callers.
 */
export function updateChecks({ reader, credentials, now }: UpdateCheckDeps) {
  const answers = new Map<string, Promise<Answer>>();
  const settled = new Map<string, Answer>();
  const away = new Map<string, Answer>();
  const slots = new Slots(atOnce);

  const ask = async (reference: string): Promise<Answer> => {
    const registry = registryOf(reference);
    await slots.take();
    try {
      const known = away.get(registry);
      if (known !== undefined && now() - known.at < failureKeptMs) return known;
      away.delete(registry);
      const auth = await credentials.for(registry);
      const registryDigest = await reader.registryDigest(reference, auth);
      return { unknown: null, message: null, registryDigest, at: now() };
    } catch (error) {
      if (!(error instanceof WharfingerError) || error.code === 'CONFLICT') throw error;
      const unknown = error.code === 'NOT_FOUND' ? 'not-found' : isRefusal(error) ? 'refused' : 'unreachable';
      const answer: Answer = { unknown, message: error.message, registryDigest: null, at: now() };
      if (unknown === 'unreachable') away.set(registry, answer);
      return answer;
    } finally {
      slots.give();
    }
  };

  // What is here is a part of the key: an answer from before a pull says nothing about what that has brought.
  const answerFor = (reference: string, localDigests: readonly string[]): Promise<Answer> => {
    const key = [reference, ...localDigests].join(' ');
    const last = settled.get(key);
    if (last !== undefined && now() - last.at < (last.unknown === null ? keptMs : failureKeptMs)) return Promise.resolve(last);
    const running = answers.get(key);
    if (running !== undefined) return running;
    const asking = ask(reference)
      .then((answer) => {
        settled.delete(key);
        settled.set(key, answer);
        for (const oldest of settled.keys()) {
          if (settled.size <= mostKept) break;
          settled.delete(oldest);
        }
        return answer;
      })
      .finally(() => answers.delete(key));
    answers.set(key, asking);
    return asking;
  };

  /** `asked`: the name it is known by; null where it has none. CONFLICT where the credentials for registries cannot be used. */
  return async (image: Image | null, asked: string | null): Promise<UpdateCheck> => {
    const none = { available: null, message: null, localDigests: [], registryDigest: null, checkedAt: null };
    if (asked === null || /^(?:sha256:)?[0-9a-f]{64}$/.test(asked)) return { ...none, unknown: 'no-name', reference: null };
    const reference = familiarReference(asked);
    if (reference.includes('@')) return { ...none, unknown: 'pinned', reference };
    const prefix = `${withoutTag(reference)}@`;
    const localDigests = (image?.digests ?? []).flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : []));
    if (localDigests.length === 0) return { ...none, unknown: 'not-pulled', reference };
    const { registryDigest, unknown, message, at } = await answerFor(reference, localDigests);
    const available = registryDigest === null ? null : !localDigests.includes(registryDigest);
    return { available, unknown, message, reference, localDigests, registryDigest, checkedAt: new Date(at).toISOString() };
  };
}

export type CheckUpdate = ReturnType<typeof updateChecks>;
