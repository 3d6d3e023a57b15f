import type { Source } from '../access/caller.ts';
import { systemCaller } from '../access/token.ts';
import type { AuditEntry, ObjectState } from '../audit/log.ts';
import type { EngineWriter } from '../engine/ports.ts';
import { conflict, internal } from '../errors.ts';
import { removed, stateOf } from './containers.ts';
import { lives, repairOf, type BrokenOff, type Repair } from './half-replaced.ts';
import { perform, type ActionHost, type PerformDeps } from './perform.ts';
import { inOwnTime, inWords, isSilence, putBack, retire, well } from './replace.ts';

const source: Source = { transport: 'system', address: null, port: null, userAgent: null, requestId: null, claimed: {} };

/**
 * Brings one replacement that was broken off to an end, as an action of Wharfinger's own beneath it: after this exactly one container has the name, and it
 * runs if the old one ran. What was done is in `after`. `copyId`: what the broken off one had noted.
 */
export async function repair(deps: PerformDeps, entry: AuditEntry, copyId: string | null): Promise<Repair['how']> {
  const { intent, auditId } = entry;
  const { host, target, before, params } = intent;
  if (target === null || target.id === null || target.name === null)
    throw internal('a replacement is on record without its target');
  const { id: oldId, name } = target;
  const broken: BrokenOff = { auditId, oldId, name, copyId, ran: before?.state === 'running' || before?.state === 'restarting' };
  let on: ActionHost | undefined;
  let how: Repair['how'] = 'nothing';
  await perform(deps, systemCaller, source, {
    action: 'container.recreate',
    host,
    params: { ref: name, repairs: auditId },
    reason: null,
    idempotencyKey: null,
    parent: auditId,
    type: 'container',
    aim: (there) => {
      on = there;
      const now = there.mirror.containers.get(oldId);
      const known = { type: 'container', id: oldId, name, image: target.image, labels: target.labels } as const;
      return { target: known, before: now === undefined ? removed : stateOf(now), key: oldId };
    },
    call: async (writer) => {
      if (on === undefined) throw internal('an action ran without a host');
      await on.mirror.relist('container');
      const plan = repairOf(broken, on.mirror.containers.list());
      const timeoutMs = Number(params['timeoutSeconds'] ?? 60) * 1000;
      how = await carryOut(writer, on.mirror, broken, plan, {
        removeOld: params['removeOld'] !== 'false',
        timeoutMs,
        elapsed: deps.elapsed,
      });
      return { changed: how !== 'nothing', status: 200 };
    },
    refresh: (mirror) => mirror.relist('container'),
    result: ({ mirror }) => {
      const now = mirror.containers.list().find((one) => one.name === name);
      const after: ObjectState = now === undefined ? removed : stateOf(now);
      return { value: null, after: { ...after, details: { ...after.details, repair: how, ...(now && { container: now.id }) } } };
    },
  });
  return how;
}

async function carryOut(
  writer: EngineWriter,
  mirror: ActionHost['mirror'],
  broken: BrokenOff,
  plan: Repair,
  { removeOld, timeoutMs, elapsed }: { removeOld: boolean; timeoutMs: number; elapsed: () => number },
): Promise<Repair['how']> {
  const back = async (copy: string | null) => {
    const problems = await putBack(writer, mirror, { id: broken.oldId, name: broken.name }, copy, broken.ran);
    const silence = problems.find(isSilence);
    if (silence !== undefined) throw silence;
    if (problems.length > 0) throw conflict(`Putting the old container back met with: ${inWords(problems)}.`);
    return 'put back' as const;
  };
  switch (plan.how) {
    case 'nothing':
      break;
    case 'discard':
      await writer.removeContainer(plan.copy, { force: true, volumes: true });
      break;
    case 'put back':
      return back(plan.copy);
    case 'finish': {
      if (broken.ran) {
        try {
          await well(mirror, plan.copy, timeoutMs, elapsed);
        } catch (error) {
          if (isSilence(error) && mirror.connection.status !== 'connected') throw error;
          return back(plan.copy);
        }
      }
      // The engine may have started it again by its restart policy.
      if (lives(plan.old)) await writer.stopContainer(plan.old.id, inOwnTime(plan.old));
      const problems = await retire(writer, { old: plan.old, removeOld });
      if (problems.length > 0) throw conflict(`The new container is in its place, but ${problems.join('; ')}.`);
      break;
    }
    case 'taken':
      throw conflict(
        `The old container (${broken.oldId.slice(0, 12)}) cannot have its name back: the container ${plan.by.slice(0, 12)}, which Wharfinger did not make, has it.`,
      );
  }
  return plan.how;
}
