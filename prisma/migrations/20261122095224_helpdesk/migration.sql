-- AlterTable
ALTER TABLE "Ticket" ADD COLUMN     "cardHash" TEXT,
ADD COLUMN     "cardId" INTEGER,
ADD COLUMN     "closedBy" TEXT,
ADD COLUMN     "firstAnswerAt" TIMESTAMPTZ(3),
ADD COLUMN     "groupId" BIGINT,
ADD COLUMN     "openKey" TEXT,
ADD COLUMN     "ratedAt" TIMESTAMPTZ(3),
ADD COLUMN     "rating" INTEGER,
ADD COLUMN     "remindedAt" TIMESTAMPTZ(3),
ADD COLUMN     "reopenedAt" TIMESTAMPTZ(3),
ADD COLUMN     "silentSince" TIMESTAMPTZ(3),
ADD COLUMN     "syncAfter" TIMESTAMPTZ(3),
ADD COLUMN     "syncAttempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "syncSince" TIMESTAMPTZ(3),
ADD COLUMN     "syncedAt" TIMESTAMPTZ(3),
ADD COLUMN     "takenAt" TIMESTAMPTZ(3),
ADD COLUMN     "takenBy" TEXT,
ADD COLUMN     "takenName" TEXT,
ADD COLUMN     "topicClaimedAt" TIMESTAMPTZ(3),
ADD COLUMN     "topicClosed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "topicId" INTEGER,
ADD COLUMN     "topicName" TEXT,
ADD COLUMN     "waitingSince" TIMESTAMPTZ(3),
ADD COLUMN     "warnedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "TicketMessage" (
    "id" BIGSERIAL NOT NULL,
    "ticketId" INTEGER NOT NULL,
    "botId" BIGINT NOT NULL,
    "author" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "authorId" TEXT,
    "language" TEXT,
    "content" JSONB NOT NULL,
    "versions" JSONB NOT NULL DEFAULT '[]',
    "sourceChatId" BIGINT,
    "sourceMessageId" INTEGER,
    "albumId" TEXT,
    "mailId" TEXT,
    "replyToId" BIGINT,
    "quote" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "reaction" TEXT,
    "reactionShown" TEXT,
    "copyId" BIGINT,
    "mailedAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "TicketMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketCopy" (
    "id" BIGSERIAL NOT NULL,
    "ticketId" INTEGER NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "messageId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketCopy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketFile" (
    "id" BIGSERIAL NOT NULL,
    "messageId" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeskGroup" (
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "movedTo" BIGINT,
    "lostAt" TIMESTAMPTZ(3),
    "lostWhy" TEXT,
    "senderId" TEXT,
    "senderUntil" TIMESTAMPTZ(3),
    "sendAfter" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeskGroup_pkey" PRIMARY KEY ("botId","chatId")
);

-- CreateTable
CREATE TABLE "DeskBlock" (
    "id" SERIAL NOT NULL,
    "institutionId" TEXT NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "liftedBy" TEXT,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DeskBlock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeskEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "institutionId" TEXT NOT NULL,
    "ticketId" INTEGER,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "DeskEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TicketMessage_ticketId_id_idx" ON "TicketMessage"("ticketId", "id");

-- CreateIndex
CREATE INDEX "TicketMessage_copyId_idx" ON "TicketMessage"("copyId");

-- CreateIndex
CREATE UNIQUE INDEX "TicketMessage_botId_sourceChatId_sourceMessageId_key" ON "TicketMessage"("botId", "sourceChatId", "sourceMessageId");

-- CreateIndex
CREATE UNIQUE INDEX "TicketMessage_ticketId_mailId_key" ON "TicketMessage"("ticketId", "mailId");

-- CreateIndex
CREATE INDEX "TicketCopy_ticketId_idx" ON "TicketCopy"("ticketId");

-- CreateIndex
CREATE UNIQUE INDEX "TicketCopy_botId_chatId_messageId_key" ON "TicketCopy"("botId", "chatId", "messageId");

-- CreateIndex
CREATE INDEX "TicketFile_messageId_idx" ON "TicketFile"("messageId");

-- CreateIndex
CREATE INDEX "DeskBlock_botId_chatId_institutionId_idx" ON "DeskBlock"("botId", "chatId", "institutionId");

-- CreateIndex
CREATE INDEX "DeskEvent_institutionId_at_idx" ON "DeskEvent"("institutionId", "at");

-- CreateIndex
CREATE INDEX "DeskEvent_ticketId_idx" ON "DeskEvent"("ticketId");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_openKey_key" ON "Ticket"("openKey");

-- CreateIndex
CREATE INDEX "Ticket_groupId_topicId_idx" ON "Ticket"("groupId", "topicId");

-- CreateIndex
CREATE INDEX "Ticket_groupId_syncSince_idx" ON "Ticket"("groupId", "syncSince");

-- CreateIndex
CREATE INDEX "Ticket_institutionId_createdAt_idx" ON "Ticket"("institutionId", "createdAt");

-- AddForeignKey
ALTER TABLE "TicketMessage" ADD CONSTRAINT "TicketMessage_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketMessage" ADD CONSTRAINT "TicketMessage_replyToId_fkey" FOREIGN KEY ("replyToId") REFERENCES "TicketMessage"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketMessage" ADD CONSTRAINT "TicketMessage_copyId_fkey" FOREIGN KEY ("copyId") REFERENCES "TicketCopy"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketCopy" ADD CONSTRAINT "TicketCopy_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketFile" ADD CONSTRAINT "TicketFile_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "TicketMessage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeskEvent" ADD CONSTRAINT "DeskEvent_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Of several open tickets of a chat at an institution the newest stays open: the others were letters that the helpdesk has.
UPDATE "Ticket" SET "closedAt" = "createdAt", "closedBy" = 'silence'
WHERE "closedAt" IS NULL AND id NOT IN (
  SELECT max(id) FROM "Ticket" WHERE "closedAt" IS NULL GROUP BY "botId", "chatId", "institutionId"
);
UPDATE "Ticket" SET "openKey" = "botId" || ':' || "chatId" || ':' || "institutionId" WHERE "closedAt" IS NULL;
