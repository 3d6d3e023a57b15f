import { refused } from '../row.ts';

const swarms = 'swarms are not managed';

/** What Wharfinger does not do, whole groups at a time: so it is not a matter of anybody's permissions. */
export const notOffered = [
  ...refused('plugins are part of the engine and so of the host', [
    ['GetPluginPrivileges', 'GET', '/plugins/privileges'],
    ['PluginPull', 'POST', '/plugins/pull'],
    ['PluginCreate', 'POST', '/plugins/create'],
    ['PluginDelete', 'DELETE', '/plugins/{plugin}'],
    ['PluginEnable', 'POST', '/plugins/{plugin}/enable'],
    ['PluginDisable', 'POST', '/plugins/{plugin}/disable'],
    ['PluginUpgrade', 'POST', '/plugins/{plugin}/upgrade'],
    ['PluginPush', 'POST', '/plugins/{plugin}/push'],
    ['PluginSet', 'POST', '/plugins/{plugin}/set'],
  ]),
  ...refused(swarms, [
    ['SwarmInit', 'POST', '/swarm/init'],
    ['SwarmJoin', 'POST', '/swarm/join'],
  ]),
  ...refused(
    swarms,
    [
      ['SwarmLeave', 'POST', '/swarm/leave'],
      ['SwarmUnlock', 'POST', '/swarm/unlock'],
    ],
    'This node is not part of a swarm',
  ),
  ...refused(
    swarms,
    [
      ['NodeList', 'GET', '/nodes'],
      ['NodeInspect', 'GET', '/nodes/{other}'],
      ['NodeDelete', 'DELETE', '/nodes/{other}'],
      ['NodeUpdate', 'POST', '/nodes/{other}/update'],
      ['SwarmInspect', 'GET', '/swarm'],
      ['SwarmUpdate', 'POST', '/swarm/update'],
      ['SwarmUnlockkey', 'GET', '/swarm/unlockkey'],
      ['ServiceList', 'GET', '/services'],
      ['ServiceCreate', 'POST', '/services/create'],
      ['ServiceInspect', 'GET', '/services/{other}'],
      ['ServiceDelete', 'DELETE', '/services/{other}'],
      ['ServiceUpdate', 'POST', '/services/{other}/update'],
      ['ServiceLogs', 'GET', '/services/{other}/logs'],
      ['TaskList', 'GET', '/tasks'],
      ['TaskInspect', 'GET', '/tasks/{other}'],
      ['TaskLogs', 'GET', '/tasks/{other}/logs'],
      ['SecretList', 'GET', '/secrets'],
      ['SecretCreate', 'POST', '/secrets/create'],
      ['SecretInspect', 'GET', '/secrets/{other}'],
      ['SecretDelete', 'DELETE', '/secrets/{other}'],
      ['SecretUpdate', 'POST', '/secrets/{other}/update'],
      ['ConfigList', 'GET', '/configs'],
      ['ConfigCreate', 'POST', '/configs/create'],
      ['ConfigInspect', 'GET', '/configs/{other}'],
      ['ConfigDelete', 'DELETE', '/configs/{other}'],
      ['ConfigUpdate', 'POST', '/configs/{other}/update'],
    ],
    'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
  ),
];
