import { Type, type TSchema } from 'typebox';

export const short = (description: string) => Type.String({ description, minLength: 1, maxLength: 512 });
export const several = (description: string) =>
  Type.Union([short(''), Type.Array(short(''), { minItems: 1, maxItems: 200 })], { description });

/** What a claim must be. */
export const texts = several('A pattern, or several of which one must fit; `*` stands for any characters.');

/** Rules that say what whoever has certain claims gets; `when` is what can be asked of the claims. */
export function rulesWith<When extends TSchema>(when: When, description: string) {
  const rule = Type.Object(
    {
      when,
      role: Type.Optional(Type.String({ description: 'A role, built in or of this policy.' })),
      permissions: Type.Optional(
        Type.Array(short(''), {
          description: 'Actions granted beside the role, or patterns of them.',
          minItems: 1,
          maxItems: 200,
        }),
      ),
      scopes: Type.Optional(Type.Array(Type.String(), { description: 'Scopes of this policy; all must hold.', maxItems: 20 })),
    },
    { additionalProperties: false, description: 'What whoever has these claims gets.' },
  );
  return Type.Array(rule, { description, minItems: 1, maxItems: 1000 });
}
