import type { Caller } from '../access/caller.ts';
import { badInput, unauthenticated } from '../errors.ts';
import type { Gate } from './gate.ts';
import type { EntryGate } from './identity.ts';

/** The way in by a socket that stands for somebody: `who` it is now, undefined where it stands for nobody any more. */
export function socketGate(gate: Gate, who: () => Caller | undefined): EntryGate {
  return {
    meet: () => null,
    admit({ authorization }, source) {
      const caller = who();
      if (caller === undefined) throw unauthenticated('The policy has this socket no more.');
      // Passing over it would let somebody believe that they act under their own name.
      if (authorization !== undefined)
        throw badInput(
          `This socket stands for ${caller.id}: send no Authorization header over it (for the Docker CLI: HttpHeaders in its config.json).`,
        );
      return gate.admitKnown(caller, source);
    },
    refused: (request, source) => gate.refused(request, source),
  };
}
