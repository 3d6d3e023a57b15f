import { randomBytes } from 'node:crypto';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

const run = randomBytes(6).toString('hex');
let planted = 0;

/** A secret that is like no other, to be looked for afterwards. */
export function marked(): string {
  planted += 1;
  return `s3cr3t-${planted}-${run}`;
}

/** What all of them have in it. */
export const anyMarked = new RegExp(`s3cr3t-[0-9]+-${run}`);

/** An input of a mutation with one secret in one place. */
export interface Planting {
  mutation: string;
  field: string;
  /** Where it belongs; in a value of a wrong form; or a token in a text where it does not belong. */
  how: 'placed' | 'misshapen' | 'pasted';
  input: Readonly<Record<string, unknown>>;
}

/** Ways in which a secret can stand in a field, each a function that gives a value with a new one. */
type Forms = readonly (() => unknown)[];

const pair = (key: string, value: string) => ({ key, value });
const telling: Forms = [
  () => [pair('db.password', marked())],
  () => [pair('o', `username=bob,password=${marked()}`)],
  () => [pair('url', `https://bob:${marked()}@registry:5000/`)],
];
const anyValue: Forms = [
  () => [pair('PLAIN', marked())],
  () => [pair('PLAIN', marked()), pair('OTHER', marked().repeat(3))],
  ...telling,
];
/** Of pairs: text in a field of that name is something else. */
const pairForms = new Set<Forms>([telling, anyValue]);
const words: Forms = [
  () => ['app', '--password', marked(), '-v'],
  () => ['app', `--api-key=${marked()}`],
  () => ['sh', '-c', `export TOKEN=${marked()}; mysql -u root -p${marked()} db`],
  () => ['curl', '-H', `Authorization: Bearer ${marked()}`, '-u', `bob:${marked()}`, `https://bob:${marked()}@registry:5000/`],
];
const script: Forms = [() => `PGPASSWORD=${marked()} psql`, () => `curl -u bob:${marked()} http://localhost/`];
const instructions: Forms = [
  () => [`ENV A=${marked()} B="${marked()}"`],
  () => [`ENV A ${marked()}`],
  () => [`CMD app --password=${marked()}`, `LABEL token=${marked()}`],
];
const whole: Forms = [() => marked()];

/** Fields that hold secrets, and how. Whoever adds one to the schema adds it here. */
const secretFields: Readonly<Record<string, Forms>> = {
  env: anyValue,
  buildArgs: anyValue,
  labels: telling,
  exceptLabels: telling,
  volumeLabels: telling,
  options: telling,
  volumeOptions: telling,
  driverOptions: telling,
  ipamOptions: telling,
  auxiliaryAddresses: telling,
  command: words,
  entrypoint: words,
  shell: script,
  changes: instructions,
  stdin: whole,
  password: whole,
  secret: whole,
  identityToken: whole,
  registryToken: whole,
};

/**
 * Fields in which an ordinary word is no secret. A token that was pasted into one of them is still kept out of the log.
 * Names and addresses of things: the log is worth nothing without them.
 */
const names =
  'ref host name image network container networkMode driver scope configFrom ipamDriver volumeDriver volume project services platform platforms repository tag target source path hostPath containerPath hostname aliases link links registry serverAddress username deviceIds role permissions pidMode ipcMode usernsMode nameContains idPrefix before since labels names images hosts scope';
/** What people write for people to read. */
const prose = 'description reason author message idempotencyKey';
/** Numbers, addresses and words of a closed set, which happen to be text: anything else is refused. */
const formal =
  'signal stopSignal user workingDir groupAdd hostIp address addresses dns ipv4Address ipv6Address ip ip6 linkLocalIps subnet ipRange gateway mode propagation cpusetCpus cpusetMems capAdd capDrop securityOpt permissions restartPolicy tokenId id';
const plainFields = new Set(`${names} ${prose} ${formal} options`.split(' '));

/** Kept as they are: the name of a token is shown with all it does, and with it what it is for and what it reaches; that of a volume is its id. */
const ofTokens = ['name', 'description', 'labels', 'names', 'images', 'hosts'].map((field) => `createToken.${field}`);
const kept = new Set([...ofTokens, 'createVolume.name']);

/** What makes each mutation get as far as the engine. A mutation that is not here fails the test: say what it takes, and which of its fields hold secrets. */
const bases: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...Object.fromEntries(
    'start stop restart kill pause unpause remove'.split(' ').flatMap((verb) => [
      [`${verb}Container`, { ref: 'web' }],
      [`${verb}Containers`, { filter: { name: 'web' } }],
    ]),
  ),
  renameContainer: { ref: 'web', name: 'web2' },
  updateContainer: { ref: 'web', cpuShares: 10 },
  waitContainer: { ref: 'idle' },
  commitContainer: { ref: 'web' },
  recreateContainer: { ref: 'web' },
  createContainer: { image: 'busybox' },
  runContainer: { image: 'busybox', pull: 'NEVER' },
  execContainer: { ref: 'web', command: ['echo'] },
  pullImage: { image: 'busybox:1' },
  pushImage: { ref: 'busybox' },
  checkRegistryLogin: { registry: 'registry:5000', username: 'ci', password: 'none' },
  tagImage: { ref: 'busybox', tag: 'team/app:1' },
  removeImage: { ref: 'busybox' },
  createNetwork: { name: 'fresh' },
  removeNetwork: { ref: 'backend' },
  connectNetwork: { network: 'backend', container: 'idle' },
  disconnectNetwork: { network: 'backend', container: 'web' },
  createVolume: { name: 'fresh' },
  removeVolume: { name: 'data' },
  cancelOperation: { id: '00000000-0000-4000-8000-000000000000' },
  startProject: { name: 'shop' },
  stopProject: { name: 'shop' },
  restartProject: { name: 'shop' },
  removeProject: { name: 'shop' },
  pruneContainers: {},
  pruneImages: {},
  pruneNetworks: {},
  pruneVolumes: {},
  pruneBuildCache: {},
  systemPrune: {},
  createToken: { name: 'ci', role: 'viewer' },
  exchangeToken: {},
  revokeToken: { tokenId: 'none' },
};

/** Every input of every mutation with a secret in one place, in every form in which one can stand there. Throws for what it does not know. */
export function plantings(schema: GraphQLSchema, only?: readonly string[]): Planting[] {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  return mutations.flatMap(({ name, args }) => {
    if (only !== undefined && !only.includes(name)) return [];
    const base = Object.hasOwn(bases, name) ? bases[name] : undefined;
    const type = getNamedType(args[0]?.type);
    if (base === undefined || !isInputObjectType(type))
      throw new Error(`test/support/planted.ts does not know the mutation ${name}: where can a secret stand in its input?`);
    return [...places(name, type, (field, value) => ({ ...base, [field]: value }), [])];
  });
}

type Build = (field: string, value: unknown) => Record<string, unknown>;

function* places(mutation: string, type: GraphQLInputObjectType, build: Build, above: readonly unknown[]): Generator<Planting> {
  for (const { name, type: wanted } of Object.values(type.getFields())) {
    const inner = getNamedType(wanted);
    const list = isListType(getNullableType(wanted));
    const field = `${type.name}.${name}`;
    const forms = Object.hasOwn(secretFields, name) ? secretFields[name] : undefined;
    if (forms !== undefined && (isInputObjectType(inner) || !pairForms.has(forms))) {
      for (const form of forms) yield { mutation, field, how: 'placed', input: build(name, form()) };
      // In a wrong form as well: what is refused for its form is not told either.
      if (isInputObjectType(inner)) yield { mutation, field, how: 'misshapen', input: build(name, marked()) };
      yield { mutation, field, how: 'misshapen', input: build(name, [[{ key: 'A', value: [marked()] }]]) };
    } else if (isInputObjectType(inner)) {
      if (above.includes(inner)) continue;
      const within: Build = (below, value) => {
        const made = { ...needed(inner), [below]: value };
        return build(name, list ? [made] : made);
      };
      yield* places(mutation, inner, within, [...above, inner]);
    } else if (inner.name === 'String' || inner.name === 'ID') {
      if (!plainFields.has(name) && !(above.length > 0 && (name === 'key' || name === 'value')))
        throw new Error(`test/support/planted.ts does not know ${field}: can a secret stand there, and why not?`);
      if (kept.has(`${mutation}.${name}`)) continue;
      const token = `whf_token_${marked()}`;
      yield { mutation, field, how: 'pasted', input: build(name, list ? [token] : token) };
    }
  }
}

function needed(type: GraphQLInputObjectType): Record<string, unknown> {
  const fields = Object.values(type.getFields()).filter((one) => isNonNullType(one.type) && one.defaultValue === undefined);
  return Object.fromEntries(fields.map((one) => [one.name, sample(one.type, one.name)]));
}

const samples: Readonly<Record<string, unknown>> = {
  target: '/data',
  subnet: '10.9.0.0/24',
  path: '/run',
  hostPath: '/dev/null',
  ipv4Address: '10.0.0.9',
};

function sample(type: GraphQLInputType, name: string): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [sample(inner.ofType, name)];
  if (isInputObjectType(inner)) return needed(inner);
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  return Object.hasOwn(samples, name) ? samples[name] : inner.toString() === 'String' ? 'x' : 80;
}
