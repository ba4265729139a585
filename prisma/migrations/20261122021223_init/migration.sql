-- CreateEnum
CREATE TYPE "Role" AS ENUM ('student', 'staff', 'parent', 'teacher');

-- CreateEnum
CREATE TYPE "IdentifierKind" AS ENUM ('phone', 'email', 'corporate_email');

-- CreateEnum
CREATE TYPE "VerificationKind" AS ENUM ('call', 'link');

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "fullName" TEXT NOT NULL,
    "roles" "Role"[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonPhone" (
    "personId" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "phone" TEXT NOT NULL,

    CONSTRAINT "PersonPhone_pkey" PRIMARY KEY ("personId","phone")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "subject" BIGINT NOT NULL,
    "passNotBefore" TIMESTAMPTZ(3),
    "blockedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identifier" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" "IdentifierKind" NOT NULL,
    "value" TEXT NOT NULL,
    "role" "Role",
    "verifiedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Identifier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" UUID NOT NULL,
    "kind" "VerificationKind" NOT NULL,
    "institutionId" TEXT NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "target" TEXT NOT NULL,
    "line" TEXT,
    "providerRef" TEXT,
    "ownContact" BOOLEAN NOT NULL DEFAULT false,
    "codeHash" TEXT,
    "guesses" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CallEvent" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallEvent_pkey" PRIMARY KEY ("provider","id")
);

-- CreateTable
CREATE TABLE "Registration" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "personId" UUID,
    "phoneVerificationId" UUID,
    "emailVerificationId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),
    "accountId" UUID,

    CONSTRAINT "Registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OneTimePage" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "subjectId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OneTimePage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "textVersion" TEXT NOT NULL,
    "textHash" TEXT NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "language" TEXT NOT NULL,
    "institutionId" TEXT,
    "accountId" UUID,
    "journey" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "screen" INTEGER NOT NULL DEFAULT 0,
    "pressedMessageId" INTEGER,
    "replyKeyboard" BOOLEAN NOT NULL DEFAULT false,
    "blockedAt" TIMESTAMPTZ(3),
    "senderId" TEXT,
    "senderUntil" TIMESTAMPTZ(3),
    "sendAfter" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("botId","chatId")
);

-- CreateTable
CREATE TABLE "Processed" (
    "botId" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Processed_pkey" PRIMARY KEY ("botId","key")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" BIGSERIAL NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "message" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "failedAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" SERIAL NOT NULL,
    "institutionId" TEXT NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Limit" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "resetAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "kid" INTEGER NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "privateKey" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "signFrom" TIMESTAMPTZ(3) NOT NULL,
    "signUntil" TIMESTAMPTZ(3) NOT NULL,
    "acceptUntil" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "Gate" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "zones" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Gate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PassUse" (
    "subject" BIGINT NOT NULL,
    "issuedAt" BIGINT NOT NULL,
    "gateId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PassUse_pkey" PRIMARY KEY ("subject","issuedAt")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_institutionId_externalId_key" ON "Person"("institutionId", "externalId");

-- CreateIndex
CREATE INDEX "PersonPhone_institutionId_phone_idx" ON "PersonPhone"("institutionId", "phone");

-- CreateIndex
CREATE UNIQUE INDEX "Account_personId_key" ON "Account"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_subject_key" ON "Account"("subject");

-- CreateIndex
CREATE INDEX "Identifier_accountId_idx" ON "Identifier"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Identifier_institutionId_kind_value_key" ON "Identifier"("institutionId", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "Verification_providerRef_key" ON "Verification"("providerRef");

-- CreateIndex
CREATE INDEX "Verification_botId_chatId_kind_idx" ON "Verification"("botId", "chatId", "kind");

-- CreateIndex
CREATE INDEX "Verification_kind_target_idx" ON "Verification"("kind", "target");

-- CreateIndex
CREATE INDEX "Verification_line_expiresAt_idx" ON "Verification"("line", "expiresAt");

-- CreateIndex
CREATE INDEX "Registration_botId_chatId_idx" ON "Registration"("botId", "chatId");

-- CreateIndex
CREATE INDEX "OneTimePage_botId_chatId_idx" ON "OneTimePage"("botId", "chatId");

-- CreateIndex
CREATE INDEX "Consent_botId_chatId_idx" ON "Consent"("botId", "chatId");

-- CreateIndex
CREATE INDEX "Conversation_accountId_idx" ON "Conversation"("accountId");

-- CreateIndex
CREATE INDEX "Processed_at_idx" ON "Processed"("at");

-- CreateIndex
CREATE INDEX "Outbox_botId_chatId_id_idx" ON "Outbox"("botId", "chatId", "id");

-- CreateIndex
CREATE INDEX "Ticket_botId_chatId_idx" ON "Ticket"("botId", "chatId");

-- CreateIndex
CREATE INDEX "Limit_resetAt_idx" ON "Limit"("resetAt");

-- CreateIndex
CREATE UNIQUE INDEX "Gate_keyHash_key" ON "Gate"("keyHash");

-- CreateIndex
CREATE UNIQUE INDEX "Gate_institutionId_name_key" ON "Gate"("institutionId", "name");

-- CreateIndex
CREATE INDEX "PassUse_at_idx" ON "PassUse"("at");

-- AddForeignKey
ALTER TABLE "PersonPhone" ADD CONSTRAINT "PersonPhone_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identifier" ADD CONSTRAINT "Identifier_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_botId_chatId_fkey" FOREIGN KEY ("botId", "chatId") REFERENCES "Conversation"("botId", "chatId") ON DELETE CASCADE ON UPDATE CASCADE;
