import { Type } from 'typebox';
import { rulesWith, texts } from '../rules/schema.ts';

const strict = { additionalProperties: false } as const;

/** What client certificates are worth. */
export const certificates = Type.Object(
  {
    rules: rulesWith(
      Type.Object(
        {
          cn: Type.Optional({
            ...texts,
            description: 'The common name of the subject: a pattern, or several of which one must fit.',
          }),
          san: Type.Optional({
            ...texts,
            description:
              'One of the alternative names, with its kind: `URI:spiffe://example.com/*`, `DNS:...`, `email:...`, `IP Address:...`.',
          }),
        },
        { ...strict, description: 'Names in the certificate, all of which must fit.', minProperties: 1 },
      ),
      'The first that fits decides; where none does the certificate is refused.',
    ),
  },
  {
    ...strict,
    description: 'Client certificates that one of `WHARFINGER_TLS_CLIENT_CA` has signed, of requests without a token.',
  },
);
