import type { Container } from '../engine/model.ts';

/** What a service waits for before it is started, as compose has written it on its containers. */
export interface Dependency {
  service: string;
  /** "service_started", "service_healthy", "service_completed_successfully". */
  condition: string;
}

export function serviceOf({ labels }: Container): string | null {
  return labels['com.docker.compose.service'] ?? null;
}

/** Made by `docker compose run`: no part of the service, and only removed with the project. */
export function isOneOff({ labels }: Container): boolean {
  return labels['com.docker.compose.oneoff'] === 'True';
}

/** "db:service_healthy:false,cache:service_started:true"; older versions of compose wrote the names alone, or nothing. */
export function dependenciesOf({ labels }: Container): Dependency[] {
  const entries = (labels['com.docker.compose.depends_on'] ?? '').split(',').filter((entry) => entry !== '');
  return entries.map((entry) => {
    const [service = '', condition = 'service_started'] = entry.split(':');
    return { service, condition };
  });
}

/**
 * The containers in waves: those of one wave depend on none but those of earlier ones. Where services depend on each other in a circle, those that are left
 * are the last wave. In each, by name.
 */
export function waves(containers: readonly Container[]): Container[][] {
  const left = new Set(containers);
  const result: Container[][] = [];
  while (left.size > 0) {
    const waiting = new Set([...left].map(serviceOf));
    const free = [...left].filter((one) =>
      dependenciesOf(one).every(({ service }) => !waiting.has(service) || service === serviceOf(one)),
    );
    const wave = free.length > 0 ? free : [...left];
    result.push(wave.sort((a, b) => (a.name < b.name ? -1 : 1)));
    for (const one of wave) left.delete(one);
  }
  return result;
}
