-- DropIndex
DROP INDEX "AuditAction_actorId_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_actorName_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_action_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_targetName_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_targetImage_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_host_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_result_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_origin_seq_idx";

-- DropIndex
DROP INDEX "AuditAction_at_seq_idx";

-- What the search for text looks through, a row for each action under its seq: reason, target's name and parameters, with the case of letters folded by
-- src/audit/text.ts, for which reason the tokenizer leaves case alone. Three letters are a word of the index, so any part of a text is found.
CREATE VIRTUAL TABLE "AuditText" USING fts5("text", columnsize = 0, tokenize = 'trigram case_sensitive 1');

CREATE TRIGGER "AuditAction_delete_text" AFTER DELETE ON "AuditAction"
BEGIN
    DELETE FROM "AuditText" WHERE rowid = OLD."seq";
END;
