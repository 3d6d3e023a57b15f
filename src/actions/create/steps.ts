import type { Container } from '../../engine/model.ts';
import type { Credentials } from '../../engine/credentials.ts';
import type { Output } from '../../engine/output.ts';
import type { CreateBody, Created, EngineWriter } from '../../engine/ports.ts';
import { registryOf } from '../../engine/registry.ts';
import { WharfingerError } from '../../errors.ts';
import { refuse } from './check.ts';
import type { Work } from '../operations/operation.ts';
import type { CreateInput, RunInput } from './input.ts';

const defaultWaitMs = 60_000;
/** Of each of the two streams. */
const outputLimit = 512 * 1024;

/** Starts it, and waits for its end where that was asked for. */
export async function start(
  writer: EngineWriter,
  id: string,
  { wait, timeout, tty, autoRemove }: RunInput,
  { signal }: Work,
): Promise<{ status: number; exitCode: number | null; output: Output | null }> {
  if (wait !== true) return { status: (await writer.startContainer(id)).status, exitCode: null, output: null };
  const options = {
    tty: tty ?? false,
    autoRemove: autoRemove ?? false,
    timeoutMs: timeout ?? defaultWaitMs,
    limitBytes: outputLimit,
  };
  return writer.startAndWait(id, options, signal);
}

/** BAD_INPUT where what cannot be pulled is to be pulled in any case. */
export function checkPull(pull: CreateInput['pull'], { image }: CreateInput): void {
  if (pull === 'always' && image.startsWith('sha256:')) refuse('pull', 'what is named by its id alone cannot be pulled.');
}

/** Creates, and pulls before it, or when it turns out that the image is missing. */
export async function makeWithImage(
  writer: EngineWriter,
  { name, image, platform }: CreateInput,
  body: CreateBody,
  pull: NonNullable<RunInput['pull']>,
  credentials: Credentials,
  work: Work,
): Promise<{ created: Created; pulled: boolean }> {
  const pullImage = async () => {
    const auth = await credentials.for(registryOf(image));
    await writer.pullImage({ image, platform: platform ?? null, allTags: false, auth }, work);
  };
  const create = () => {
    work.signal.throwIfAborted();
    return writer.createContainer({ name: name ?? null, platform: platform ?? null, body });
  };
  if (pull === 'always') await pullImage();
  try {
    return { created: await create(), pulled: pull === 'always' };
  } catch (error) {
    if (pull !== 'missing' || !isImageMissing(error)) throw error;
    await pullImage();
    return { created: await create(), pulled: true };
  }
}

/** Takes away what was made and is not to be started any more. Gives what the action ends with. */
export async function undone(writer: EngineWriter, id: string, { signal }: Work): Promise<unknown> {
  await writer.removeContainer(id, { force: true, volumes: true });
  return signal.reason;
}

function isImageMissing(error: unknown): boolean {
  return error instanceof WharfingerError && error.code === 'NOT_FOUND' && /\bimage\b/i.test(error.message);
}

/** As with `docker run`, a container that cannot be started stays, for whoever wants to know why; the engine itself takes away one with autoRemove. */
export function notStarted(error: unknown, id: string, still: Container | undefined): unknown {
  if (!(error instanceof WharfingerError)) return error;
  const rest =
    still === undefined
      ? `The container ${id} was created and is gone again.`
      : still.state === 'created'
        ? `The container ${still.name} (${id}) was created and is kept: start it again or remove it.`
        : `The container ${still.name} (${id}) was created and started, and is ${still.state}.`;
  return new WharfingerError(error.code, `${error.message.replace(/[.\s]*$/, '.')} ${rest}`, {
    cause: error,
    engineStatus: error.engineStatus,
  });
}
