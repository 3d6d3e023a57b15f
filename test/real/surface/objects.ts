import { callEngine } from '../../../src/demo/engine-http.ts';
import { pick, type TestApp } from '../../support/app.ts';
import { addressOf, type TestEngine } from '../../support/real-engine.ts';
import { until } from '../../support/until.ts';
import type { Row } from './table.ts';

type Kind = 'container' | 'image' | 'network' | 'volume';

interface Named {
  kind: Kind;
  name: string;
}

/** The objects that commands of the Docker CLI make, by the names that these give them. */
export function namesIn(commands: readonly string[]): Named[] {
  const all = commands.flatMap((text): Named[] => {
    const last = text.split(' ').at(-1) ?? '';
    const named = /^(?:run|create) .*?--name (\S+)/.exec(text)?.[1];
    if (named !== undefined) return [{ kind: 'container', name: named }];
    // The engine says nothing of networks that only hold settings: the copy has them at its next full list.
    if (text.startsWith('network create ')) return text.includes('--config-only') ? [] : [{ kind: 'network', name: last }];
    if (text.startsWith('volume create ')) return [{ kind: 'volume', name: last }];
    return /^(?:tag|commit) /.test(text) ? [{ kind: 'image', name: last }] : [];
  });
  return all;
}

/** Waits until Wharfinger has seen what the Docker CLI has done. */
export async function caughtUp({ engine, app }: { engine: TestEngine; app: TestApp }, objects: readonly Named[]): Promise<void> {
  for (const { kind, name } of objects) {
    await until(async () => {
      const path = kind === 'container' || kind === 'image' ? `/${kind}s/${name}/json` : `/${kind}s/${name}`;
      const answer = await callEngine(addressOf(engine), 'GET', path, { allow: [404] });
      const truth: unknown = JSON.parse(answer.text);
      const gone = answer.status === 404;
      const query = queries[kind].replace('%', name);
      const { data } = await ask(app, query);
      return gone ? pick(data, kind) == null : facts[kind](pick(data, kind)) === truths[kind](truth);
    }, `Wharfinger sees ${kind} ${name} as it is`);
  }
}

/** Without a connection of its own: it is asked often. */
async function ask(app: TestApp, query: string): Promise<{ data: unknown }> {
  const answer = await app.app.server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${app.admin}` },
    payload: { query },
  });
  return { data: pick(JSON.parse(answer.body), 'data') };
}

const queries: Record<Kind, string> = {
  container: '{ container(ref: "%") { dockerId state } }',
  image: '{ image(ref: "%") { dockerId } }',
  network: '{ network(ref: "%") { dockerId } }',
  volume: '{ volume(name: "%") { createdAt } }',
};

const facts: Record<Kind, (ours: unknown) => string> = {
  container: (one) => `${String(pick(one, 'dockerId'))} ${String(pick(one, 'state')).toLowerCase()}`,
  image: (one) => String(pick(one, 'dockerId')),
  network: (one) => String(pick(one, 'dockerId')),
  volume: (one) => String(Date.parse(String(pick(one, 'createdAt')))),
};

const truths: Record<Kind, (theirs: unknown) => string> = {
  container: (one) => `${String(pick(one, 'Id'))} ${String(pick(one, 'State', 'Status'))}`,
  image: (one) => String(pick(one, 'Id')),
  network: (one) => String(pick(one, 'Id')),
  volume: (one) => String(Date.parse(String(pick(one, 'CreatedAt')))),
};

/** Removes whatever has a name that begins with this one, and volumes with the label "row" of this name, as far as there may be any after what `row` says. */
export async function removeAll(engine: TestEngine, row: Row, name: string): Promise<void> {
  const text = JSON.stringify(row);
  const ask = async (path: string, filter: object): Promise<unknown> =>
    JSON.parse(
      (await callEngine(addressOf(engine), 'GET', path, { query: { all: 'true', filters: JSON.stringify(filter) } })).text,
    );
  const remove = (path: string, query: Record<string, string> = { force: 'true' }) =>
    callEngine(addressOf(engine), 'DELETE', path, { query, allow: [404, 409] });

  for (const one of listOf(await ask('/containers/json', { name: [`^/${name}`] })))
    await remove(`/containers/${String(pick(one, 'Id'))}`, { force: 'true', v: 'true' });
  // One that has its settings from another goes before that.
  const networks = !text.includes('network')
    ? []
    : listOf(await ask('/networks', { name: [name] })).sort((a, b) => nameOf(a).length - nameOf(b).length);
  for (const one of networks) await remove(`/networks/${String(pick(one, 'Id'))}`, {});
  for (const filter of /volume|-v /i.test(text) ? [{ name: [name] }, { label: [`row=${name}`] }] : [])
    for (const one of listOf(pick(await ask('/volumes', filter), 'Volumes')))
      await remove(`/volumes/${String(pick(one, 'Name'))}`);
  const images = !/%(?:-img|:1|\.)/.test(text)
    ? []
    : listOf(await ask('/images/json', { reference: [`${name}*`, `${name}*:*`] }));
  for (const one of images)
    for (const tag of listOf(pick(one, 'RepoTags'))) if (String(tag).startsWith(name)) await remove(`/images/${String(tag)}`);
}

function nameOf(one: unknown): string {
  return String(pick(one, 'Name'));
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
