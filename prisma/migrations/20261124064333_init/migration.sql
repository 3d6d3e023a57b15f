-- CreateTable
CREATE TABLE "AuditRecord" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "auditId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "time" DATETIME NOT NULL,
    "body" TEXT NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "AuditAction" (
    "auditId" TEXT NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "outcomeSeq" INTEGER,
    "at" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "durationMs" REAL,
    "action" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "host" TEXT,
    "targetType" TEXT,
    "targetId" TEXT,
    "targetName" TEXT,
    "targetImage" TEXT,
    "targetLabels" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "reason" TEXT,
    "idempotencyKey" TEXT,
    "intent" TEXT NOT NULL,
    "outcome" TEXT
);

-- CreateTable
CREATE TABLE "Token" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "permissions" TEXT NOT NULL,
    "addresses" TEXT NOT NULL,
    "createdById" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME,
    "bootstrap" BOOLEAN NOT NULL DEFAULT false
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditRecord_auditId_stage_key" ON "AuditRecord"("auditId", "stage");

-- CreateIndex
CREATE UNIQUE INDEX "AuditAction_seq_key" ON "AuditAction"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "AuditAction_outcomeSeq_key" ON "AuditAction"("outcomeSeq");

-- CreateIndex
CREATE INDEX "AuditAction_actorId_seq_idx" ON "AuditAction"("actorId", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_actorId_idempotencyKey_idx" ON "AuditAction"("actorId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "AuditAction_actorName_seq_idx" ON "AuditAction"("actorName", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_action_seq_idx" ON "AuditAction"("action", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_targetId_seq_idx" ON "AuditAction"("targetId", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_targetName_seq_idx" ON "AuditAction"("targetName", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_targetImage_seq_idx" ON "AuditAction"("targetImage", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_host_seq_idx" ON "AuditAction"("host", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_result_seq_idx" ON "AuditAction"("result", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_origin_seq_idx" ON "AuditAction"("origin", "seq");

-- CreateIndex
CREATE INDEX "AuditAction_at_seq_idx" ON "AuditAction"("at", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Token_hash_key" ON "Token"("hash");


-- The audit log takes new rows and nothing else. (REPLACE deletes too, and fires the second trigger where recursive_triggers is on.)
CREATE TRIGGER "AuditRecord_no_update" BEFORE UPDATE ON "AuditRecord"
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER "AuditRecord_no_delete" BEFORE DELETE ON "AuditRecord"
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
