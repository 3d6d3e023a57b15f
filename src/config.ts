import { resolve } from 'node:path';
import { envSchema } from 'env-schema';
import { aboutSetting, isSetting, settings, type SettingName, type Settings } from './config/settings.ts';
import { isWebhook, shortestSecret, syslogAddress } from './config/delivery.ts';
import { isBlock, isOrigin, listenAddress, listOf } from './config/parse.ts';

/** Settings that cannot be used. The message has one sentence for each problem, and never a secret's value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** What the program was told, checked. Paths are absolute, times in milliseconds. */
export type Config = ReturnType<typeof configOf>;

/**
 * Reads the settings out of the environment. The only place that does.
 * Throws a ConfigError that names each setting that is wrong and says what it must be.
 */
export function loadConfig(env: Readonly<NodeJS.ProcessEnv> = process.env): Config {
  return configOf(read(env), env);
}

/** The environment of this process with some variables set anew, for a child process. */
export function childEnvironment(changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}

interface AjvError {
  instancePath?: string;
  params?: { missingProperty?: string };
}

function read(env: Readonly<NodeJS.ProcessEnv>): Settings {
  // An empty variable is how compose files say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in settings.properties && value !== ''));
  try {
    return envSchema<Settings>({
      schema: structuredClone(settings),
      data: given,
      env: false,
      ajv: { customOptions: (ajv) => ajv.addVocabulary(['expects', 'secret']) },
    });
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
    const failures: AjvError[] = error.errors;
    const names = new Set(failures.map((failure) => (failure.instancePath ?? '').slice(1)).filter(isSetting));
    throw new ConfigError([...names].map((name) => sentence(name, given[name])));
  }
}

function sentence(name: SettingName, value: string | undefined): string {
  const { expects, secret } = aboutSetting(name);
  const shown = secret || value === undefined ? '' : `, not "${value.slice(0, 100)}"`;
  return `${name} must be ${expects}${shown}.`;
}

const daysOf = (days: number) => (days === 0 ? null : days * 86_400_000);
const ms = (seconds: number) => Math.round(seconds * 1000);

function configOf(given: Settings, env: Readonly<NodeJS.ProcessEnv>) {
  const problems: string[] = [];
  const listen = listenAddress(given.WHARFINGER_LISTEN);
  const tls = tlsOf(given, problems);
  if (listen === undefined) {
    problems.push(sentence('WHARFINGER_LISTEN', given.WHARFINGER_LISTEN));
  } else if (!listen.loopback && tls === null && !given.WHARFINGER_ALLOW_INSECURE_LISTEN) {
    problems.push(
      `WHARFINGER_LISTEN is ${given.WHARFINGER_LISTEN}, which other machines can reach without TLS: tokens would cross the network in clear. ` +
        'Set WHARFINGER_TLS_CERT and WHARFINGER_TLS_KEY, or put a proxy with TLS in front and set WHARFINGER_ALLOW_INSECURE_LISTEN=true, or listen on 127.0.0.1.',
    );
  }
  const trustedProxies = listOf(given.WHARFINGER_TRUSTED_PROXIES);
  if (!trustedProxies.every(isBlock)) problems.push(sentence('WHARFINGER_TRUSTED_PROXIES', given.WHARFINGER_TRUSTED_PROXIES));
  const corsOrigins = listOf(given.WHARFINGER_CORS_ORIGINS);
  if (!corsOrigins.every(isOrigin)) problems.push(sentence('WHARFINGER_CORS_ORIGINS', given.WHARFINGER_CORS_ORIGINS));
  const delivery = deliveryOf(given, problems);
  if (given.WHARFINGER_OPERATIONS === 'only' && given.WHARFINGER_OPERATIONS_PATH === undefined)
    problems.push('WHARFINGER_OPERATIONS is "only": set WHARFINGER_OPERATIONS_PATH to the documents that are taken.');
  if (listen === undefined || problems.length > 0) throw new ConfigError(problems);

  const stateDir = resolve(given.WHARFINGER_STATE_DIR);
  return {
    listen,
    /** Null: the listener speaks plain HTTP. */
    tls,
    trustedProxies,
    corsOrigins,
    stateDir,
    keyDir: resolve(given.WHARFINGER_KEY_DIR ?? stateDir),
    databaseUrl: given.DATABASE_URL ?? `file:${resolve(stateDir, 'wharfinger.db')}`,
    adminToken: given.WHARFINGER_ADMIN_TOKEN ?? null,
    policy: {
      path: given.WHARFINGER_POLICY === undefined ? null : resolve(given.WHARFINGER_POLICY),
      readOnly: given.WHARFINGER_READ_ONLY,
    },
    /** Milliseconds; null: without end. */
    tokenExpiry: { default: daysOf(given.WHARFINGER_TOKEN_EXPIRY), longest: daysOf(given.WHARFINGER_TOKEN_MAX_EXPIRY) },
    docker: {
      dockerHost: given.DOCKER_HOST ?? null,
      tlsVerify: given.DOCKER_TLS_VERIFY !== '',
      certPath: given.DOCKER_CERT_PATH ?? null,
      allowPlainTcp: given.WHARFINGER_ALLOW_PLAIN_TCP,
      home: given.HOME ?? null,
      runtimeDir: given.XDG_RUNTIME_DIR ?? null,
    },
    registryAuthFile: given.WHARFINGER_REGISTRY_AUTH_FILE === undefined ? null : resolve(given.WHARFINGER_REGISTRY_AUTH_FILE),
    delivery,
    retention: {
      /** 0: for ever. */
      days: given.WHARFINGER_RETENTION_DAYS,
      /** 0: all. */
      events: given.WHARFINGER_RETENTION_EVENTS,
      archiveDir: resolve(given.WHARFINGER_ARCHIVE_DIR ?? resolve(stateDir, 'archive')),
    },
    log: { level: given.WHARFINGER_LOG_LEVEL, format: given.WHARFINGER_LOG_FORMAT },
    http: {
      bodyLimit: given.WHARFINGER_BODY_LIMIT,
      uploadLimit: given.WHARFINGER_UPLOAD_LIMIT,
      requestTimeoutMs: ms(given.WHARFINGER_REQUEST_TIMEOUT),
      connectionTimeoutMs: ms(given.WHARFINGER_CONNECTION_TIMEOUT),
      keepAliveTimeoutMs: ms(given.WHARFINGER_KEEP_ALIVE_TIMEOUT),
      maxConnections: given.WHARFINGER_MAX_CONNECTIONS,
      shutdownDelayMs: ms(given.WHARFINGER_SHUTDOWN_DELAY),
      /** 0: no limit. */
      longestDelayMs: ms(given.WHARFINGER_MAX_DELAY),
      /** Requests a minute; 0: no limit. */
      rateLimit: given.WHARFINGER_RATE_LIMIT,
    },
    graphql: {
      documents: {
        path: given.WHARFINGER_OPERATIONS_PATH === undefined ? null : resolve(given.WHARFINGER_OPERATIONS_PATH),
        only: given.WHARFINGER_OPERATIONS === 'only',
      },
      responseCacheBytes: given.WHARFINGER_RESPONSE_CACHE,
      maxTokens: given.WHARFINGER_MAX_TOKENS,
      maxDepth: given.WHARFINGER_MAX_DEPTH,
      maxAliases: given.WHARFINGER_MAX_ALIASES,
      maxRootFields: given.WHARFINGER_MAX_ROOT_FIELDS,
      maxCost: given.WHARFINGER_MAX_COST,
      maxSubscriptionsPerSocket: given.WHARFINGER_MAX_SUBSCRIPTIONS,
    },
    terminals: {
      idleMs: ms(given.WHARFINGER_TERMINAL_IDLE_TIMEOUT),
      totalMs: ms(given.WHARFINGER_TERMINAL_TIME_LIMIT),
      most: { total: given.WHARFINGER_MAX_TERMINALS, perCaller: given.WHARFINGER_MAX_TERMINALS_PER_CALLER },
    },
    /** Variables that look like settings and are none: a misspelling, or what an orchestrator injects. For a warning. */
    unknownSettings: Object.keys(env).filter((name) => name.startsWith('WHARFINGER_') && !isSetting(name)),
  };
}

/** The files with which the listener speaks TLS. */
function tlsOf(given: Settings, problems: string[]) {
  const { WHARFINGER_TLS_CERT: cert, WHARFINGER_TLS_KEY: key, WHARFINGER_TLS_CLIENT_CA: clientCa } = given;
  const clientRequired = given.WHARFINGER_TLS_CLIENT_REQUIRED;
  if ((cert === undefined) !== (key === undefined))
    problems.push('WHARFINGER_TLS_CERT and WHARFINGER_TLS_KEY belong together: set both, or none.');
  if (clientCa !== undefined && cert === undefined)
    problems.push('WHARFINGER_TLS_CLIENT_CA needs TLS: set WHARFINGER_TLS_CERT and WHARFINGER_TLS_KEY.');
  if (clientRequired && clientCa === undefined)
    problems.push('WHARFINGER_TLS_CLIENT_REQUIRED needs to know of which authorities: set WHARFINGER_TLS_CLIENT_CA.');
  if (cert === undefined || key === undefined) return null;
  return {
    cert: resolve(cert),
    key: resolve(key),
    clientCa: clientCa === undefined ? null : resolve(clientCa),
    clientRequired,
  };
}

/** Where the audit log is delivered to; null for each that was not asked for. */
function deliveryOf(given: Settings, problems: string[]) {
  const { WHARFINGER_DELIVER_SYSLOG: address, WHARFINGER_DELIVER_WEBHOOK: url, WHARFINGER_WEBHOOK_SECRET: secret } = given;
  const syslog = address === undefined ? null : (syslogAddress(address) ?? null);
  if (address !== undefined && syslog === null) problems.push(sentence('WHARFINGER_DELIVER_SYSLOG', address));
  if (url !== undefined && !isWebhook(url)) problems.push(sentence('WHARFINGER_DELIVER_WEBHOOK', url));
  if (url !== undefined && (secret ?? '').length < shortestSecret) problems.push(sentence('WHARFINGER_WEBHOOK_SECRET', secret));
  return {
    file: given.WHARFINGER_DELIVER_FILE === undefined ? null : resolve(given.WHARFINGER_DELIVER_FILE),
    syslog,
    webhook: url === undefined || secret === undefined ? null : { url, secret },
  };
}
