import type { Caller, Source } from '../../access/caller.ts';
import type { Action } from '../../catalogue.ts';
import type { EngineWriter } from '../../engine/ports.ts';
import type { Archive, ImageProgress, ImageWork } from '../../engine/ports-images.ts';
import { engineError, internal } from '../../errors.ts';
import type { Body } from '../files/upload-input.ts';
import type { ActionInput } from '../once.ts';
import type { Step } from '../operations/operation.ts';
import { listed } from '../pairs.ts';
import { perform, type ActionHost, type PerformDeps, type Performed } from '../perform.ts';
import type { Aim, Params } from '../recorded.ts';
import { openArchive } from './archive.ts';
import { endedBy } from './left.ts';
import { Before, readMade, type Made } from './made.ts';
import { countedBytes } from './progress.ts';
import { hidden, withoutSecrets } from './secrets.ts';

/** Where what is told of the work goes. */
export interface Listener {
  /** Aborted when the client has left, or may not go on, which ends the work. */
  left: AbortSignal;
  /** Resolves when there is room for more. A line with an error has words that are for whoever has begun it alone. */
  say(auditId: string, line: ImageProgress): Promise<void>;
}

export interface WorkDeps extends PerformDeps {
  /** Bytes of a body. */
  uploadLimit: number;
}

/** What one of them is, apart from what all have. */
export interface Kind {
  action: Action;
  params: Params;
  /** Names the images will have, where that is known beforehand. */
  names: readonly string[];
  /** Throws BAD_INPUT. */
  check: (host: ActionHost) => Pick<Aim, 'alsoNeeds' | 'veto'>;
  open: (writer: EngineWriter, archive: Archive, signal: AbortSignal) => Promise<ImageWork>;
  /** What has been made, out of one line. */
  made: (line: ImageProgress) => string | null;
  /** What of the output is a step that others may see. The whole output is for whoever has begun it. */
  step: RegExp;
  /** What may be in no error and no step. */
  secrets: readonly string[];
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Makes images: an operation that may take an archive, is told line by line to whoever has begun it, and ends when they leave. `body`: null for none. */
export async function imageWork(
  deps: WorkDeps,
  { caller, source, input, body, to }: { caller: Caller; source: Source; input: ActionInput; body: Body | null; to: Listener },
  kind: Kind,
): Promise<Performed<Made>> {
  const archive = body === null ? { content: nothing(), wrong: null } : await openArchive(body, deps.uploadLimit);
  const length = body?.length ?? null;
  let before: Before | undefined;
  let on: ActionHost | undefined;
  let made: Made = [];
  let bytesIn = 0;
  return perform<Made>(deps, caller, source, {
    action: kind.action,
    host: input.host ?? null,
    params: kind.params,
    input: { ...input, env: kind.secrets },
    reason: input.reason ?? null,
    idempotencyKey: null,
    type: 'image',
    aim: (host) => {
      on = host;
      const further = kind.check(host);
      if (archive.wrong !== null) throw archive.wrong.error;
      before = new Before(host.mirror);
      const name = kind.names[0] ?? null;
      return { target: { type: 'image', id: null, name, image: name, labels: {} }, before: null, key: '', ...further };
    },
    call: async (writer, _key, auditId, work) => {
      if (on === undefined || before === undefined || archive.wrong !== null) throw internal('an action ran without its aim');
      const names = new Set<string>();
      const content = countedBytes(archive.content, work, length, (bytes) => {
        bytesIn = bytes;
      });
      try {
        const signal = AbortSignal.any([to.left, work.signal]);
        const { status, output } = await kind.open(writer, { content, length }, signal);
        await deps.audit.started(auditId, {});
        for await (const line of output) {
          if (line.error !== null) await failed(line, auditId, to, kind.secrets);
          const name = kind.made(line);
          if (name !== null) names.add(name);
          const step = stepOf(line, kind);
          if (step !== null) work.report(step);
          await to.say(auditId, line);
        }
        made = await readMade(on, names, kind.names);
        return { changed: before.differs(made), status };
      } catch (error) {
        throw endedBy(to.left, withoutSecrets(error, kind.secrets), to.left.aborted || body?.left() === true);
      }
    },
    refresh: async (mirror) => before?.readAgain(mirror, made),
    result: () => {
      const details = { images: listed(made.map(({ ref, id }) => ref ?? id)) ?? '', bytesIn: String(bytesIn) };
      return { value: made, after: { state: made.length === 0 ? 'absent' : 'present', exitCode: null, details } };
    },
  });
}

function stepOf({ stream, status, id, current, total }: ImageProgress, { step, secrets }: Kind): Step | null {
  if (status !== null) return { id, status: hidden(status, secrets), current, total };
  const words = step.exec(stream ?? '')?.[0];
  return words === undefined ? null : { id: null, status: hidden(words, secrets) };
}

/** In the words of the classic builder, and in those of BuildKit, which has had two. */
const failedStep =
  /^The command '.*' returned a non-zero code: (\d+)$|(?:executor failed running \[.*\]|process ".*" did not complete successfully): exit code: (\d+)/s;

/** The engine says 200 before it has begun; what goes wrong later is told in the stream. */
async function failed(line: ImageProgress, auditId: string, to: Listener, secrets: readonly string[]): Promise<never> {
  const text = (line.error ?? '').trim();
  const step = failedStep.exec(text);
  // Command lines may hold secrets: whoever builds sees it, the record does not.
  const shown = step === null ? hidden(text, secrets) : `A command of the Dockerfile ended with exit code ${step[1] ?? step[2]}.`;
  if (shown !== text) await to.say(auditId, { ...line, error: text, stream: `${text}\n` });
  throw engineError(shown.slice(0, 2_000), { engineStatus: 200 });
}
