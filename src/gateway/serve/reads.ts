import type { Call } from '../call.ts';
import { answer, flow } from './answer.ts';

type Whole = Parameters<Call['view']['verbatim']['whole']>[0];

/** What is about the whole, with these parameters passed on. */
export const whole =
  (subject: Whole, names: readonly string[] = []) =>
  async (call: Call) =>
    answer(call, await call.view.verbatim.whole(subject, call.form(names), call.left));

/** Lists whose filters go to the engine: read before, so that they are one thing to both. */
export const listed = (subject: Whole, names: readonly string[], filters: readonly string[]) => async (call: Call) => {
  const wanted = call.query.filters(filters);
  const { query, apiVersion } = call.form(names);
  const form = { apiVersion, query: Object.keys(wanted).length === 0 ? query : { ...query, filters: JSON.stringify(wanted) } };
  return answer(call, await call.view.verbatim.whole(subject, form, call.left));
};

export const container = async (call: Call) =>
  answer(call, await call.view.verbatim.container(call.part('container'), call.form(['size']), call.left));

export const image = async (call: Call) =>
  answer(call, await call.view.verbatim.image(call.part('image'), call.form(['platform']), call.left));

export const imageHistory = async (call: Call) =>
  answer(call, await call.view.verbatim.imageHistory(call.part('image'), call.form(['platform']), call.left));

export const network = async (call: Call) =>
  answer(call, await call.view.verbatim.network(call.part('network'), call.form(['verbose', 'scope']), call.left));

export const volume = async (call: Call) =>
  answer(call, await call.view.verbatim.volume(call.part('volume'), call.form(), call.left));

export const plugin = async (call: Call) =>
  answer(call, await call.view.verbatim.plugin(call.part('plugin'), call.form(), call.left));

export const processes = async (call: Call) =>
  answer(call, await call.view.verbatim.processes(call.part('container'), call.query.text('ps_args'), call.form(), call.left));

export const changes = async (call: Call) =>
  answer(call, await call.view.verbatim.changes(call.part('container'), call.form(), call.left));

const ofLogs = ['follow', 'stdout', 'stderr', 'since', 'until', 'timestamps', 'tail', 'details'];

export const logs = (call: Call) =>
  flow(call, {}, async (signal) => {
    const { contentType, bytes } = await call.view.verbatim.logs(call.part('container'), call.form(ofLogs), signal);
    return { headers: { 'content-type': contentType }, bytes };
  });

export const stats = (call: Call) =>
  flow(call, { 'content-type': 'application/json' }, (signal) =>
    call.view.verbatim.stats(call.part('container'), call.form(['stream', 'one-shot']), signal),
  );
