-- CreateTable
CREATE TABLE "AuditRetained" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL
);


-- What retention has archived can be removed, and nothing else: this row says up to which record, and it only grows.
CREATE TRIGGER "AuditRetained_one_row" BEFORE INSERT ON "AuditRetained" WHEN NEW."id" <> 1 OR EXISTS (SELECT 1 FROM "AuditRetained")
BEGIN
    SELECT RAISE(ABORT, 'there is one row that says where the audit log begins');
END;

CREATE TRIGGER "AuditRetained_grows" BEFORE UPDATE ON "AuditRetained" WHEN NEW."id" <> 1 OR NEW."seq" <= OLD."seq"
BEGIN
    SELECT RAISE(ABORT, 'the audit log never begins earlier than it did');
END;

CREATE TRIGGER "AuditRetained_no_delete" BEFORE DELETE ON "AuditRetained"
BEGIN
    SELECT RAISE(ABORT, 'the audit log never begins earlier than it did');
END;

DROP TRIGGER "AuditRecord_no_delete";

CREATE TRIGGER "AuditRecord_no_delete" BEFORE DELETE ON "AuditRecord"
WHEN OLD."seq" > COALESCE((SELECT "seq" FROM "AuditRetained" WHERE "id" = 1), 0)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
