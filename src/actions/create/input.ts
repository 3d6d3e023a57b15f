import type { PortProtocol } from '../../engine/model.ts';

type Maybe<T> = T | null | undefined;
type List<T> = Maybe<readonly T[]>;

export interface Pair {
  key: string;
  value: string;
}

export interface PortInput {
  containerPort: number;
  containerPortEnd?: Maybe<number>;
  hostPort?: Maybe<number>;
  hostPortEnd?: Maybe<number>;
  hostIp?: Maybe<string>;
  protocol?: Maybe<PortProtocol>;
}

export interface ExposeInput {
  port: number;
  to?: Maybe<number>;
  protocol?: Maybe<PortProtocol>;
}

export interface MountInput {
  type: 'volume' | 'bind' | 'tmpfs';
  source?: Maybe<string>;
  target: string;
  readOnly?: Maybe<boolean>;
  propagation?: Maybe<string>;
  noCopy?: Maybe<boolean>;
  volumeDriver?: Maybe<string>;
  volumeOptions?: List<Pair>;
  volumeLabels?: List<Pair>;
  size?: Maybe<number>;
  mode?: Maybe<string>;
}

export interface NetworkInput {
  network: string;
  aliases?: List<string>;
  ipv4Address?: Maybe<string>;
  ipv6Address?: Maybe<string>;
}

export interface HealthInput {
  command?: List<string>;
  shell?: Maybe<string>;
  /** Milliseconds, as all durations. */
  interval?: Maybe<number>;
  timeout?: Maybe<number>;
  startPeriod?: Maybe<number>;
  retries?: Maybe<number>;
}

export interface LimitsInput {
  cpus?: Maybe<number>;
  cpuShares?: Maybe<number>;
  cpusetCpus?: Maybe<string>;
  cpusetMems?: Maybe<string>;
  memory?: Maybe<number>;
  memoryReservation?: Maybe<number>;
  memorySwap?: Maybe<number>;
  unlimitedSwap?: Maybe<boolean>;
  pidsLimit?: Maybe<number>;
  shmSize?: Maybe<number>;
  ulimits?: List<{ name: string; soft: number; hard?: Maybe<number> }>;
}

/** Everything that can be said of a new container, as the schema takes it. */
export interface CreateInput {
  host?: Maybe<string>;
  reason?: Maybe<string>;
  idempotencyKey?: Maybe<string>;
  name?: Maybe<string>;
  image: string;
  platform?: Maybe<string>;
  command?: List<string>;
  entrypoint?: List<string>;
  env?: List<Pair>;
  labels?: List<Pair>;
  user?: Maybe<string>;
  workingDir?: Maybe<string>;
  groupAdd?: List<string>;
  hostname?: Maybe<string>;
  init?: Maybe<boolean>;
  tty?: Maybe<boolean>;
  openStdin?: Maybe<boolean>;
  stopSignal?: Maybe<string>;
  stopTimeoutSeconds?: Maybe<number>;
  restartPolicy?: Maybe<{ name: string; maximumRetryCount?: Maybe<number> }>;
  autoRemove?: Maybe<boolean>;
  healthCheck?: Maybe<HealthInput>;
  noHealthCheck?: Maybe<boolean>;
  ports?: List<PortInput>;
  publishAll?: Maybe<boolean>;
  expose?: List<ExposeInput>;
  networks?: List<NetworkInput>;
  networkMode?: Maybe<string>;
  dns?: List<string>;
  extraHosts?: List<{ hostname: string; address: string }>;
  mounts?: List<MountInput>;
  tmpfs?: List<{ path: string; options?: Maybe<string> }>;
  volumesFrom?: List<{ container: string; readOnly?: Maybe<boolean> }>;
  readOnly?: Maybe<boolean>;
  limits?: Maybe<LimitsInput>;
  privileged?: Maybe<boolean>;
  capAdd?: List<string>;
  capDrop?: List<string>;
  securityOpt?: List<string>;
  devices?: List<{ hostPath: string; containerPath?: Maybe<string>; permissions?: Maybe<string> }>;
  gpus?: Maybe<{ count?: Maybe<number>; deviceIds?: List<string>; driver?: Maybe<string> }>;
  pidMode?: Maybe<string>;
  ipcMode?: Maybe<string>;
  usernsMode?: Maybe<string>;
  logging?: Maybe<{ driver?: Maybe<string>; options?: List<Pair> }>;
  pull?: Maybe<'missing' | 'always' | 'never'>;
}

/** The same, and whether its making is waited for. */
export interface CreateContainerInput extends CreateInput {
  /** False: the answer comes as soon as it has begun. Absent: true. */
  wait?: boolean | null;
}

/** The same, and how it is run. */
export interface RunInput extends CreateInput {
  /** Until its end. Absent: false. */
  wait?: boolean | null;
  /** False: the answer comes as soon as it has begun. Absent: true. */
  waitForStart?: boolean | null;
  /** Milliseconds. */
  timeout?: number | null;
}
