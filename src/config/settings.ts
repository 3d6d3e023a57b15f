import { Type, type Static } from 'typebox';

/** What a setting is, for the reader of docs/configuration.md (`description`) and of a refusal (`expects`: "WHARFINGER_X must be ..."). */
interface About {
  description: string;
  expects: string;
  /** True where the value must not be repeated in a message. */
  secret?: true;
}

const text = (about: About, value?: string) => Type.String({ ...about, ...(value === undefined ? {} : { default: value }) });
const flag = (description: string) => Type.Boolean({ description, expects: 'true or false', default: false });
const oneOf = <const T extends string[]>(values: readonly [...T], value: T[number], description: string) =>
  Type.Enum(values, { description, expects: `one of ${values.join(', ')}`, default: value });

function whole(description: string, value: number, minimum: number, maximum: number) {
  return Type.Integer({ description, default: value, minimum, maximum, expects: `a whole number from ${minimum} to ${maximum}` });
}

function seconds(description: string, value: number, minimum: number, maximum: number) {
  const expects = `a number of seconds from ${minimum} to ${maximum}`;
  return Type.Number({ description: `${description} In seconds.`, default: value, minimum, maximum, expects });
}

function days(description: string, value: number) {
  const expects = 'a number of days from 0 to 36500';
  return Type.Number({ description: `${description} In days.`, default: value, minimum: 0, maximum: 36_500, expects });
}

/** Every setting, in the order in which docs/configuration.md shows them. */
export const settings = Type.Object({
  WHARFINGER_LISTEN: text(
    {
      description:
        'Address and port of the listener. An address beyond loopback needs `WHARFINGER_TLS_CERT`, or `WHARFINGER_ALLOW_INSECURE_LISTEN`. Port 0 takes a free one.',
      expects: 'an IP address and a port, for example 127.0.0.1:4500 or [::1]:4500',
    },
    '127.0.0.1:4500',
  ),
  WHARFINGER_ALLOW_INSECURE_LISTEN: flag(
    'Allows an address beyond loopback although the listener has no TLS. Only for where a proxy with TLS, or a container boundary, is in front.',
  ),
  WHARFINGER_TLS_CERT: Type.Optional(
    text({
      description:
        'The certificate of the listener, and those between it and its authority, as PEM. With it and `WHARFINGER_TLS_KEY` the listener speaks https, of TLS 1.2 at least. This file and the next two are read again on SIGHUP.',
      expects: 'a path',
    }),
  ),
  WHARFINGER_TLS_KEY: Type.Optional(text({ description: 'The key of that certificate, as PEM.', expects: 'a path' })),
  WHARFINGER_TLS_CLIENT_CA: Type.Optional(
    text({
      description:
        'Certificates of the authorities, as PEM, whose client certificates are taken in place of a token; `identity.certificates` of the policy says what they are worth.',
      expects: 'a path',
    }),
  ),
  WHARFINGER_TLS_CLIENT_REQUIRED: flag(
    'Ends every connection, at the handshake, that shows no client certificate of `WHARFINGER_TLS_CLIENT_CA`; those for `/livez`, `/readyz` and `/metrics` too.',
  ),
  WHARFINGER_TRUSTED_PROXIES: text(
    {
      description:
        'Addresses or CIDR blocks of the proxies whose `X-Forwarded-*` headers are believed, separated by commas. Never a number of hops: whoever reaches the listener directly could then forge its address.',
      expects:
        'IP addresses or CIDR blocks separated by commas, for example 10.0.0.5,172.16.0.0/12 (a number of hops is not accepted)',
    },
    '',
  ),
  WHARFINGER_CORS_ORIGINS: text(
    {
      description:
        'Origins of the web pages that may call Wharfinger from a browser, exactly as browsers send them, separated by commas. None by default.',
      expects: 'exact origins separated by commas, for example https://ops.example.com (no path, no wildcard)',
    },
    '',
  ),

  WHARFINGER_STATE_DIR: text(
    { description: 'Where the state lives: the database, `owner.db`, `admin.sock`. Made on first start.', expects: 'a path' },
    './data',
  ),
  WHARFINGER_KEY_DIR: Type.Optional(
    text({
      description:
        'Where the keys live, for example the token pepper, to keep them on another volume than the state. The state directory by default.',
      expects: 'a path',
    }),
  ),
  DATABASE_URL: Type.Optional(
    text({
      description: 'The SQLite file as a URL. `wharfinger.db` in the state directory by default.',
      expects: 'a file: URL, for example file:/var/lib/wharfinger/wharfinger.db',
      secret: true,
    }),
  ),
  WHARFINGER_ADMIN_TOKEN: Type.Optional(
    text({
      description:
        'The secret of the first admin token, used only while there is no token at all. Without it one is made and printed once on standard error. `wharfinger token generate` makes one.',
      expects: 'a token as `wharfinger token generate` prints it',
      secret: true,
    }),
  ),

  WHARFINGER_POLICY: Type.Optional(
    text({
      description:
        'The policy file: roles and scopes beside the built-in roles. It is read again when it changes and on SIGHUP. None by default: the built-in roles alone.',
      expects: 'a path',
    }),
  ),
  WHARFINGER_READ_ONLY: flag(
    'Read-only mode: no token changes anything, whatever its role. The command line on the machine still can.',
  ),
  WHARFINGER_TOKEN_EXPIRY: days('How long a new token is good for where its maker does not say. 0: without end.', 0),
  WHARFINGER_TOKEN_MAX_EXPIRY: days('How long a new token can be good for at most. 0: without end.', 0),

  DOCKER_HOST: Type.Optional(
    text({
      description:
        'Where the Docker Engine is, as the Docker CLI reads it: `unix://` or `tcp://`. Without it the well-known sockets are tried.',
      expects: 'an engine address',
    }),
  ),
  DOCKER_TLS_VERIFY: text(
    {
      description: 'Anything but the empty string: TLS to the engine, with its certificate verified, as the Docker CLI reads it.',
      expects: 'text',
    },
    '',
  ),
  DOCKER_CERT_PATH: Type.Optional(
    text({
      description: 'Directory of `ca.pem`, `cert.pem` and `key.pem` for TLS to the engine. `~/.docker` by default.',
      expects: 'a path',
    }),
  ),
  WHARFINGER_ALLOW_PLAIN_TCP: flag(
    'Allows `tcp://` without TLS to an engine beyond loopback. Whoever can read that network is root on that host.',
  ),

  WHARFINGER_REGISTRY_AUTH_FILE: Type.Optional(
    text({
      description:
        'A file with credentials for registries, as the Docker CLI writes it (`config.json`): `auths`, by registry, and the credential helpers that `credHelpers` and `credsStore` name. For pulls and pushes whose caller gives none, and for the base images of builds. Read at each use.',
      expects: 'a path',
    }),
  ),

  WHARFINGER_LOG_LEVEL: oneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'info',
    'The least severe lines that are logged.',
  ),
  WHARFINGER_LOG_FORMAT: oneOf(
    ['auto', 'pretty', 'json'],
    'auto',
    'How lines are logged. `auto`: pretty on a terminal, JSON otherwise.',
  ),

  WHARFINGER_BODY_LIMIT: whole('Largest request body, in bytes.', 1_048_576, 1024, 67_108_864),
  WHARFINGER_UPLOAD_LIMIT: whole(
    'Largest body of a request that uploads a file, an image or a build context, in bytes.',
    10_737_418_240,
    1024,
    1_125_899_906_842_624,
  ),
  WHARFINGER_REQUEST_TIMEOUT: seconds('How long a client may take to send a whole request, uploads excepted.', 30, 1, 3600),
  WHARFINGER_CONNECTION_TIMEOUT: seconds(
    'How long a connection may be silent while a request or an answer is on its way; the time an action takes does not count. 0: for ever.',
    120,
    0,
    86_400,
  ),
  WHARFINGER_KEEP_ALIVE_TIMEOUT: seconds('How long an idle connection is kept for the next request.', 72, 1, 3600),
  WHARFINGER_MAX_CONNECTIONS: whole(
    'Most connections to the listener at once, of all clients together. Those beyond are closed at once.',
    5000,
    10,
    1_000_000,
  ),
  WHARFINGER_SHUTDOWN_DELAY: seconds(
    'How long `/readyz` says no before connections are refused when the process is told to stop, so that a load balancer notices.',
    0,
    0,
    300,
  ),
  WHARFINGER_MAX_DELAY: seconds(
    'While the process comes to its work later than this, reads are refused (503, `OVERLOADED`), so that actions are still carried out in time; 0: never.',
    1,
    0,
    60,
  ),
  WHARFINGER_RATE_LIMIT: whole(
    'Requests a minute for each token, and for each address without a valid one. A sixth of it may come at once. 0: no limit.',
    12_000,
    0,
    10_000_000,
  ),

  WHARFINGER_RESPONSE_CACHE: whole(
    'Bytes of answers to queries kept, to be given again while nothing they were made of has changed; 0 keeps none.',
    33_554_432,
    0,
    4_294_967_296,
  ),
  WHARFINGER_OPERATIONS: oneOf(
    ['any', 'only'],
    'any',
    'Which GraphQL documents are taken of clients: any, or only those that `WHARFINGER_OPERATIONS_PATH` lists. REST is not touched by it.',
  ),
  WHARFINGER_OPERATIONS_PATH: Type.Optional(
    text({
      description:
        'Listed GraphQL documents, which clients may name by their ids (`documentId`, or `extensions.persistedQuery.sha256Hash`) instead of sending them: a folder of `.graphql` files, or a JSON file with a text for each id. Read at start.',
      expects: 'a path',
    }),
  ),
  WHARFINGER_MAX_TOKENS: whole('Most lexical tokens in a GraphQL document.', 4000, 100, 1_000_000),
  WHARFINGER_MAX_DEPTH: whole('Deepest nesting of fields in a GraphQL document.', 15, 3, 100),
  WHARFINGER_MAX_ALIASES: whole('Most aliases in a GraphQL document.', 50, 0, 10_000),
  WHARFINGER_MAX_ROOT_FIELDS: whole('Most root fields in a GraphQL document.', 20, 1, 1000),
  WHARFINGER_MAX_COST: whole(
    'Most objects that the answer to a GraphQL document could hold, those that have to be fetched from the engine counting for several.',
    50_000,
    100,
    100_000_000,
  ),
  WHARFINGER_MAX_SUBSCRIPTIONS: whole('Most operations open at once on one WebSocket.', 100, 1, 10_000),

  WHARFINGER_TERMINAL_IDLE_TIMEOUT: seconds(
    'How long a terminal over a WebSocket may be silent both ways. Its client can ask for less.',
    1800,
    1,
    604_800,
  ),
  WHARFINGER_TERMINAL_TIME_LIMIT: seconds(
    'How long a terminal over a WebSocket may last in all. Its client can ask for less.',
    43_200,
    1,
    604_800,
  ),
  WHARFINGER_MAX_TERMINALS: whole('Most terminals over WebSockets open at once, of all callers together.', 200, 1, 10_000),
  WHARFINGER_MAX_TERMINALS_PER_CALLER: whole(
    'Most terminals over WebSockets that one credential has open at once.',
    20,
    1,
    10_000,
  ),

  WHARFINGER_DELIVER_FILE: Type.Optional(
    text({
      description:
        'A file to which every record of the audit log is appended, one JSON object a line, exactly once. It may be moved away for rotation.',
      expects: 'a path',
    }),
  ),
  WHARFINGER_DELIVER_SYSLOG: Type.Optional(
    text({
      description: 'A syslog receiver (RFC 5424) to which every record of the audit log is sent.',
      expects: 'udp://, tcp:// or tls:// with a host and perhaps a port, for example tls://logs.example.com:6514',
    }),
  ),
  WHARFINGER_DELIVER_WEBHOOK: Type.Optional(
    text({
      description:
        'A URL to which the records of the audit log are posted as batches of CloudEvents, signed with `WHARFINGER_WEBHOOK_SECRET`, which it needs.',
      expects: 'an https URL, or an http one on loopback, without a user name',
      secret: true,
    }),
  ),
  WHARFINGER_WEBHOOK_SECRET: Type.Optional(
    text({
      description: 'The key with which deliveries to the webhook are signed.',
      expects: 'at least 16 characters',
      secret: true,
    }),
  ),

  WHARFINGER_RETENTION_DAYS: whole(
    'How many days records of the audit log are kept; older ones are archived and then removed. 0: for ever.',
    0,
    0,
    36_500,
  ),
  WHARFINGER_RETENTION_EVENTS: whole(
    'How many records of the audit log are kept; older ones are archived and then removed. 0: all.',
    0,
    0,
    1_000_000_000,
  ),
  WHARFINGER_ARCHIVE_DIR: Type.Optional(
    text({
      description: 'Where records are archived before they are removed. `archive` in the state directory by default.',
      expects: 'a path',
    }),
  ),

  HOME: Type.Optional(
    text({ description: 'Where Docker Desktop, Colima and rootless engines have their sockets.', expects: 'a path' }),
  ),
  XDG_RUNTIME_DIR: Type.Optional(
    text({ description: 'Where rootless Docker and Podman have their sockets.', expects: 'a path' }),
  ),
});

/** The settings as they were given, defaults filled in. */
export type Settings = Static<typeof settings>;

export type SettingName = keyof Settings;

export function isSetting(name: string): name is SettingName {
  return Object.hasOwn(settings.properties, name);
}

/** What a setting is, apart from its value. */
export function aboutSetting(name: SettingName): { description: string; expects: string; secret: boolean; default: string } {
  const schema: About & { default?: unknown } = { description: '', expects: '', ...settings.properties[name] };
  const preset = schema.default;
  return {
    description: schema.description,
    expects: schema.expects,
    secret: schema.secret === true,
    default: typeof preset === 'string' ? preset : JSON.stringify(preset ?? ''),
  };
}
