import type { Caller, Source } from '../access/caller.ts';
import type { Identifier } from '../access/identify.ts';
import { unauthenticated } from '../errors.ts';
import type { Refusals } from './refusals.ts';

export interface GateDeps {
  identifier: Identifier;
  refusals: Pick<Refusals, 'note'>;
  /** Counts a request of a key; throws RATE_LIMITED. */
  limit: (key: string) => void;
}

/** The way in, the same for every transport. */
export interface Gate {
  /**
   * Who sends this `Authorization` header. Throws UNAUTHENTICATED, which is put on record, or RATE_LIMITED: a known caller is limited by their token, a
   * stranger by their address.
   */
  admit(authorization: string | undefined, source: Source): Caller;
  /** Whether a caller who was admitted earlier would be admitted still. */
  isActive(caller: Caller): boolean;
}

export function createGate({ identifier, refusals, limit }: GateDeps): Gate {
  return {
    admit(authorization, source) {
      const found = identifier.identify(authorization, source.address);
      if (found.ok) {
        limit(`token ${found.caller.id}`);
        return found.caller;
      }
      limit(`address ${source.address ?? ''}`);
      refusals.note(found.refusal, source);
      throw unauthenticated(found.refusal.message);
    },
    isActive: (caller) => identifier.isActive(caller),
  };
}
