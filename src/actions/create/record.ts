import type { CreateInput, Pair } from './input.ts';

const telling = /pass|secret|token|key|credential|auth|private|bearer|:\/\/[^/\s]*@/i;

/**
 * What the log keeps of a new container: what it is and what it may reach, and of everything that can hold a secret (values of the environment, of
 * labels and of options) the names alone.
 */
export function paramsOf(input: CreateInput): Record<string, string> {
  const all: Record<string, string | null> = {
    name: input.name ?? null,
    image: input.image,
    platform: input.platform ?? null,
    command: commandLine(input.command),
    entrypoint: commandLine(input.entrypoint),
    env: keys(input.env),
    labels: keys(input.labels),
    user: input.user ?? null,
    ports: list(input.ports, portText),
    publishAll: flag(input.publishAll),
    networks: list(input.networks, ({ network }) => network),
    networkMode: input.networkMode ?? null,
    mounts: list(
      input.mounts,
      ({ type, source, target, readOnly }) =>
        `${type} ${source ?? '(new)'} -> ${target}${readOnly === true ? ' (read only)' : ''}`,
    ),
    volumesFrom: list(input.volumesFrom, ({ container }) => container),
    restartPolicy: input.restartPolicy?.name ?? null,
    autoRemove: flag(input.autoRemove),
    privileged: flag(input.privileged),
    capAdd: list(input.capAdd, String),
    securityOpt: list(input.securityOpt, String),
    devices: list(input.devices, ({ hostPath }) => hostPath),
    gpus: input.gpus ? (list(input.gpus.deviceIds, String) ?? String(input.gpus.count ?? 'all')) : null,
    pidMode: input.pidMode ?? null,
    ipcMode: input.ipcMode ?? null,
    usernsMode: input.usernsMode ?? null,
    logDriver: input.logging?.driver ?? null,
    logOptions: keys(input.logging?.options),
    memory: number(input.limits?.memory),
    cpus: number(input.limits?.cpus),
  };
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(all)) if (value !== null) kept[key] = value;
  return kept;
}

/** In words a shell would take as they stand, unless one of them looks as if it held a secret: then only how many there are. */
function commandLine(words: readonly string[] | null | undefined): string | null {
  if (words === null || words === undefined) return null;
  return words.some((word) => telling.test(word))
    ? `${words.length} words, not recorded: one may hold a secret`
    : JSON.stringify(words);
}

function portText({
  hostIp,
  hostPort,
  hostPortEnd,
  containerPort,
  containerPortEnd,
  protocol,
}: NonNullable<CreateInput['ports']>[number]) {
  const range = (first: number, last: number | null | undefined) =>
    typeof last === 'number' ? `${first}-${last}` : String(first);
  const outside = typeof hostPort === 'number' ? range(hostPort, hostPortEnd) : 'any';
  return `${hostIp ? `${hostIp}:` : ''}${outside}->${range(containerPort, containerPortEnd)}/${protocol ?? 'tcp'}`;
}

function list<T>(items: readonly T[] | null | undefined, text: (item: T) => string): string | null {
  return items && items.length > 0 ? items.map((item) => text(item)).join(', ') : null;
}

function keys(items: readonly Pair[] | null | undefined): string | null {
  return list(items, ({ key }) => key);
}

function flag(value: boolean | null | undefined): string | null {
  return value === true ? 'true' : null;
}

function number(value: number | null | undefined): string | null {
  return typeof value === 'number' ? String(value) : null;
}
