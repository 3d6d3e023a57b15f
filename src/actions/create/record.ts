import type { Redact } from '../../audit/redact.ts';
import { shownCommand } from '../command-line.ts';
import { hashedPairs, shownPairs } from '../pairs.ts';
import type { CreateInput, HealthInput } from './input.ts';

/**
 * What the log keeps of a new container: what it is and what it may reach. Of everything that can hold a secret the name and the keyed hash: values of the
 * environment, and of labels, options and command lines what looks like one.
 */
export function paramsOf(input: CreateInput, redact: Redact): Record<string, string> {
  const all: Record<string, string | null> = {
    name: input.name ?? null,
    image: input.image,
    platform: input.platform ?? null,
    command: commandLine(input.command, redact),
    entrypoint: commandLine(input.entrypoint, redact),
    env: hashedPairs(input.env, redact),
    labels: shownPairs(input.labels, redact),
    healthCheck: healthLine(input.healthCheck, redact),
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
    logOptions: shownPairs(input.logging?.options, redact),
    memory: number(input.limits?.memory),
    cpus: number(input.limits?.cpus),
  };
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(all)) if (value !== null) kept[key] = value;
  return kept;
}

function commandLine(words: readonly string[] | null | undefined, redact: Redact): string | null {
  return words === null || words === undefined ? null : shownCommand(words, redact);
}

function healthLine(check: HealthInput | null | undefined, redact: Redact): string | null {
  if (typeof check?.shell === 'string') return shownCommand(['sh', '-c', check.shell], redact);
  return commandLine(check?.command, redact);
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

function flag(value: boolean | null | undefined): string | null {
  return value === true ? 'true' : null;
}

function number(value: number | null | undefined): string | null {
  return typeof value === 'number' ? String(value) : null;
}
