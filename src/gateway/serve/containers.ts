import { badInput } from '../../errors.ts';
import { noted, type Call } from '../call.ts';
import { readUpdate } from '../shape-update.ts';
import { flush } from './answer.ts';

/** What an action on one container is given. */
const at = (call: Call) => ({ ref: call.part('container'), host: call.host });

export async function create(call: Call) {
  const { caller, source, host, query } = call;
  const told = { name: query.text('name'), platform: query.text('platform') };
  const input = { host, ...told, body: withoutRepeats(call.body, told) };
  const { value } = noted(call, await call.actions.verbatim.create(caller, source, input));
  return call.reply.code(201).send({ Id: value.id, Warnings: value.warnings });
}

/** What dockerode sends in the body once more: the engine has no such fields. One that says something else stays, and is refused. */
function withoutRepeats(body: unknown, told: Readonly<Record<string, string | null>>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key, value]) => !Object.hasOwn(told, key) || told[key] !== value));
}

/** An action that is answered with nothing: 304 where it was so already. */
const plain =
  (act: (call: Call) => Promise<{ auditId: string; changed: boolean }>, already: 304 | 204 = 204) =>
  async (call: Call) => {
    const { changed } = noted(call, await act(call));
    return call.reply.code(changed ? 204 : already).send();
  };

export const start = plain((call) => {
  const keys = call.query.text('checkpoint') ?? call.query.text('checkpoint-dir');
  if (keys !== null) throw badInput('Not offered through Wharfinger: to start from a checkpoint.');
  return call.actions.containers.start(call.caller, call.source, at(call));
}, 304);

const ending = (call: Call) => ({ ...at(call), signal: call.query.text('signal'), timeoutSeconds: call.query.whole('t') });

export const stop = plain((call) => call.actions.containers.stop(call.caller, call.source, ending(call)), 304);
export const restart = plain((call) => call.actions.containers.restart(call.caller, call.source, ending(call)));
export const kill = plain((call) =>
  call.actions.containers.kill(call.caller, call.source, { ...at(call), signal: call.query.text('signal') }),
);
export const pause = plain((call) => call.actions.containers.pause(call.caller, call.source, at(call)));
export const unpause = plain((call) => call.actions.containers.unpause(call.caller, call.source, at(call)));
export const rename = plain((call) =>
  call.actions.containers.rename(call.caller, call.source, { ...at(call), name: call.query.required('name').replace(/^\//, '') }),
);
export const remove = plain((call) => {
  if (call.query.flag('link') === true) throw badInput('Not offered through Wharfinger: to remove a link.');
  const [force, volumes] = [call.query.flag('force'), call.query.flag('v')];
  return call.actions.containers.remove(call.caller, call.source, { ...at(call), force, volumes });
});

export async function update(call: Call) {
  const input = { ...at(call), ...readUpdate(call.body) };
  const { warnings } = noted(call, await call.actions.update(call.caller, call.source, input));
  return call.reply.send({ Warnings: warnings });
}

const conditions = ['not-running', 'next-exit', 'removed'] as const;

/** The headers leave when the engine has begun to wait: clients start the container only then. */
export async function wait(call: Call) {
  const asked = call.query.text('condition') ?? 'not-running';
  const condition = conditions.find((one) => one === asked);
  if (condition === undefined) throw badInput(`invalid condition: "${asked.slice(0, 60)}"`);
  return call.streams.answer(call.request, call.reply, async (outgoing, signal) => {
    const begin = () => {
      outgoing.begin({ 'content-type': 'application/json' });
      flush(call.reply);
    };
    const { value } = await call.actions.wait(call.caller, call.source, { ...at(call), condition }, signal, begin);
    if (signal.aborted) return;
    begin();
    await outgoing.write(JSON.stringify({ StatusCode: value.exitCode ?? 0 }));
    outgoing.end();
  });
}

/** The parameters of a commit. */
export const ofCommit = ['container', 'repo', 'tag', 'comment', 'author', 'pause', 'changes'];

export async function commit(call: Call) {
  const { query, host, body } = call;
  if (body !== null && !query.repeatedIn(body, ofCommit))
    throw badInput('Not offered through Wharfinger: settings in the body of a commit; give them as changes.');
  const input = {
    ref: query.required('container'),
    host,
    repository: query.text('repo'),
    tag: query.text('tag'),
    author: query.text('author'),
    message: query.text('comment'),
    changes: query.texts('changes').flatMap((change) => change.split('\n')),
    pause: query.flag('pause'),
  };
  const { value } = noted(call, await call.actions.commit(call.caller, call.source, input));
  return call.reply.code(201).send({ Id: value.image.id });
}
