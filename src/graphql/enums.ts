/**
 * Enums whose values inside are the model's own words, so that resolvers and filters hand them through as they are. The schema takes its inner
 * values from here, the generated types as well.
 */
export const innerValues = {
  HostStatus: { CONNECTED: 'connected', RECONNECTING: 'reconnecting', UNREACHABLE: 'unreachable' },
  ContainerState: {
    CREATED: 'created',
    RUNNING: 'running',
    PAUSED: 'paused',
    RESTARTING: 'restarting',
    REMOVING: 'removing',
    EXITED: 'exited',
    DEAD: 'dead',
  },
  HealthStatus: { NONE: 'none', STARTING: 'starting', HEALTHY: 'healthy', UNHEALTHY: 'unhealthy' },
  PortProtocol: { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' },
  FileChangeKind: { MODIFIED: 'modified', ADDED: 'added', DELETED: 'deleted' },
  NetworkType: { BUILTIN: 'builtin', CUSTOM: 'custom' },
  OrderDirection: { ASC: 'asc', DESC: 'desc' },
  ContainerOrderField: { CREATED_AT: 'createdAt', NAME: 'name', STATE: 'state', STARTED_AT: 'startedAt' },
  ImageOrderField: { CREATED_AT: 'createdAt', NAME: 'name', SIZE: 'size' },
  NetworkOrderField: { NAME: 'name', CREATED_AT: 'createdAt' },
  VolumeOrderField: { NAME: 'name', CREATED_AT: 'createdAt' },
  AuditResult: {
    PENDING: 'pending',
    SUCCESS: 'success',
    NOOP: 'noop',
    FAILURE: 'failure',
    DENIED: 'denied',
    TIMEOUT: 'timeout',
    CANCELLED: 'cancelled',
    UNKNOWN: 'unknown',
    NOT_EXECUTED: 'not_executed',
  },
  AuditOrigin: { OWN: 'own', EXTERNAL: 'external', RECOVERED: 'recovered' },
  AuditOrder: { NEWEST_FIRST: 'newest', OLDEST_FIRST: 'oldest' },
  LogStream: { STDOUT: 'stdout', STDERR: 'stderr' },
  ChangeKind: { ADDED: 'added', UPDATED: 'updated', REMOVED: 'removed' },
  WaitCondition: { NOT_RUNNING: 'not-running', NEXT_EXIT: 'next-exit', REMOVED: 'removed' },
  Transport: { GRAPHQL: 'graphql', REST: 'rest', GATEWAY: 'gateway', ENGINE: 'engine', SYSTEM: 'system' },
} as const;
