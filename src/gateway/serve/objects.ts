import { WharfingerError } from '../../errors.ts';
import { noted, type Call } from '../call.ts';
import { platformIn } from '../platform.ts';
import { readConnect, readDisconnect, readNetwork, readVolume } from '../shape-objects.ts';

export async function createNetwork(call: Call) {
  const input = { ...readNetwork(call.body), host: call.host };
  const { value } = noted(call, await call.actions.networks.create(call.caller, call.source, input));
  return call.reply.code(201).send({ Id: value.network.id, Warning: value.warning ?? '' });
}

export async function removeNetwork(call: Call) {
  const input = { ref: call.part('network'), host: call.host };
  noted(call, await call.actions.networks.remove(call.caller, call.source, input));
  return call.reply.code(204).send();
}

export async function connect(call: Call) {
  const input = { ...readConnect(call.body), network: call.part('network'), host: call.host };
  noted(call, await call.actions.networks.connect(call.caller, call.source, input));
  return call.reply.code(200).send();
}

export async function disconnect(call: Call) {
  const input = { ...readDisconnect(call.body), network: call.part('network'), host: call.host };
  noted(call, await call.actions.networks.disconnect(call.caller, call.source, input));
  return call.reply.code(200).send();
}

export async function createVolume(call: Call) {
  const input = { ...readVolume(call.body), host: call.host };
  const { value } = noted(call, await call.actions.volumes.create(call.caller, call.source, input));
  const { name, driver, mountpoint, createdAt, labels, scope, options } = value;
  return call.reply.code(201).send({
    CreatedAt: createdAt,
    Driver: driver,
    Labels: Object.keys(labels).length === 0 ? null : labels,
    Mountpoint: mountpoint,
    Name: name,
    Options: Object.keys(options).length === 0 ? null : options,
    Scope: scope,
  });
}

/** By force it is well that there is none, as with the engine; that it was asked for is on record all the same. */
export async function removeVolume(call: Call) {
  const force = call.query.flag('force');
  const input = { name: call.part('volume'), host: call.host, force };
  try {
    noted(call, await call.actions.volumes.remove(call.caller, call.source, input));
  } catch (error) {
    if (force !== true || !(error instanceof WharfingerError) || error.code !== 'NOT_FOUND') throw error;
    if (error.auditId !== undefined) call.reply.header('x-audit-id', error.auditId);
  }
  return call.reply.code(204).send();
}

export async function tagImage(call: Call) {
  const tag = `${call.query.required('repo')}:${call.query.text('tag') ?? 'latest'}`;
  noted(call, await call.actions.images.tag(call.caller, call.source, { ref: call.part('image'), tag, host: call.host }));
  return call.reply.code(201).send();
}

export async function removeImage(call: Call) {
  const { query, host } = call;
  const platforms = query.texts('platforms').map((one) => platformIn(one, 'platforms'));
  const input = { ref: call.part('image'), host, force: query.flag('force'), noPrune: query.flag('noprune'), platforms };
  const { value } = noted(call, await call.actions.images.remove(call.caller, call.source, input));
  return call.reply.send([...value.untagged.map((Untagged) => ({ Untagged })), ...value.deleted.map((Deleted) => ({ Deleted }))]);
}
