import type { Caller, Source } from '../access/caller.ts';
import type { Credential, Identifier, Refusal } from '../access/identify.ts';
import { unauthenticated } from '../errors.ts';
import { RateLimited } from './rate.ts';
import type { DeniedRead, Refusals, RefusedRequest } from './refusals.ts';

export interface GateDeps {
  identifier: Identifier;
  refusals: Pick<Refusals, 'note' | 'noteRequest' | 'noteDenied'>;
  /** Counts a request of a key; throws RATE_LIMITED. */
  limit: (key: string) => void;
}

/** The way in, the same for every transport. */
export interface Gate {
  /** What has to be waited for before `admit` can know the holder of this header: the issuer of a signed token. Null where nothing has. Never rejects. */
  meet(authorization: string | undefined): Promise<void> | null;
  /**
   * Who comes with this credential. Throws UNAUTHENTICATED, which is put on record, or RATE_LIMITED: a known caller is limited by their token, a
   * stranger by their address.
   */
  admit(credential: Credential, source: Source): Caller;
  /** Counts a request of a caller who is known by other means than a credential. Throws RATE_LIMITED, like `admit`. */
  admitKnown(caller: Caller, source: Source): Caller;
  /** `admit` for a header alone, without a count and without a record: null where nobody would be admitted. */
  known(authorization: string | undefined, address: string | null): Caller | null;
  /** Counts a request of a known caller; false where it would be one too many, which counts and records nothing: `admit` will say so. */
  counted(caller: Caller): boolean;
  /** Whether a caller who was admitted earlier would be admitted still. */
  isActive(caller: Caller): boolean;
  /** Puts on record, counted, who was turned away before any request of theirs. */
  turnedAway(refusal: Refusal, source: Source): void;
  /** Puts a request on record, counted, that was refused before any action could be. */
  refused(request: RefusedRequest, source: Source): void;
  /** The same for a plain read that its caller may not do. */
  denied(read: DeniedRead, source: Source): void;
}

export function createGate({ identifier, refusals, limit }: GateDeps): Gate {
  const within = (key: string, caller: Caller | null, source: Source) => {
    try {
      limit(key);
    } catch (error) {
      if (error instanceof RateLimited) refusals.noteRequest({ reason: 'rate-limited', caller, what: 'requests' }, source);
      throw error;
    }
  };
  const admitKnown = (caller: Caller, source: Source) => {
    within(keyOf(caller), caller, source);
    return caller;
  };
  return {
    admitKnown,
    meet: (authorization) => identifier.meet(authorization),
    admit(credential, source) {
      const found = identifier.identify(credential, source.address);
      if (found.ok) return admitKnown(found.caller, source);
      within(`address ${source.address ?? ''}`, null, source);
      refusals.note(found.refusal, source);
      throw unauthenticated(found.refusal.message);
    },
    known(authorization, address) {
      const found = identifier.identify({ authorization, certificate: null }, address);
      return found.ok ? found.caller : null;
    },
    counted(caller) {
      try {
        limit(keyOf(caller));
        return true;
      } catch (error) {
        if (error instanceof RateLimited) return false;
        throw error;
      }
    },
    isActive: (caller) => identifier.isActive(caller),
    denied: (read, source) => refusals.noteDenied(read, source),
    turnedAway: (refusal, source) => refusals.note(refusal, source),
    refused: (request, source) => refusals.noteRequest(request, source),
  };
}

function keyOf(caller: Caller): string {
  return `token ${caller.id}`;
}
