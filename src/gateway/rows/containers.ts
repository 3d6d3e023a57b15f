import { refused, served } from '../row.ts';
import * as act from '../serve/containers.ts';
import * as files from '../serve/files.ts';
import { pruneContainers } from '../serve/prune.ts';
import * as read from '../serve/reads.ts';
import * as terminals from '../serve/terminals.ts';

const filters = 'ancestor before expose exited health id isolation is-task label name network publish since status volume'.split(
  ' ',
);
const listing = ['all', 'limit', 'size', 'since', 'before'];
const ofLogs = ['follow', 'stdout', 'stderr', 'since', 'until', 'timestamps', 'tail', 'details'];
const ofAttach = ['detachKeys', 'logs', 'stream', 'stdin', 'stdout', 'stderr'];

export const containers = [
  served(['ContainerList', 'GET', '/containers/json'], 'container.read', {
    query: [...listing, 'filters'],
    serve: read.listed('containers', listing, filters),
  }),
  served(['ContainerCreate', 'POST', '/containers/create'], 'container.create', {
    query: ['name', 'platform'],
    body: 'json',
    serve: act.create,
  }),
  served(['ContainerInspect', 'GET', '/containers/{container}/json'], 'container.read', {
    query: ['size'],
    serve: read.container,
  }),
  served(['ContainerTop', 'GET', '/containers/{container}/top'], 'container.processes', {
    query: ['ps_args'],
    serve: read.processes,
  }),
  served(['ContainerLogs', 'GET', '/containers/{container}/logs'], 'container.logs', {
    query: ofLogs,
    flow: 'answer',
    serve: read.logs,
  }),
  served(['ContainerChanges', 'GET', '/containers/{container}/changes'], 'container.changes', { serve: read.changes }),
  served(['ContainerExport', 'GET', '/containers/{container}/export'], 'container.export', {
    flow: 'answer',
    serve: files.exportContainer,
  }),
  served(['ContainerStats', 'GET', '/containers/{container}/stats'], 'container.stats', {
    query: ['stream', 'one-shot'],
    flow: 'answer',
    serve: read.stats,
  }),
  served(['ContainerResize', 'POST', '/containers/{container}/resize'], 'container.attach', {
    query: ['h', 'w'],
    serve: terminals.resizeContainer,
  }),
  served(['ContainerStart', 'POST', '/containers/{container}/start'], 'container.start', {
    query: ['detachKeys', 'checkpoint', 'checkpoint-dir'],
    serve: act.start,
  }),
  served(['ContainerStop', 'POST', '/containers/{container}/stop'], 'container.stop', {
    query: ['t', 'signal'],
    serve: act.stop,
  }),
  served(['ContainerRestart', 'POST', '/containers/{container}/restart'], 'container.restart', {
    query: ['t', 'signal'],
    serve: act.restart,
  }),
  served(['ContainerKill', 'POST', '/containers/{container}/kill'], 'container.kill', { query: ['signal'], serve: act.kill }),
  served(['ContainerUpdate', 'POST', '/containers/{container}/update'], 'container.update', { body: 'json', serve: act.update }),
  served(['ContainerRename', 'POST', '/containers/{container}/rename'], 'container.rename', {
    query: ['name'],
    serve: act.rename,
  }),
  served(['ContainerPause', 'POST', '/containers/{container}/pause'], 'container.pause', { serve: act.pause }),
  served(['ContainerUnpause', 'POST', '/containers/{container}/unpause'], 'container.unpause', { serve: act.unpause }),
  served(['ContainerAttach', 'POST', '/containers/{container}/attach'], 'container.attach', {
    query: ofAttach,
    flow: 'both',
    serve: terminals.attach,
  }),
  served(['ContainerWait', 'POST', '/containers/{container}/wait'], 'container.wait', {
    query: ['condition'],
    flow: 'answer',
    serve: act.wait,
  }),
  served(['ContainerDelete', 'DELETE', '/containers/{container}'], 'container.remove', {
    query: ['v', 'force', 'link'],
    serve: act.remove,
  }),
  served(['ContainerArchiveInfo', 'HEAD', '/containers/{container}/archive'], 'container.files.read', {
    query: ['path'],
    serve: files.statPath,
  }),
  served(['ContainerArchive', 'GET', '/containers/{container}/archive'], 'container.files.read', {
    query: ['path'],
    flow: 'answer',
    serve: files.readArchive,
  }),
  served(['PutContainerArchive', 'PUT', '/containers/{container}/archive'], 'container.files.write', {
    query: ['path', 'noOverwriteDirNonDir', 'copyUIDGID'],
    body: 'stream',
    flow: 'upload',
    serve: files.writeArchive,
  }),
  served(['ContainerPrune', 'POST', '/containers/prune'], 'container.prune', { query: ['filters'], serve: pruneContainers }),
  served(['ContainerExec', 'POST', '/containers/{container}/exec'], 'container.exec', {
    body: 'json',
    serve: terminals.createExec,
  }),
  served(['ExecStart', 'POST', '/exec/{exec}/start'], 'container.exec', {
    body: 'json',
    flow: 'both',
    serve: terminals.startExec,
  }),
  served(['ExecResize', 'POST', '/exec/{exec}/resize'], 'container.exec', { query: ['h', 'w'], serve: terminals.resizeExec }),
  served(['ExecInspect', 'GET', '/exec/{exec}/json'], 'container.exec', { serve: terminals.inspectExec }),
  ...refused('terminals over WebSockets have a protocol of their own: /api/v1/hosts/{host}/containers/{ref}/attach/ws', [
    ['ContainerAttachWebsocket', 'GET', '/containers/{container}/attach/ws'],
  ]),
];
