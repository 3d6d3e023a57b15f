import type { Json } from './types.ts';

type Option = readonly [name: string, description: string, schema?: Json];

const text: Json = { type: 'string' };
const flag: Json = { type: 'boolean' };
const ref: Json = {
  name: 'ref',
  in: 'path',
  required: true,
  description: 'A name, an id, or the beginning of one.',
  schema: text,
};
const query = (options: readonly Option[], required: readonly string[]): Json[] =>
  options.map(([name, description, schema = text]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description,
    schema,
  }));
const everywhere: readonly Option[] = [
  ['host', 'The host it is on. May be left out while there is one host.'],
  ['reason', 'Why, for the audit log.'],
];
const auditId = { 'X-Audit-Id': { description: 'The id of the event in the audit log.', schema: text } };
const bytes: Json = { schema: { type: 'string', format: 'binary' } };

function operation(operationId: string, summary: string, more: string, parameters: readonly Json[], rest: Json): Json {
  return {
    operationId,
    tags: ['Containers'],
    summary,
    description: `${summary}. ${more}`,
    parameters: [ref, ...parameters],
    ...rest,
  };
}

/** Files in and out of containers, which are no fields of the schema. docs/files.md says more. */
export function filePaths(errors: Json): Record<string, Json> {
  const got = (content: Json, description: string) => ({
    responses: { '200': { description, headers: auditId, content }, ...errors },
  });
  const download = operation(
    'downloadFiles',
    'Files out of a container',
    'Of a regular file its bytes, of everything else a tar as `docker cp` makes it. Permission: `container.files.read`; on record before the first byte.',
    query(
      [
        ['path', 'Absolute path in the container.'],
        [
          'format',
          '`raw` for the bytes of one regular file, `tar` for a tar of anything. Left out: as the path is.',
          { ...text, enum: ['raw', 'tar'] },
        ],
        ['follow', 'Where the path is a symbolic link, what it leads to.', flag],
        ...everywhere,
      ],
      ['path'],
    ),
    got({ 'application/octet-stream': bytes, 'application/x-tar': bytes }, 'The file, or a tar.'),
  );
  const whole = operation(
    'exportContainer',
    'The whole file system of a container as a tar',
    'Without volumes, as `docker export`. Permission: `container.export`; on record before the first byte.',
    query(everywhere, []),
    got({ 'application/x-tar': bytes }, 'The tar.'),
  );
  const upload = operation(
    'uploadFiles',
    'Files into a container',
    'A tar is extracted at `path`, a directory; any other body becomes the file at `path`, and needs a `Content-Length`. A tar is judged entry by entry before the engine sees it. Permission: `container.files.write`.',
    query(
      [
        ['path', 'Absolute path: of the file, or of the directory for a tar.'],
        [
          'noOverwriteDirNonDir',
          'A directory never takes the place of something else, nor the other way round; true when left out.',
          flag,
        ],
        ['copyUidGid', 'All is given to the user that the container is configured to run as.', flag],
        ['mode', 'Of a single file: octal, such as `0644`.'],
        ['uid', 'Of a single file: its owner.', { type: 'integer', minimum: 0 }],
        ['gid', 'Of a single file: its group.', { type: 'integer', minimum: 0 }],
        ...everywhere,
      ],
      ['path'],
    ),
    {
      requestBody: { required: true, content: { 'application/x-tar': bytes, '*/*': bytes } },
      responses: {
        '200': {
          description: 'What has been written.',
          headers: auditId,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['bytes', 'entries', 'changed', 'auditId'],
                properties: { bytes: { type: 'integer' }, entries: { type: 'integer' }, changed: flag, auditId: text },
              },
            },
          },
        },
        ...errors,
      },
    },
  );
  return {
    '/api/v1/containers/{ref}/files': { get: download, put: upload },
    '/api/v1/containers/{ref}/export': { get: whole },
  };
}

/** Terminals over WebSockets. docs/terminals.md has all messages. */
export function terminalPaths(errors: Json): Record<string, Json> {
  const host: Json = { name: 'host', in: 'path', required: true, description: 'The host it is on.', schema: text };
  const opening = (operationId: string, summary: string, fields: string, permission: string) => ({
    get: operation(
      operationId,
      summary,
      [
        'Send an upgrade to WebSocket; no sub-protocol is asked for.',
        `The client speaks first, within ten seconds, one JSON message: ${fields}, \`cols\` and \`rows\`, \`stdin\`, \`detachKeys\`, \`reason\`, \`idleTimeoutSeconds\`,`,
        '`timeLimitSeconds`, and `authorization` where the upgrade had no such header.',
        'From then on binary messages are bytes (without a terminal the first byte of those from the server is 1 for standard output, 2 for standard error), and text',
        `messages are JSON: resize, end of input, exit code. All messages are in docs/terminals.md. Permission: \`${permission}\`; on record from its beginning to its end.`,
      ].join(' '),
      [host],
      { responses: { '101': { description: 'The WebSocket is open: the opening message is to be sent now.' }, ...errors } },
    ),
  });
  return {
    '/api/v1/hosts/{host}/containers/{ref}/exec/ws': opening(
      'openTerminal',
      'A command in a container, with a terminal where asked for',
      '`command`, and where wanted `tty`, `env`, `user`, `workingDir`',
      'container.exec',
    ),
    '/api/v1/hosts/{host}/containers/{ref}/attach/ws': opening(
      'attachTerminal',
      "A container's own process",
      '`{}`, and where wanted',
      'container.attach',
    ),
  };
}
