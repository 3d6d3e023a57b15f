-- CreateTable
CREATE TABLE "ExternalEvent" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "auditId" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "EventCursor" (
    "host" TEXT NOT NULL PRIMARY KEY,
    "engineId" TEXT NOT NULL,
    "timeNano" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "snapshot" TEXT NOT NULL
);
