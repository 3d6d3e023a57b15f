import { refused, served } from '../row.ts';
import * as act from '../serve/objects.ts';
import { pruneNetworks, pruneVolumes } from '../serve/prune.ts';
import * as read from '../serve/reads.ts';

export const objects = [
  served(['NetworkList', 'GET', '/networks'], 'network.read', {
    query: ['filters'],
    serve: read.listed('networks', [], ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type']),
  }),
  served(['NetworkCreate', 'POST', '/networks/create'], 'network.create', { body: 'json', serve: act.createNetwork }),
  served(['NetworkPrune', 'POST', '/networks/prune'], 'network.prune', { query: ['filters'], serve: pruneNetworks }),
  served(['NetworkInspect', 'GET', '/networks/{network}'], 'network.read', { query: ['verbose', 'scope'], serve: read.network }),
  served(['NetworkDelete', 'DELETE', '/networks/{network}'], 'network.remove', { query: ['force'], serve: act.removeNetwork }),
  served(['NetworkConnect', 'POST', '/networks/{network}/connect'], 'network.connect', { body: 'json', serve: act.connect }),
  served(['NetworkDisconnect', 'POST', '/networks/{network}/disconnect'], 'network.disconnect', {
    body: 'json',
    serve: act.disconnect,
  }),
  served(['VolumeList', 'GET', '/volumes'], 'volume.read', {
    query: ['filters'],
    serve: read.listed('volumes', [], ['dangling', 'driver', 'label', 'name']),
  }),
  served(['VolumeCreate', 'POST', '/volumes/create'], 'volume.create', { body: 'json', serve: act.createVolume }),
  served(['VolumePrune', 'POST', '/volumes/prune'], 'volume.prune', { query: ['filters'], serve: pruneVolumes }),
  served(['VolumeInspect', 'GET', '/volumes/{volume}'], 'volume.read', { serve: read.volume }),
  served(['VolumeDelete', 'DELETE', '/volumes/{volume}'], 'volume.remove', { query: ['force'], serve: act.removeVolume }),
  ...refused('volumes of a swarm are not managed', [['VolumeUpdate', 'PUT', '/volumes/{volume}']]),
];
