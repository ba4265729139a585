-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "email" TEXT,
ADD COLUMN     "emailVerifiedAt" TIMESTAMPTZ(3),
ADD COLUMN     "login" TEXT,
ADD COLUMN     "loginKey" TEXT,
ADD COLUMN     "passwordExpiresAt" TIMESTAMPTZ(3),
ADD COLUMN     "schoolId" UUID;

-- AlterTable
ALTER TABLE "OneTimePage" ALTER COLUMN "botId" DROP NOT NULL,
ALTER COLUMN "chatId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "birthDate" DATE,
ADD COLUMN     "childId" UUID,
ADD COLUMN     "className" TEXT,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "joinedAccountId" UUID,
ADD COLUMN     "schoolId" UUID,
ADD COLUMN     "snilsHash" TEXT;

-- AlterTable
ALTER TABLE "Verification" ADD COLUMN     "accountId" UUID;

-- CreateTable
CREATE TABLE "School" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "School_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "schoolId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "prefix" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "foldHash" TEXT NOT NULL,
    "foreign" BOOLEAN NOT NULL DEFAULT false,
    "issuedById" UUID,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),
    "usedById" UUID,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enrollment" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "schoolId" UUID NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "invitationIds" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),
    "accountId" UUID,

    CONSTRAINT "Enrollment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Curator" (
    "id" UUID NOT NULL,
    "institutionId" TEXT NOT NULL,
    "schoolId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "botId" BIGINT,
    "chatId" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "linkExpiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Curator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Request" (
    "id" SERIAL NOT NULL,
    "institutionId" TEXT NOT NULL,
    "schoolId" UUID NOT NULL,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "language" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "accountId" UUID,
    "facts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "takenById" UUID,
    "takenAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "schoolId" UUID NOT NULL,
    "curatorId" UUID,
    "action" TEXT NOT NULL,
    "personId" UUID,
    "accountId" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "accountId" UUID,
    "curatorId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "School_slug_key" ON "School"("slug");

-- CreateIndex
CREATE INDEX "School_institutionId_number_idx" ON "School"("institutionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "School_institutionId_host_key" ON "School"("institutionId", "host");

-- CreateIndex
CREATE INDEX "Invitation_institutionId_foldHash_idx" ON "Invitation"("institutionId", "foldHash");

-- CreateIndex
CREATE INDEX "Invitation_schoolId_idx" ON "Invitation"("schoolId");

-- CreateIndex
CREATE INDEX "Invitation_personId_idx" ON "Invitation"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_institutionId_codeHash_key" ON "Invitation"("institutionId", "codeHash");

-- CreateIndex
CREATE INDEX "Enrollment_botId_chatId_idx" ON "Enrollment"("botId", "chatId");

-- CreateIndex
CREATE INDEX "Enrollment_accountId_idx" ON "Enrollment"("accountId");

-- CreateIndex
CREATE INDEX "Curator_schoolId_idx" ON "Curator"("schoolId");

-- CreateIndex
CREATE INDEX "Curator_botId_chatId_idx" ON "Curator"("botId", "chatId");

-- CreateIndex
CREATE INDEX "Request_botId_chatId_idx" ON "Request"("botId", "chatId");

-- CreateIndex
CREATE INDEX "Request_schoolId_closedAt_idx" ON "Request"("schoolId", "closedAt");

-- CreateIndex
CREATE INDEX "Audit_schoolId_at_idx" ON "Audit"("schoolId", "at");

-- CreateIndex
CREATE INDEX "Audit_accountId_idx" ON "Audit"("accountId");

-- CreateIndex
CREATE INDEX "Audit_personId_idx" ON "Audit"("personId");

-- CreateIndex
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");

-- CreateIndex
CREATE INDEX "Session_curatorId_idx" ON "Session"("curatorId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Account_institutionId_email_idx" ON "Account"("institutionId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "Account_schoolId_loginKey_key" ON "Account"("schoolId", "loginKey");

-- CreateIndex
CREATE INDEX "OneTimePage_purpose_subjectId_idx" ON "OneTimePage"("purpose", "subjectId");

-- CreateIndex
CREATE INDEX "Person_schoolId_className_idx" ON "Person"("schoolId", "className");

-- CreateIndex
CREATE INDEX "Person_childId_idx" ON "Person"("childId");

-- CreateIndex
CREATE INDEX "Person_joinedAccountId_idx" ON "Person"("joinedAccountId");

-- CreateIndex
CREATE INDEX "Person_institutionId_snilsHash_idx" ON "Person"("institutionId", "snilsHash");

-- CreateIndex
CREATE INDEX "Person_institutionId_email_idx" ON "Person"("institutionId", "email");

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_schoolId_fkey" FOREIGN KEY ("schoolId") REFERENCES "School"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_joinedAccountId_fkey" FOREIGN KEY ("joinedAccountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_schoolId_fkey" FOREIGN KEY ("schoolId") REFERENCES "School"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_issuedById_fkey" FOREIGN KEY ("issuedById") REFERENCES "Curator"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_usedById_fkey" FOREIGN KEY ("usedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Curator" ADD CONSTRAINT "Curator_schoolId_fkey" FOREIGN KEY ("schoolId") REFERENCES "School"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_schoolId_fkey" FOREIGN KEY ("schoolId") REFERENCES "School"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_takenById_fkey" FOREIGN KEY ("takenById") REFERENCES "Curator"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_curatorId_fkey" FOREIGN KEY ("curatorId") REFERENCES "Curator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_schoolId_fkey" FOREIGN KEY ("schoolId") REFERENCES "School"("id") ON DELETE SET NULL ON UPDATE CASCADE;
