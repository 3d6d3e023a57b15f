import { Type } from 'typebox';
import { bodyReader, fields, flag, list, text, texts } from '../../actions/verbatim/shape.ts';
import { badInput } from '../../errors.ts';
import { noted, type Call } from '../call.ts';
import { attended } from '../attended.ts';
import { answer } from './answer.ts';

const exec = bodyReader(
  fields({
    AttachStdin: flag,
    AttachStdout: flag,
    AttachStderr: flag,
    Detach: flag,
    DetachKeys: text,
    Tty: flag,
    Privileged: flag,
    User: text,
    WorkingDir: text,
    Env: texts,
    Cmd: texts,
    ConsoleSize: list(Type.Integer()),
  }),
);

export async function createExec(call: Call) {
  const given = exec(call.body);
  const outputs = { stdout: given.AttachStdout ?? false, stderr: given.AttachStderr ?? false };
  const spec = {
    command: given.Cmd ?? [],
    env: (given.Env ?? []).map(variable),
    user: given.User || null,
    workingDir: given.WorkingDir || null,
    tty: given.Tty ?? false,
    stdin: given.AttachStdin ?? false,
    privileged: given.Privileged ?? false,
    detach: !outputs.stdout && !outputs.stderr && given.AttachStdin !== true,
    outputs,
    detachKeys: given.DetachKeys || null,
  };
  const input = { ref: call.part('container'), host: call.host, spec };
  const { execId } = noted(call, await call.actions.verbatim.execs.create(call.caller, call.source, input));
  return call.reply.code(201).send({ Id: execId });
}

function variable(word: string): { key: string; value: string } {
  const equals = word.indexOf('=');
  return equals < 0 ? { key: word, value: '' } : { key: word.slice(0, equals), value: word.slice(equals + 1) };
}

/** The last two are dockerode's own, for itself; it sends them all the same, and the engine has no such fields. */
const starting = bodyReader(fields({ Detach: flag, Tty: flag, ConsoleSize: list(Type.Integer()), hijack: flag, stdin: flag }));

export async function startExec(call: Call) {
  const given = starting(call.body ?? {});
  const id = call.part('exec');
  const { execs } = call.actions.verbatim;
  if (given.Detach === true) {
    await execs.start(call.caller, id, null);
    return call.reply.code(200).send();
  }
  return attended(call, (serve) => execs.start(call.caller, id, serve));
}

export async function attach(call: Call) {
  const { query, host, caller, source } = call;
  const on = (name: string) => query.flag(name) ?? false;
  const input = {
    ref: call.part('container'),
    host,
    stdin: on('stdin'),
    outputs: { stdout: on('stdout'), stderr: on('stderr') },
    logs: on('logs'),
    follow: on('stream'),
    detachKeys: query.text('detachKeys'),
  };
  return attended(call, (serve) => call.actions.verbatim.attach(caller, source, input, serve));
}

function sizeOf({ query }: Call) {
  const [rows, cols] = [query.whole('h') ?? 0, query.whole('w') ?? 0];
  if (rows < 1 || cols < 1 || rows > 1000 || cols > 1000) throw badInput('The parameters h and w are from 1 to 1000.');
  return { rows, cols };
}

export async function resizeExec(call: Call) {
  await call.actions.verbatim.execs.resize(call.caller, call.part('exec'), sizeOf(call));
  return call.reply.code(201).send();
}

export async function resizeContainer(call: Call) {
  await call.attached.resize(call.caller, call.view.container(call.part('container')).id, sizeOf(call));
  return call.reply.code(200).send();
}

export async function inspectExec(call: Call) {
  const id = call.part('exec');
  call.actions.verbatim.execs.check(call.caller, id);
  return answer(call, await call.view.verbatim.exec(id, call.form(), call.left));
}
