import { badInput } from '../../errors.ts';
import { noted, type Call } from '../call.ts';
import { credentials } from '../registry-auth.ts';
import { capped, floored } from '../versions.ts';

/** What clients ask first: which versions they may speak, and to what. "1" for the builder: the classic one, whose requests keep their path. */
export async function ping(call: Call) {
  const { reply, request, view } = call;
  const { apiVersion, os, experimental } = view.verbatim.engine();
  reply.headers({
    'api-version': capped(apiVersion),
    'builder-version': '1',
    'docker-experimental': String(experimental),
    ostype: os,
    'cache-control': 'no-cache, no-store, must-revalidate',
    pragma: 'no-cache',
  });
  return reply.type('text/plain; charset=utf-8').send(request.method === 'HEAD' ? '' : 'OK');
}

/** The engine's answer, with the window of versions that is open here. */
export async function version(call: Call) {
  const { bytes } = await call.view.verbatim.whole('version', call.form(), call.left);
  const chunks: Buffer[] = [];
  for await (const chunk of bytes?.bytes ?? []) chunks.push(chunk);
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replaceAll(/"ApiVersion":"(\d+\.\d+)"/g, (_all, one: string) => `"ApiVersion":"${capped(one)}"`)
    .replaceAll(/"MinAPIVersion":"(\d+\.\d+)"/g, (_all, one: string) => `"MinAPIVersion":"${floored(one)}"`);
  return call.reply.type('application/json').send(text);
}

export async function auth(call: Call) {
  const given = credentials(call.body);
  if (given === null) throw badInput('Credentials are a username with a password, or an identitytoken.');
  const { serverAddress, ...named } = given;
  const input = { ...named, registry: serverAddress ?? null, host: call.host };
  const { value } = noted(call, await call.actions.registry.checkLogin(call.caller, call.source, input));
  return call.reply.send({ Status: value.message, IdentityToken: '' });
}
