/** Another test that compares the whole command with the Docker CLI: its file under test/real, and its name or the beginning of it. */
type Elsewhere = readonly [file: string, name: string];

/** A command of the Docker CLI that Wharfinger stands for. */
interface Command {
  /** Its arguments; each has to be in the command line of a row. */
  args?: string;
  /** Keys of --filter; likewise. */
  filters?: string;
  /** Where it is compared beside the rows, or in place of them. */
  elsewhere?: readonly Elsewhere[];
  /** Arguments that cannot be compared by a row, and why. */
  apart?: Readonly<Record<string, string>>;
}

const newer = 'the command line of the engine that the tests run has no such argument';
const swarm = 'for volumes of a swarm alone, which a single engine does not have';
const session = 'a session of its own: test/real/terminals.test.ts';
const terminals: Elsewhere = ['terminals.test.ts', 'terminals in containers of a real engine'];

/** Every command and argument that has to be there. What has no row, and is in no other test, fails in test/surface.test.ts. */
export const surface: Readonly<Record<string, Command>> = {
  'container attach': { elsewhere: [terminals] },
  'container commit': { elsewhere: [['change.test.ts', 'a commit makes the image that docker commit makes']] },
  'container cp': {
    elsewhere: [
      ['files.test.ts', 'what comes out is what docker cp gives'],
      ['files.test.ts', 'what goes in is what docker cp brings'],
    ],
  },
  'container create': {
    args: `add-host cap-add cap-drop cpu-shares cpus cpuset-cpus device dns entrypoint env expose gpus group-add health-cmd health-interval health-retries
      health-start-period health-timeout hostname init interactive ip ipc label log-driver log-opt memory memory-reservation mount name network network-alias
      no-healthcheck pid pids-limit platform privileged publish publish-all pull read-only restart rm security-opt shm-size stop-signal stop-timeout tmpfs tty
      ulimit user userns volume volumes-from workdir`,
  },
  'container diff': {},
  'container exec': {
    args: 'detach env interactive privileged user workdir',
    elsewhere: [['exec.test.ts', 'a command run through Wharfinger does what docker exec does'], terminals],
    apart: { tty: session },
  },
  'container export': { elsewhere: [['files.test.ts', 'an export is what docker export gives']] },
  'container inspect': { args: 'size' },
  'container kill': { args: 'signal' },
  'container logs': { args: 'details follow since tail timestamps until' },
  'container ls': {
    args: 'all filter last latest size',
    filters: 'ancestor before expose exited health id label name network publish since status volume',
  },
  'container pause': {},
  'container port': {},
  'container prune': { args: 'filter force', filters: 'label label! until' },
  'container rename': {},
  'container restart': { args: 'signal time' },
  'container rm': { args: 'force link volumes' },
  'container run': { args: 'detach', elsewhere: [['run.test.ts', 'a container is run as docker run runs it']] },
  'container start': { args: 'attach', apart: { interactive: session } },
  'container stats': { args: 'all', elsewhere: [['stream.test.ts', 'statistics are those of `docker stats`']] },
  'container stop': { args: 'signal time' },
  'container top': {},
  'container unpause': {},
  'container update': {
    args: `blkio-weight cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems memory memory-reservation memory-swap pids-limit
      restart`,
  },
  'container wait': { elsewhere: [['change.test.ts', 'a wait gives the exit code that docker wait prints, for each condition']] },
  'image history': { apart: { platform: newer } },
  'image inspect': { apart: { platform: newer } },
  'image load': { elsewhere: [['image-streams.test.ts', 'an archive that was saved is the one that docker saves']] },
  'image ls': { args: 'all digests filter', filters: 'before dangling label reference since', apart: { until: newer } },
  'image prune': { args: 'all filter force', filters: 'label' },
  'image pull': {
    elsewhere: [
      ['registry.test.ts', 'images are pushed and pulled as docker pushes and pulls them: digests, what is new, all tags'],
    ],
    apart: { platform: 'the registry of the tests has images for one platform' },
  },
  'image push': { elsewhere: [['registry.test.ts', 'images are pushed and pulled as docker pushes and pulls them']] },
  'image rm': { args: 'force no-prune', apart: { platform: newer } },
  'image save': { elsewhere: [['image-streams.test.ts', 'an archive that was saved is the one that docker saves']] },
  'image tag': {},
  'system df': { args: 'verbose' },
  'system events': { args: 'filter since until', filters: 'container event image label network type volume' },
  info: {},
  'system prune': { args: 'all filter force volumes', filters: 'label' },
  version: {},
  login: { elsewhere: [['registry.test.ts', 'a registry that wants credentials gets those of the input or of the file']] },
  search: { elsewhere: [['registry.test.ts', 'a registry that can search is searched as docker searches it']] },
  'network connect': { args: 'alias driver-opt ip ip6 link link-local-ip', apart: { 'gw-priority': newer } },
  'network create': {
    args: `attachable aux-address config-from config-only driver gateway ingress internal ip-range ipam-driver ipam-opt ipv6 label opt scope subnet`,
    apart: { ipv4: newer },
  },
  'network disconnect': { args: 'force' },
  'network inspect': { args: 'verbose' },
  'network ls': { args: 'filter', filters: 'dangling driver id label name scope type' },
  'network prune': { args: 'filter force', filters: 'label' },
  'network rm': { apart: { force: newer } },
  'volume create': {
    args: 'driver label opt',
    apart: {
      'availability, group, limit-bytes, required-bytes, scope, secret, sharing, topology-preferred, topology-required, type':
        swarm,
    },
  },
  'volume inspect': {},
  'volume ls': { args: 'filter', filters: 'dangling driver label name', apart: { cluster: swarm } },
  'volume prune': { args: 'filter force', filters: 'label label!', apart: { all: newer } },
  'volume rm': { args: 'force' },
};
