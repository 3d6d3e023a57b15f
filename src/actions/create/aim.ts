import type { Caller, Target } from '../../access/caller.ts';
import type { Action } from '../../catalogue.ts';
import type { CreateBody } from '../../engine/ports.ts';
import type { ActionHost, PerformDeps } from '../perform.ts';
import type { Aim } from '../recorded.ts';
import { bodyOf } from './body.ts';
import { hostEquivalent } from './host-equivalent.ts';
import type { CreateInput } from './input.ts';
import { referencesOf } from './references.ts';

/** Checks the input whole, and judges what was asked for: what would be equal to the host takes a permission of its own. */
export function aimAtNew(
  deps: Pick<PerformDeps, 'authorize'>,
  caller: Caller,
  host: ActionHost,
  input: CreateInput,
  /** Permissions it takes beside the action's own. */
  needs: readonly Action[] = [],
): { aim: Aim & { key: string }; body: CreateBody } {
  const references = referencesOf(input, (ref) => host.mirror.resolveContainer(ref));
  const body = bodyOf(input, references);
  const target: Target = { type: 'container', id: null, name: input.name ?? null, image: input.image, labels: labelsOf(input) };
  const reasons = hostEquivalent(input, references, {
    volume: (name) => host.mirror.volumes.get(name),
    network: (ref) => host.mirror.networks.list().find((one) => one.name === ref || one.id.startsWith(ref)),
  });
  const missing = needs.map((action) => deps.authorize(caller, action, target)).find(({ allow }) => !allow);
  const veto = missing ?? (reasons.length > 0 ? vetoOf(deps, caller, target, reasons) : undefined);
  return { body, aim: { target, before: null, key: '', ...(veto === undefined ? {} : { veto }) } };
}

function vetoOf(deps: Pick<PerformDeps, 'authorize'>, caller: Caller, target: Target, reasons: readonly string[]): Aim['veto'] {
  const decision = deps.authorize(caller, 'container.host', target);
  if (decision.allow) return undefined;
  const fields = reasons.map((field) => `input.${field}`).join(', ');
  return { rule: decision.rule, reason: `${decision.reason} What makes it so: ${fields}.` };
}

function labelsOf({ labels }: CreateInput): Record<string, string> {
  return Object.fromEntries((labels ?? []).map(({ key, value }) => [key, value]));
}
