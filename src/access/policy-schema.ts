import { Type, type Static } from 'typebox';
import { certificates } from './certificates/schema.ts';
import { oidc } from './oidc/schema.ts';

const strict = { additionalProperties: false } as const;
const name = '^[a-z][a-z0-9_-]{0,62}$';
const texts = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 512 }), { description, minItems: 1, maxItems: 200 });

/** The limits of a scope, each optional; what is given must hold all together. */
export const scopeLimits = Type.Object(
  {
    hosts: Type.Optional(texts('Names of hosts; `*` stands for any characters.')),
    labels: Type.Optional(
      Type.String({
        description: 'A label selector: `team=web,env!=prod,tier`. All of it must hold.',
        minLength: 1,
        maxLength: 2000,
      }),
    ),
    names: Type.Optional(texts('Names of containers, networks and volumes; `*` stands for any characters.')),
    images: Type.Optional(
      texts('References of images, with or without a tag; `*` stands for any characters, slashes and colons included.'),
    ),
  },
  { ...strict, description: 'What can be reached: all limits that are given must hold.', minProperties: 1 },
);

const target = Type.Object(
  {
    type: Type.Optional(
      Type.Enum(['container', 'image', 'network', 'volume', 'host'], { description: 'Of the action when left out.' }),
    ),
    name: Type.Optional(Type.String({ description: 'Its name, or the reference of an image.' })),
    labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Its labels.' })),
    image: Type.Optional(Type.String({ description: 'What the container was made from.' })),
    host: Type.Optional(Type.String({ description: 'The host it is on; `local` when left out.' })),
  },
  { ...strict, description: 'What it is done to.' },
);

const id = (description: string) => Type.Optional(Type.Integer({ description, minimum: 0, maximum: 4_294_967_294 }));

const socket = Type.Object(
  {
    path: Type.String({
      description: 'Where it is; the folder must be there.',
      pattern: '^/[^\\0]*[^/\\0]$',
      maxLength: 107,
    }),
    mode: Type.Optional(
      Type.String({ description: 'Who may open it, in octal digits; `0660` when left out.', pattern: '^0?[0-7]{3}$' }),
    ),
    owner: id('The id of the user whose it is; of the process when left out.'),
    group: id('The id of the group whose it is; of the process when left out.'),
    host: Type.Optional(
      Type.String({ description: 'The host it leads to; the only one when left out.', minLength: 1, maxLength: 63 }),
    ),
    role: Type.Optional(Type.String({ description: 'A role, built in or of this policy.', minLength: 1 })),
    permissions: Type.Optional(texts('Actions granted beside the role, or patterns of them.')),
    scopes: Type.Optional(Type.Array(Type.String(), { description: 'Scopes of this policy; all must hold.', maxItems: 20 })),
  },
  { ...strict, description: 'A unix socket for the Docker Engine API, and what whoever can open it may do.' },
);

const expectation = Type.Object(
  {
    who: Type.Object(
      {
        role: Type.Optional(Type.String({ description: 'A role, built in or of this policy.' })),
        permissions: Type.Optional(texts('Actions granted beside the role.')),
        scopes: Type.Optional(Type.Array(Type.String(), { description: 'Scopes of this policy; all must hold.', maxItems: 20 })),
      },
      { ...strict, description: 'A token as it could be.', minProperties: 1 },
    ),
    action: Type.String({ description: 'For example `container.stop`.' }),
    target: Type.Optional(target),
    expect: Type.Enum(['allow', 'deny'], { description: 'What the decision must be.' }),
  },
  { ...strict, description: 'One row of the table of who may do what.' },
);

export const expectations = Type.Array(expectation, {
  description: 'What `wharfinger policy test` tries; nothing of it is in force.',
  maxItems: 10_000,
});

/** The policy file. */
export const policyFile = Type.Object(
  {
    version: Type.Literal(1, { description: 'The version of this format: 1.' }),
    roles: Type.Optional(
      Type.Record(
        Type.String({ pattern: name }),
        Type.Object(
          {
            description: Type.Optional(Type.String({ description: 'What it is for, in words.', maxLength: 500 })),
            permissions: texts('Actions, or patterns of them such as `container.*`.'),
          },
          strict,
        ),
        { ...strict, description: 'Named sets of permissions beside the built-in roles, whose names they cannot take.' },
      ),
    ),
    scopes: Type.Optional(
      Type.Record(Type.String({ pattern: name }), scopeLimits, {
        ...strict,
        description: 'Named limits that tokens can have.',
      }),
    ),
    create: Type.Optional(
      Type.Object(
        {
          binds: Type.Optional(
            Type.Array(Type.String({ pattern: '^/[^\\0]*$', maxLength: 4096 }), {
              description:
                'Paths of the host that containers may mount, and what is below them, without the permission `host.bind`.',
              maxItems: 1000,
            }),
          ),
          registries: Type.Optional(
            texts(
              'Registries that images may be pulled, built and made into containers from, and pushed to: `registry.example.com`, `docker.io`; `*` stands for any characters.',
            ),
          ),
        },
        { ...strict, description: 'What new containers may have.' },
      ),
    ),
    identity: Type.Optional(
      Type.Object(
        { oidc: Type.Optional(oidc), certificates: Type.Optional(certificates) },
        { ...strict, description: 'Who is believed about who somebody is.', minProperties: 1 },
      ),
    ),
    sockets: Type.Optional(
      Type.Record(Type.String({ pattern: name }), socket, {
        ...strict,
        description: 'Unix sockets on which the Docker Engine API is served without a credential, by names for the audit log.',
        maxProperties: 200,
      }),
    ),
    readOnly: Type.Optional(
      Type.Boolean({ description: 'True: nobody changes anything, whatever their role. False when left out.' }),
    ),
    mode: Type.Optional(
      Type.Enum(['enforce', 'warn'], {
        description:
          '`warn`: what the scopes and the registries of this file would refuse is allowed, and on record with a rule that begins with `warn:`. `enforce` when left out.',
      }),
    ),
    tests: Type.Optional(expectations),
  },
  {
    ...strict,
    $id: 'wharfinger-policy',
    title: 'Policy of Wharfinger',
    description: 'Who may do what, as a file: wharfinger.yaml.',
  },
);

/** A file with nothing but expectations, for `wharfinger policy test`. */
export const expectationFile = Type.Object({ tests: expectations }, strict);

export type ScopeLimits = Static<typeof scopeLimits>;
export type PolicyFile = Static<typeof policyFile>;
export type Expectation = Static<typeof expectation>;
