import type { Caller, Source } from '../access/caller.ts';
import { localCaller, type TokenInfo } from '../access/token.ts';
import type { AdminAnswer, AdminRequest } from './admin-protocol.ts';
import { shownAs } from './failure.ts';
import type { FastifyBaseLogger } from 'fastify';

type Shown = Omit<TokenInfo, 'createdById' | 'bootstrap' | 'scopes' | 'description'>;

/** The use cases on tokens, which put themselves on record. */
export interface TokenUseCases {
  create(
    caller: Caller,
    source: Source,
    input: {
      name: string;
      role: string | null;
      permissions: readonly string[];
      addresses: readonly string[];
      expiresInMs: number | null;
      reason: string | null;
      description?: string;
      scope?: string;
      limits?: object;
    },
  ): Promise<{ auditId: string; value: { token: Shown; secret: string } }>;
  revoke(
    caller: Caller,
    source: Source,
    input: { tokenId: string; reason: string | null },
  ): Promise<{ auditId: string; changed: boolean; value: Shown }>;
  list(caller: Caller, source: Source): Promise<readonly Shown[]>;
}

/** The use cases on the audit log itself, which put themselves on record. */
export interface AuditLogUseCases {
  rotateKey(
    caller: Caller,
    source: Source,
    reason: string | null,
  ): Promise<{ auditId: string; value: { keyId: string; before: string } }>;
  accept(caller: Caller, source: Source, reason: string | null): Promise<{ auditId: string; value: { found: string } }>;
}

/** Puts a read of the log on record. Gives its audit id; null where it is there already. */
type NoteRead = (
  caller: Caller,
  source: Source,
  what: { read: string; filter: Readonly<Record<string, unknown>> },
) => Promise<string | null>;

/** Where requests of the command line come from; `user` is a claim. */
export const localSource = (user: string): Source => ({
  transport: 'system',
  address: null,
  port: null,
  userAgent: 'wharfinger command line',
  requestId: null,
  claimed: { user },
});

/** Carries out one request of the command line. Never rejects: what went wrong is in the answer. */
export async function administer(
  { tokens, auditLog, noteRead }: { tokens: TokenUseCases; auditLog: AuditLogUseCases; noteRead: NoteRead },
  log: Pick<FastifyBaseLogger, 'error' | 'info'>,
  request: AdminRequest,
): Promise<AdminAnswer> {
  const source = localSource(request.user);
  try {
    if (request.method === 'createToken') {
      const { auditId, value } = await tokens.create(localCaller, source, request.input);
      return { created: shown(value.token), secret: value.secret, auditId };
    }
    if (request.method === 'revokeToken') {
      const { auditId, changed, value } = await tokens.revoke(localCaller, source, request.input);
      return { revoked: shown(value), changed, auditId };
    }
    if (request.method === 'rotateAuditKey') {
      const { auditId, value } = await auditLog.rotateKey(localCaller, source, request.reason);
      return { ...value, auditId };
    }
    if (request.method === 'acceptAuditLog') {
      const { auditId, value } = await auditLog.accept(localCaller, source, request.reason);
      return { accepted: value.found, auditId };
    }
    if (request.method === 'noteRead') return { noted: await noteRead(localCaller, source, request) };
    return { tokens: (await tokens.list(localCaller, source)).map(shown) };
  } catch (cause) {
    const { error } = shownAs(cause, log);
    return { error: { code: error.code, message: error.message, auditId: error.auditId ?? null } };
  }
}

function shown({ id, name, role, permissions, addresses, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt }: Shown) {
  return {
    id,
    name,
    role,
    permissions: [...permissions],
    addresses: [...addresses],
    createdBy,
    createdAt,
    expiresAt,
    lastUsedAt,
    revokedAt,
  };
}
