import { Type } from 'typebox';
import { rulesWith, several, short, texts } from '../rules/schema.ts';
import { algorithms } from './provider.ts';

const strict = { additionalProperties: false } as const;
const provider = Type.Object(
  {
    name: Type.String({ description: 'Names it in the audit log: `oidc:<name>:<subject>`.', pattern: '^[a-z][a-z0-9_-]{0,62}$' }),
    issuer: short('The `iss` of its tokens, exactly; its discovery document is below it. https, or http on loopback.'),
    audience: several('The `aud` that a token must have; of several, one.'),
    algorithms: Type.Optional(
      Type.Array(Type.Enum([...algorithms]), {
        description: 'How its tokens may be signed: RS256, ES256 and EdDSA when left out.',
        minItems: 1,
        maxItems: algorithms.length,
      }),
    ),
    type: Type.Optional(short('The `typ` that a token must have, for example `at+jwt`. When left out: `JWT`, `at+jwt` or none.')),
    kind: Type.Optional(
      Type.Enum(['person', 'pipeline'], { description: 'What the audit log calls them; `person` when left out.' }),
    ),
    nameClaim: Type.Optional(
      short('The claim with their name; `preferred_username` or `email` when left out, and `sub` where there is none.'),
    ),
    rules: rulesWith(
      Type.Record(Type.String({ minLength: 1, maxLength: 200 }), texts, {
        description: 'Claims, all of which must fit. A name with dots leads into an object: `realm_access.roles`.',
        minProperties: 1,
        maxProperties: 50,
      }),
      'The first that fits decides; where none does the token is refused.',
    ),
  },
  { ...strict, description: 'An issuer whose signed tokens are believed.' },
);

/** Issuers whose signed tokens are believed. */
export const oidc = Type.Array(provider, {
  description: 'Providers of OpenID Connect, for people and for pipelines.',
  maxItems: 20,
});
