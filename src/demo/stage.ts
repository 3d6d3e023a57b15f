import { engineError } from '../errors.ts';
import { callEngine, type EngineAddress } from './engine-http.ts';
import { findBusybox, importBusybox } from './busybox.ts';
import { project, samples, type Sample } from './samples.ts';
import { askList, type Named } from './listing.ts';

const mark = { 'wharfinger.demo': 'true' };
const marked = JSON.stringify({ label: ['wharfinger.demo=true'] });
// The image bears another label than the containers: containers inherit it, and one that the user makes of the image is the user's.
const imageMark = 'wharfinger.demo.image';
const imageRef = 'wharfinger/busybox:demo';
const publicRef = 'busybox:stable';

/**
 * Makes and starts the sample containers, after whatever an earlier demo left. Names that something else has already taken get a prefix. Gives the
 * names by which the samples can be found, and the address of the sample web server.
 */
export async function putUpSamples(
  engine: EngineAddress,
  log: (line: string) => void,
): Promise<{ names: string[]; web: string }> {
  await removeSamples(engine, () => {});
  const image = await provideImage(engine, log);
  const free = await freeNames(engine);
  const shop = free(project, `${project}_default`, `${project}_data`);
  await callEngine(engine, 'POST', '/networks/create', {
    body: { Name: `${shop}_default`, CheckDuplicate: true, Labels: composeLabels(shop, { network: 'default' }) },
  });
  await callEngine(engine, 'POST', '/volumes/create', {
    body: { Name: `${shop}_data`, Labels: composeLabels(shop, { volume: 'data' }) },
  });

  const names: string[] = [];
  for (const sample of samples) {
    const name = free(sample.name, sample.name);
    await callEngine(engine, 'POST', '/containers/create', { query: { name }, body: requestFor(sample, image, shop) });
    names.push(name);
  }
  await Promise.all(names.map((name) => callEngine(engine, 'POST', `/containers/${name}/start`)));
  return { names, web: await webAddress(engine, names[0] ?? '') };
}

/** Removes the sample containers, their network, volume and image. Whatever lacks the demo's label, or is made of another image, stays. */
export async function removeSamples(engine: EngineAddress, log: (line: string) => void): Promise<void> {
  const containers = await askList(engine, '/containers/json', { all: 'true', filters: marked });
  // `docker commit` copies labels into an image, and from there they get into containers that are not ours.
  const ours = containers.filter((container) => container.image === imageRef || container.image === publicRef);
  const remove = { query: { force: 'true', v: 'true' }, allow: [404, 409] };
  await Promise.all(ours.map((container) => callEngine(engine, 'DELETE', `/containers/${container.id}`, remove)));
  const removeAll = async (path: string, objects: Pick<Named, 'id' | 'name'>[]): Promise<void> => {
    for (const object of objects) {
      const { status } = await callEngine(engine, 'DELETE', `${path}/${object.id}`, { allow: [403, 404, 409] });
      if (status === 403 || status === 409) log(`${object.name} is in use by something else by now, and stays`);
    }
  };
  await removeAll('/networks', await askList(engine, '/networks', { filters: marked }));
  await removeAll('/volumes', await askList(engine, '/volumes', { filters: marked }));
  const images = await askList(engine, '/images/json', {
    filters: JSON.stringify({ label: [imageMark], reference: [imageRef] }),
  });
  // By its reference: under another one that the user gave it, it stays.
  if (images.length > 0) await removeAll('/images', [{ id: imageRef, name: imageRef }]);
}

/** The machine's own busybox where there is a static one, so that nothing need be pulled; the public image otherwise. */
async function provideImage(engine: EngineAddress, log: (line: string) => void): Promise<string> {
  if (findBusybox() !== undefined && engine.kind === 'unix') {
    await importBusybox(engine, imageRef, [`LABEL ${imageMark}=true`]);
    return imageRef;
  }
  log(`pulling ${publicRef}, since this machine has no static busybox to make an image of`);
  const [fromImage = '', tag = ''] = publicRef.split(':');
  const { text } = await callEngine(engine, 'POST', '/images/create', { query: { fromImage, tag } });
  // The status is sent before the work is done; a failure after that is in the text.
  if (text.includes('"errorDetail"'))
    throw engineError(`the engine cannot pull ${publicRef}: ${text.trim().split('\n').at(-1) ?? ''}`);
  return publicRef;
}

/** A function that gives the first of the name, the name with a prefix, and the prefixed name with a number, for which nothing of `wanted` is taken. */
async function freeNames(engine: EngineAddress): Promise<(name: string, ...wanted: string[]) => string> {
  const lists = [
    await askList(engine, '/containers/json', { all: 'true' }),
    await askList(engine, '/networks', {}),
    await askList(engine, '/volumes', {}),
  ];
  const taken = new Set(lists.flat().map((object) => object.name));
  for (const container of lists.flat()) if (container.project !== undefined) taken.add(container.project);
  return (name, ...wanted) => {
    const candidates = [
      name,
      `wharfinger-demo-${name}`,
      ...Array.from({ length: 98 }, (_, index) => `wharfinger-demo-${name}-${index + 2}`),
    ];
    return (
      candidates.find(
        (candidate) => ![candidate, ...wanted.map((one) => one.replace(name, candidate))].some((one) => taken.has(one)),
      ) ?? name
    );
  };
}

function composeLabels(shop: string, more: Record<string, string>): Record<string, string> {
  const labels = Object.entries({ project: shop, ...more }).map(([key, value]) => [`com.docker.compose.${key}`, value]);
  return { ...mark, ...Object.fromEntries(labels) };
}

function requestFor(sample: Sample, image: string, shop: string): Record<string, unknown> {
  const common = { Image: image, Cmd: ['sh', '-c', sample.run], ...sample.config };
  if (sample.service === undefined) return { ...common, Labels: mark, HostConfig: sample.host };
  const network = `${shop}_default`;
  return {
    ...common,
    Labels: composeLabels(shop, { service: sample.service, 'container-number': '1', oneoff: 'False' }),
    HostConfig: { NetworkMode: network, Binds: sample.service === 'db' ? [`${shop}_data:/data`] : [], ...sample.host },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [sample.service] } } },
  };
}

async function webAddress(engine: EngineAddress, name: string): Promise<string> {
  const { text } = await callEngine(engine, 'GET', `/containers/${name}/json`);
  const port = /"HostIp":"127\.0\.0\.1","HostPort":"(\d+)"/.exec(text)?.[1];
  return `http://127.0.0.1:${port ?? ''}/`;
}
