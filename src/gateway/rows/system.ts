import { served } from '../row.ts';
import { events } from '../serve/events.ts';
import { listed, plugin, whole } from '../serve/reads.ts';
import { auth, ping, version } from '../serve/system.ts';

export const system = [
  served(['SystemPing', 'GET', '/_ping'], null, { serve: ping }),
  served(['SystemPingHead', 'HEAD', '/_ping'], null, { serve: ping }),
  served(['SystemVersion', 'GET', '/version'], 'host.read', { serve: version }),
  served(['SystemInfo', 'GET', '/info'], 'host.read', { serve: whole('info') }),
  served(['SystemDataUsage', 'GET', '/system/df'], 'host.read', {
    query: ['verbose'],
    lists: ['type'],
    serve: whole('diskUsage'),
  }),
  served(['PluginList', 'GET', '/plugins'], 'host.read', {
    query: ['filters'],
    serve: listed('plugins', [], ['enabled', 'capability']),
  }),
  served(['PluginInspect', 'GET', '/plugins/{plugin}/json'], 'host.read', { serve: plugin }),
  served(['SystemEvents', 'GET', '/events'], 'event.read', {
    query: ['since', 'until', 'filters'],
    flow: 'answer',
    serve: events,
  }),
  served(['SystemAuth', 'POST', '/auth'], 'registry.login', { body: 'json', serve: auth }),
];
