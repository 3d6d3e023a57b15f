import { fakeEngine, network, volume, type FakeEngine } from './fake-engine.ts';

/** An engine that has something under each name, whatever was removed before. */
export function stocked(): { engine: FakeEngine; restock: () => void } {
  const engine = fakeEngine({
    networks: [network()],
    volumes: [volume()],
    // Nobody waits for what never ends.
    reader: { waitContainer: async () => ({ exitCode: 0, problem: null }) },
  });
  const { docker } = engine;
  const restock = () => {
    const names = new Set([...docker.containers.values()].map(({ name }) => name));
    if (!names.has('web')) docker.run({ name: 'web' });
    if (!names.has('idle')) docker.create({ name: 'idle' });
    if (![...docker.networks.values()].some(({ name }) => name === 'backend')) docker.createNetwork(network());
    if (!docker.volumes.has('data')) docker.createVolume(volume());
  };
  restock();
  return { engine, restock };
}
