import type { Caller, Decision, Target } from '../access/caller.ts';
import { isAction, type Action } from '../catalogue.ts';
import { badInput } from '../errors.ts';
import type { HostView } from './view.ts';

type Authorize = (caller: Caller, action: Action, target: Target | null, host?: string | null) => Decision;

/**
 * What would be decided if this caller asked for this now; nothing is done and nothing is on record. Without an object: whether they may do it to anything at all. BAD_INPUT for
 * an action that does not exist, NOT_FOUND and FORBIDDEN as reading the object has it.
 */
export function verdict(
  authorize: Authorize,
  caller: Caller,
  { action, ref }: { action: string; ref: string | null },
  host: () => HostView,
): Decision {
  if (!isAction(action)) throw badInput(`action: there is no action ${JSON.stringify(action.slice(0, 64))}.`);
  if (ref === null) return authorize(caller, action, null);
  const on = host();
  return authorize(caller, action, targetOf(action, ref, on), on.name);
}

function targetOf(action: Action, ref: string, host: HostView): Target {
  if (action.startsWith('container.')) {
    const { id, name, imageRef, labels } = host.container(ref);
    return { type: 'container', id, name, image: imageRef, labels };
  }
  if (action.startsWith('image.')) {
    const { id, tags, labels } = host.image(ref);
    return { type: 'image', id, name: tags[0] ?? null, image: tags[0] ?? null, labels };
  }
  if (action.startsWith('network.')) {
    const { id, name, labels } = host.network(ref);
    return { type: 'network', id, name, image: null, labels };
  }
  if (action.startsWith('volume.')) {
    const { name, labels } = host.volume(ref);
    return { type: 'volume', id: name, name, image: null, labels };
  }
  throw badInput('ref: only for actions on containers, images, networks and volumes.');
}
