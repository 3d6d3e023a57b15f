/** What a sample container is made of; `run` is a shell script. */
export interface Sample {
  name: string;
  run: string;
  /** Further fields of the engine's request to create a container. */
  config?: Record<string, unknown>;
  host?: Record<string, unknown>;
  /** Part of the compose project, under this service name. */
  service?: string;
}

const seconds = 1_000_000_000; // the engine counts in nanoseconds

// The first process of a container ignores SIGTERM unless it handles it, and then each stop takes ten seconds.
const graceful = (command: string) => `trap 'kill $! 2>/dev/null; exit 0' TERM; ${command} & wait $!`;

/** The compose project of the last two. */
export const project = 'shop';

/** The containers of the demo, in the order in which they are made. */
export const samples: readonly Sample[] = [
  {
    name: 'web',
    run: `echo '<h1>A container of the Wharfinger demo</h1>' > /www/index.html; ${graceful('httpd -f -vv -p 80 -h /www')}`,
    config: { ExposedPorts: { '80/tcp': {} } },
    // An empty port is one that the engine chooses.
    host: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] }, RestartPolicy: { Name: 'unless-stopped' } },
  },
  {
    name: 'chatty',
    run: `trap 'exit 0' TERM; n=0; while :; do n=$((n+1)); echo "request $n answered"; sleep 0.2; echo "request $n was slow" >&2; sleep 0.2; done`,
  },
  {
    name: 'crashy',
    // Longer than ten seconds: a container that lives less is started again after ever longer pauses.
    run: `trap 'exit 0' TERM; echo starting; for i in $(seq 12); do sleep 1; done; echo 'cannot reach my database' >&2; exit 1`,
    host: { RestartPolicy: { Name: 'on-failure' } },
  },
  {
    name: 'healthy',
    run: `touch /tmp/ready; trap 'exit 0' TERM; while :; do sleep 0.5; done`,
    config: {
      Healthcheck: {
        Test: ['CMD-SHELL', 'test -e /tmp/ready && echo ready'],
        Interval: 3 * seconds,
        Timeout: 2 * seconds,
        StartPeriod: 1 * seconds,
        Retries: 2,
      },
    },
  },
  { name: 'stopped', run: `echo 'migrated 12 tables'; echo 'no space left for table 13' >&2; exit 3` },
  {
    name: 'shop-db',
    service: 'db',
    run: `date > /data/index.html; ${graceful('httpd -f -p 5432 -h /data')}`,
    config: { ExposedPorts: { '5432/tcp': {} } },
  },
  {
    name: 'shop-app',
    service: 'app',
    run: `trap 'exit 0' TERM; while :; do wget -q -T 1 -O - http://db:5432/ || echo 'the database does not answer' >&2; sleep 2; done`,
    host: { Memory: 64 * 1024 * 1024, NanoCpus: seconds / 2 },
  },
];
