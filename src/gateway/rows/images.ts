import { refused, served } from '../row.ts';
import { build, buildQuery } from '../serve/build.ts';
import { grpc, session } from '../serve/buildkit.ts';
import { commit } from '../serve/containers.ts';
import { saveImages } from '../serve/files.ts';
import { createImage, loadImages, pushImage } from '../serve/images.ts';
import { removeImage, tagImage } from '../serve/objects.ts';
import { pruneBuildCache, pruneImages } from '../serve/prune.ts';
import * as read from '../serve/reads.ts';

const listing = ['all', 'digests', 'shared-size', 'manifests', 'filter'];

export const images = [
  served(['ImageList', 'GET', '/images/json'], 'image.read', {
    query: [...listing, 'filters'],
    serve: read.listed('images', listing, ['before', 'dangling', 'label', 'reference', 'since', 'until']),
  }),
  served(['ImageSearch', 'GET', '/images/search'], 'registry.read', {
    query: ['term', 'limit', 'filters'],
    serve: read.listed('imageSearch', ['term', 'limit'], ['is-official', 'is-automated', 'stars']),
  }),
  served(['ImageGetAll', 'GET', '/images/get'], 'image.save', {
    query: ['platform'],
    lists: ['names'],
    flow: 'answer',
    serve: saveImages(({ query }) => query.texts('names')),
  }),
  served(['ImageCreate', 'POST', '/images/create'], 'image.pull', {
    query: ['fromImage', 'fromSrc', 'repo', 'tag', 'message', 'platform'],
    lists: ['changes'],
    body: 'stream',
    flow: 'upload',
    serve: createImage,
  }),
  served(['ImageLoad', 'POST', '/images/load'], 'image.load', {
    query: ['quiet', 'platform'],
    body: 'stream',
    flow: 'upload',
    serve: loadImages,
  }),
  served(['ImagePrune', 'POST', '/images/prune'], 'image.prune', { query: ['filters'], serve: pruneImages }),
  served(['ImageCommit', 'POST', '/commit'], 'container.commit', {
    query: ['container', 'repo', 'tag', 'comment', 'author', 'pause'],
    lists: ['changes'],
    body: 'json',
    serve: commit,
  }),
  served(['ImageBuild', 'POST', '/build'], 'image.build', {
    query: buildQuery,
    lists: ['t'],
    body: 'stream',
    flow: 'upload',
    serve: build,
  }),
  served(['Session', 'POST', '/session'], 'build.session', { flow: 'http2', serve: session }),
  // In no description of the Engine API, and answered by every engine: what buildx asks BuildKit by.
  served(['Grpc', 'POST', '/grpc'], 'build.session', { flow: 'http2', serve: grpc }),
  served(['BuildPrune', 'POST', '/build/prune'], 'build.prune', {
    query: ['all', 'keep-storage', 'reserved-space', 'max-used-space', 'min-free-space', 'filters'],
    serve: pruneBuildCache,
  }),
  served(['ImageInspect', 'GET', '/images/{image}/json'], 'image.read', { query: ['platform'], serve: read.image }),
  served(['ImageHistory', 'GET', '/images/{image}/history'], 'image.read', { query: ['platform'], serve: read.imageHistory }),
  served(['ImageGet', 'GET', '/images/{image}/get'], 'image.save', {
    query: ['platform'],
    flow: 'answer',
    serve: saveImages((call) => [call.part('image')]),
  }),
  served(['ImagePush', 'POST', '/images/{image}/push'], 'image.push', {
    query: ['tag', 'platform'],
    flow: 'answer',
    serve: pushImage,
  }),
  served(['ImageTag', 'POST', '/images/{image}/tag'], 'image.tag', { query: ['repo', 'tag'], serve: tagImage }),
  served(['ImageDelete', 'DELETE', '/images/{image}'], 'image.remove', {
    query: ['force', 'noprune'],
    lists: ['platforms'],
    serve: removeImage,
  }),
  ...refused('attestations of images are not read', [['ImageAttestations', 'GET', '/images/{image}/attestations']]),
  ...refused('what a registry has is told by GraphQL (image.update), with the credentials that are configured', [
    ['DistributionInspect', 'GET', '/distribution/{image}/json'],
  ]),
];
