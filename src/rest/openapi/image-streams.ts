import type { Json } from './types.ts';

type Option = readonly [name: string, description: string, schema?: Json];

const text: Json = { type: 'string' };
const many: Json = { type: 'array', items: text };
const flag: Json = { type: 'boolean' };

const host: Option = ['host', 'Which host; may be left out where there is one.'];
const reason: Option = ['reason', 'Why, for the audit log.'];

const query = (options: readonly Option[]): Json[] =>
  [...options, host, reason].map(([name, description, schema = text]) => ({
    name,
    in: 'query',
    required: name === 'ref',
    description,
    schema,
  }));

const tar: Json = { 'application/x-tar': { schema: { type: 'string', format: 'binary' } } };

const line: Json = {
  type: 'object',
  description:
    'One line: what the engine tells (`stream`, or `status` with `id`, `current` and `total`), and as the last one either `result` or `error`.',
  properties: {
    stream: text,
    status: text,
    id: text,
    current: { type: 'integer' },
    total: { type: 'integer' },
    imageId: text,
    result: {
      type: 'object',
      properties: {
        images: { type: 'array', items: { type: 'object', properties: { ref: { type: ['string', 'null'] }, id: text } } },
        changed: flag,
        auditId: text,
      },
    },
    error: { type: 'object', properties: { code: text, message: text, auditId: text } },
  },
};

function upload(id: string, summary: string, more: string, parameters: readonly Json[], errors: Json): Json {
  const permission = `image.${id.replace(/Image.*/, '')}`;
  return {
    post: {
      operationId: id,
      tags: ['Images'],
      summary,
      description: `${summary}. ${more} Permission: \`${permission}\`; an operation, which ends when the client leaves.`,
      parameters,
      requestBody: { required: true, content: tar },
      responses: { '200': { description: 'Begun.', content: { 'application/x-ndjson': { schema: line } } }, ...errors },
    },
  };
}

const onePlatform =
  'Of images that are for several platforms that one alone, such as `linux/arm64`. 400 where the engine is older than API 1.48.';

/** The description of images as streams, which are no fields of the schema. */
export function imageStreamPaths(errors: Json): Record<string, Json> {
  const args = {
    name: 'X-Wharfinger-Build-Args',
    in: 'header',
    required: false,
    description: 'Build arguments: a JSON object of texts. They are in no URL and on no record.',
    schema: text,
  };
  return {
    '/api/v1/images/save': {
      get: {
        operationId: 'saveImages',
        tags: ['Images'],
        summary: 'Images as an archive',
        description: 'Images as an archive. Permission: `image.save`; an operation, on record before the first byte.',
        parameters: query([
          ['ref', 'Names or ids of images, 1 to 100.', many],
          ['platform', onePlatform],
        ]),
        responses: { '200': { description: 'As `docker save` makes it.', content: tar }, ...errors },
      },
    },
    '/api/v1/images/load': upload(
      'loadImages',
      'Loads images from an archive',
      'As `docker save` makes it.',
      query([['platform', onePlatform]]),
      errors,
    ),
    '/api/v1/images/import': upload(
      'importImage',
      'Makes an image of a root file system',
      'The body has its files.',
      query([
        ['repo', 'Its name.'],
        ['tag', 'Its tag; `latest` when left out. Needs `repo`.'],
        ['change', 'Instructions of a Dockerfile that set its configuration.', many],
        ['message', 'A comment.'],
        ['platform', 'Such as `linux/arm64`.'],
      ]),
      errors,
    ),
    '/api/v1/images/build': upload(
      'buildImage',
      'Builds an image by a Dockerfile',
      'The body has the Dockerfile and what it copies.',
      [
        args,
        ...query([
          ['tag', 'Names for the image.', many],
          ['dockerfile', 'Path within the context; `Dockerfile` when left out.'],
          ['target', 'The stage to stop at.'],
          ['noCache', 'Builds every step anew.', flag],
          ['pull', 'Asks for newer base images.', flag],
          ['rm', 'Removes the containers of the steps after a build that succeeded; true when left out.', flag],
          ['forceRm', 'Removes them after any build.', flag],
          ['label', '`key=value`.', many],
          ['platform', 'Such as `linux/arm64`.'],
          ['network', 'Network of the steps. What equals the host takes `container.host`.'],
          ['cacheFrom', 'Images whose layers may be used.', many],
        ]),
      ],
      errors,
    ),
  };
}
