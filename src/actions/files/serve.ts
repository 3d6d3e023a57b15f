import type { ObjectState } from '../../audit/log.ts';
import { WharfingerError } from '../../errors.ts';
import type { Done } from '../recorded.ts';

/** What is to be sent to the client. */
export interface Offer {
  auditId: string;
  /** For the client to save it under; without a path. */
  name: string;
  form: 'raw' | 'tar';
  /** Bytes, where they are known before. */
  size: number | null;
  /** Where it is one file. */
  modifiedAt: Date | null;
  content: AsyncIterable<Uint8Array>;
  /** What the engine says of the path, encoded as it came. */
  stat?: string | null;
}

/** Sends it. Resolves when all has been handed over, or with false when the client has left before; rejects with what the content throws. */
export type Serve = (offer: Offer) => Promise<boolean>;

/** Has it served, and says for the log how many bytes left and how that ended. */
export async function served(
  serve: Serve,
  offer: Offer,
  state: ObjectState,
  details: Record<string, string>,
): Promise<Done<void>> {
  let bytes = 0;
  async function* counted() {
    for await (const chunk of offer.content) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  const done = (ending: string) => ({
    changed: true,
    engineStatus: 200,
    targetId: null,
    value: undefined,
    after: { ...state, details: { ...details, form: offer.form, bytesOut: String(bytes), ending } },
  });
  try {
    const whole = await serve({ ...offer, content: counted() });
    return whole ? done('ended') : { ...done('left'), result: 'cancelled' };
  } catch (error) {
    // The client has part of it already: it sees the connection break, the log has the reason.
    if (!(error instanceof WharfingerError)) throw error;
    return { ...done('broken'), result: 'failure', failure: error };
  }
}
