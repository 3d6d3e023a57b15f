import type { VerbatimReader } from '../../src/engine/ports-verbatim.ts';
import { notFound } from '../../src/errors.ts';
import type { FakeDocker } from './fake-docker.ts';

/** The answers of the fake engine in Docker's own shape, as far as anybody looks at them. */
export function fakeVerbatim(docker: FakeDocker): VerbatimReader {
  const container = (id: string) => {
    const { name, labels, state, env, tty } = docker.find(id);
    const words = env.map(({ key, value }) => `${key}=${value}`);
    return {
      Id: docker.find(id).id,
      Name: `/${name}`,
      State: { Status: state },
      Config: { Labels: labels, Env: words, Tty: tty },
    };
  };
  const image = (ref: string) => {
    const { id, tags, env } = docker.findImage(ref);
    return { Id: id, RepoTags: tags, Config: { Env: env.map(({ key, value }) => `${key}=${value}`) } };
  };
  const network = (ref: string) => {
    const { id, name } = docker.findNetwork(ref);
    const held = [...docker.containers.values()].filter(({ networks }) => networks.some((one) => one.networkName === name));
    return { Id: id, Name: name, Containers: Object.fromEntries(held.map((one) => [one.id, { Name: one.name }])) };
  };
  const volume = (name: string) => ({ Name: docker.findVolume(name).name });
  const all = <T>(objects: ReadonlyMap<string, unknown>, one: (key: string) => T): T[] => [...objects.keys()].map(one);
  const listed = (id: string) => ({ Id: id, Names: [container(id).Name], ImageID: docker.find(id).imageId });
  const answers: Record<string, (key: string) => unknown> = {
    version: () => ({ Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12' }),
    info: () => ({ Containers: docker.containers.size, Images: docker.images.size }),
    diskUsage: () => ({
      LayersSize: 9,
      Containers: all(docker.containers, listed),
      Images: all(docker.images, image),
      Volumes: all(docker.volumes, volume),
      BuildCache: [{ ID: 'x' }],
    }),
    containers: () => all(docker.containers, listed),
    container,
    containerProcesses: (id) => ({ Titles: ['PID', 'CMD'], Processes: [['1', docker.find(id).path]] }),
    containerChanges: () => [],
    containerLogs: () => 'a line\n',
    containerStats: () => ({}),
    images: () => all(docker.images, image),
    image,
    imageHistory: () => [],
    imageSearch: () => [],
    plugins: () => [
      { Id: 'a'.repeat(64), Name: 'org/plug:latest', Enabled: true, Settings: { Env: ['KEY=secret'], Args: [] }, Config: {} },
    ],
    networks: () => all(docker.networks, network),
    network,
    volumes: () => ({ Volumes: all(docker.volumes, volume), Warnings: null }),
    volume,
    exec: (id) => ({ ID: id, Running: false, ExitCode: 0 }),
  };
  return {
    verbatim: async ({ subject, key }) => {
      const answer = answers[subject]?.(key ?? '');
      if (answer === undefined) throw notFound(`there is no ${subject}`);
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      async function* bytes() {
        yield Buffer.from(text);
      }
      return { contentType: typeof answer === 'string' ? 'text/plain' : 'application/json', bytes: bytes(), close: () => {} };
    },
  };
}
