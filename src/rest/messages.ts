import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { badInput } from '../errors.ts';

const closed = { additionalProperties: false };

const common = {
  authorization: Type.Optional(Type.String()),
  cols: Type.Optional(Type.Integer()),
  rows: Type.Optional(Type.Integer()),
  stdin: Type.Optional(Type.Boolean()),
  detachKeys: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  idleTimeoutSeconds: Type.Optional(Type.Number()),
  timeLimitSeconds: Type.Optional(Type.Number()),
};

const attachOpening = Type.Object(common, closed);
const execOpening = Type.Object(
  {
    ...common,
    command: Type.Array(Type.String()),
    tty: Type.Optional(Type.Boolean()),
    env: Type.Optional(Type.Array(Type.Object({ key: Type.String(), value: Type.String() }, closed))),
    user: Type.Optional(Type.String()),
    workingDir: Type.Optional(Type.String()),
  },
  closed,
);
const control = Type.Union([
  Type.Object({ type: Type.Literal('resize'), cols: Type.Integer(), rows: Type.Integer() }, closed),
  Type.Object({ type: Type.Literal('close-stdin') }, closed),
  Type.Object({ type: Type.Literal('signal'), signal: Type.String() }, closed),
  Type.Object({ type: Type.Literal('detach') }, closed),
]);

/** The first message of a client: who it is, where no header said so, and what it wants. */
export type AttachOpening = Static<typeof attachOpening>;
export type ExecOpening = Static<typeof execOpening>;
/** Any later text message of a client. */
export type Control = Static<typeof control>;

/** What the server says in text. */
export type Said =
  | { type: 'started'; auditId: string; tty: boolean }
  | { type: 'exit'; exitCode: number | null; running: boolean; ending: string; auditId: string }
  | { type: 'error'; error: { code: string; message: string; auditId?: string | undefined } };

const attachForm = Compile(attachOpening);
const execForm = Compile(execOpening);
const controlForm = Compile(control);

export function readAttachOpening(text: string): AttachOpening {
  return read(attachForm, text, 'The first message is JSON such as {"authorization": "Bearer whf_...", "cols": 80, "rows": 24}');
}

export function readExecOpening(text: string): ExecOpening {
  const example = '{"authorization": "Bearer whf_...", "command": ["sh"], "tty": true, "cols": 80, "rows": 24}';
  return read(execForm, text, `The first message is JSON such as ${example}`);
}

export function readControl(text: string): Control {
  return read(
    controlForm,
    text,
    'A text message is JSON with the type "resize", "close-stdin", "signal" or "detach"; bytes go into binary ones',
  );
}

interface Form<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): readonly { instancePath: string; message: string }[];
}

/** BAD_INPUT for anything else, with the field that is wrong. */
function read<T>(form: Form<T>, text: string, wanted: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badInput(`${wanted}; this is no JSON.`);
  }
  if (form.Check(value)) return value;
  const [error] = form.Errors(value);
  const where = error?.instancePath.slice(1).replaceAll('/', '.') || 'the message';
  throw badInput(`${wanted}; ${where} ${error?.message ?? 'is not as expected'}.`);
}
