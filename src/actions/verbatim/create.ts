import type { Caller, Source } from '../../access/caller.ts';
import type { CreateBody, Created } from '../../engine/ports.ts';
import { internal } from '../../errors.ts';
import { stateOf } from '../containers.ts';
import { judgeNew } from '../create/aim.ts';
import { paramsOf } from '../create/record.ts';
import { perform, type ActionHost, type PerformDeps, type Performed } from '../perform.ts';
import { bodyOf } from './create-body.ts';
import { furtherDemands } from './create-demands.ts';
import { inputOf } from './create-input.ts';
import { readCreate } from './create-shape.ts';

/** A container as the Engine API asks for it. */
export interface CreateVerbatimInput {
  host: string;
  name: string | null;
  platform: string | null;
  /** JSON as it came. */
  body: unknown;
}

export type CreateVerbatim = (caller: Caller, source: Source, input: CreateVerbatimInput) => Promise<Performed<Created>>;

/**
 * Makes a container of a body of the Engine API: read whole, judged as `createContainer` judges its input, and what was judged is what is sent. A field that
 * nobody has judged is refused.
 */
export function createVerbatim(deps: PerformDeps): CreateVerbatim {
  return (caller, source, { host, name, platform, body }) => {
    let sent: CreateBody | undefined;
    const judged = (on: ActionHost) => {
      const asked = readCreate(body);
      const { input, references, aim } = judgeNew(caller, on, inputOf(asked, name, platform));
      const ends = Object.values(asked.NetworkingConfig?.EndpointsConfig ?? {});
      // A link tells whether there is one of that name.
      for (const link of [...(asked.HostConfig?.Links ?? []), ...ends.flatMap((end) => end?.Links ?? [])])
        on.mirror.resolveContainer(link.split(':', 1)[0] ?? '');
      sent = bodyOf(asked, input, references, on);
      return { ...aim, demands: [...aim.demands, ...furtherDemands(asked)] };
    };
    return perform<Created, Created>(deps, caller, source, {
      action: 'container.create',
      host,
      params: (redact) => recordOf(body, name, platform, redact),
      input: secretsOf(body),
      reason: null,
      idempotencyKey: null,
      type: 'container',
      aim: judged,
      call: async (writer) => {
        if (sent === undefined) throw internal('a container was to be made of nothing');
        return writer.createContainer({ name, platform, body: sent });
      },
      made: ({ id }) => id,
      result: ({ mirror }, id, created) => {
        const container = mirror.containers.get(id);
        return { value: created, after: container === undefined ? null : stateOf(container) };
      },
    });
  };
}

type Redact = Parameters<typeof paramsOf>[1];

/** Of a body that cannot be read only the name. */
function recordOf(body: unknown, name: string | null, platform: string | null, redact: Redact): Record<string, string> {
  try {
    return paramsOf(inputOf(readCreate(body), name, platform), redact);
  } catch {
    return name === null ? {} : { name };
  }
}

function secretsOf(body: unknown): unknown {
  try {
    return inputOf(readCreate(body), null, null);
  } catch {
    return undefined;
  }
}
