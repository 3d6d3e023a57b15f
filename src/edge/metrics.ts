import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { mayWatch } from '../access/authorize.ts';
import { forbidden } from '../errors.ts';
import type { Gate } from './gate.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** What takes the durations, in seconds, of answers that are given without the framework. */
    durationOf(method: string, route: string, status: string): (seconds: number) => void;
  }
}

/** A figure that some part of the program keeps, read whenever somebody asks for the metrics. */
export interface Figure {
  /** Without the prefix "wharfinger_". */
  name: string;
  help: string;
  /** A counter only grows while the process lives. */
  kind: 'gauge' | 'counter';
  labels?: readonly string[];
  read: () => number | readonly { labels: Readonly<Record<string, string>>; value: number }[];
}

/** `/metrics`, as Prometheus reads it; takes a credential with `host.read`. The registry is the app's own, so that two apps do not share figures. */
export const metrics = fp<{ figures: readonly Figure[]; gate: Pick<Gate, 'denied'> }>(
  (app: FastifyInstance, { figures, gate }, done) => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    for (const figure of figures) registry.registerMetric(metric(figure));

    const duration = new Histogram({
      name: 'wharfinger_http_request_duration_seconds',
      help: 'Time from the arrival of a request to the end of its answer.',
      // The route's pattern, not the path: the number of series stays that of the routes.
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    });
    app.decorate('durationOf', (...labels) => {
      const one = duration.labels(...labels);
      return (seconds) => one.observe(seconds);
    });
    measureAnswers(app, app.durationOf);

    app.get('/metrics', async (request, reply) => {
      const decision = mayWatch(request.caller);
      if (!decision.allow) {
        gate.denied({ caller: request.caller, action: 'host.read', decision }, request.source);
        throw forbidden(decision.reason);
      }
      return reply.type(registry.contentType).send(await registry.metrics());
    });
    done();
  },
  { name: 'metrics', dependencies: ['identity'] },
);

/** Counts every answer of a listener among those of the one that gives the metrics. */
export function measureAnswers(app: FastifyInstance, durationOf: FastifyInstance['durationOf']): void {
  app.addHook('onResponse', (request, reply, next) => {
    durationOf(request.method, request.routeOptions.url ?? 'none', String(reply.statusCode))(reply.elapsedTime / 1000);
    next();
  });
}

function metric({ name, help, kind, labels = [], read }: Figure): Gauge | Counter {
  const values = () => {
    const value = read();
    return typeof value === 'number' ? [{ labels: {}, value }] : value;
  };
  const about = { name: `wharfinger_${name}`, help, labelNames: [...labels], registers: [] };
  if (kind === 'gauge') {
    return new Gauge({
      ...about,
      collect() {
        this.reset();
        for (const one of values()) this.set(one.labels, one.value);
      },
    });
  }
  return new Counter({
    ...about,
    collect() {
      this.reset();
      for (const one of values()) this.inc(one.labels, one.value);
    },
  });
}
