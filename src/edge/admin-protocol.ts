import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/**
 * What the command line and the serving process say to each other over `admin.sock`: one JSON request, one JSON answer. Only the owner of the state
 * directory can open the socket, so it asks for no credential.
 */
export const adminRequest = Type.Union([
  Type.Object({
    method: Type.Literal('createToken'),
    /** Who is logged in, as far as the command line can tell: a claim. */
    user: Type.String({ maxLength: 256 }),
    input: Type.Object({
      name: Type.String({ maxLength: 1000 }),
      role: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]),
      description: Type.Optional(Type.String({ maxLength: 1000 })),
      scope: Type.Optional(Type.String({ maxLength: 1000 })),
      limits: Type.Optional(
        Type.Object({
          hosts: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }))),
          labels: Type.Optional(Type.String({ maxLength: 2000 })),
          names: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }))),
          images: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }))),
        }),
      ),
      permissions: Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 1000 }),
      addresses: Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 1000 }),
      /** Milliseconds. */
      expiresInMs: Type.Union([Type.Number(), Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
    }),
  }),
  Type.Object({
    method: Type.Literal('revokeToken'),
    user: Type.String({ maxLength: 256 }),
    input: Type.Object({ tokenId: Type.String({ maxLength: 1000 }), reason: Type.Union([Type.String(), Type.Null()]) }),
  }),
  Type.Object({ method: Type.Literal('listTokens'), user: Type.String({ maxLength: 256 }) }),
  Type.Object({
    /** The command line has read the log itself. */
    method: Type.Literal('noteRead'),
    user: Type.String({ maxLength: 256 }),
    read: Type.String({ maxLength: 100 }),
    filter: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown()),
  }),
  Type.Object({
    method: Type.Enum(['rotateAuditKey', 'acceptAuditLog']),
    user: Type.String({ maxLength: 256 }),
    reason: Type.Union([Type.String(), Type.Null()]),
  }),
]);
export type AdminRequest = Static<typeof adminRequest>;

const time = Type.Union([Type.String(), Type.Null()]);
const token = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Type.String(),
  permissions: Type.Array(Type.String()),
  addresses: Type.Array(Type.String()),
  createdBy: Type.String(),
  createdAt: Type.String(),
  expiresAt: time,
  lastUsedAt: time,
  revokedAt: time,
});
/** A token as the command line shows it. */
export type ShownToken = Static<typeof token>;

export const adminAnswer = Type.Union([
  Type.Object({ created: token, secret: Type.String(), auditId: Type.String() }),
  Type.Object({ revoked: token, changed: Type.Boolean(), auditId: Type.String() }),
  Type.Object({ tokens: Type.Array(token) }),
  Type.Object({ keyId: Type.String(), before: Type.String(), auditId: Type.String() }),
  Type.Object({ accepted: Type.String(), auditId: Type.String() }),
  /** Null where the same read is on record already, a moment ago. */
  Type.Object({ noted: time }),
  Type.Object({ error: Type.Object({ code: Type.String(), message: Type.String(), auditId: time }) }),
]);
export type AdminAnswer = Static<typeof adminAnswer>;

/** The request that a text is; undefined where it is none. */
export function readRequest(text: string): AdminRequest | undefined {
  const value = readJson(text);
  return Value.Check(adminRequest, value) ? value : undefined;
}

/** The answer that a text is; undefined where it is none. */
export function readAnswer(text: string): AdminAnswer | undefined {
  const value = readJson(text);
  return Value.Check(adminAnswer, value) ? value : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
