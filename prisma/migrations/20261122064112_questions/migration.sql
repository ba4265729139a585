-- CreateTable
CREATE TABLE "Question" (
    "id" SERIAL NOT NULL,
    "institutionId" TEXT,
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "intent" TEXT,
    "helped" BOOLEAN,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Question_botId_chatId_askedAt_idx" ON "Question"("botId", "chatId", "askedAt");

-- CreateIndex
CREATE INDEX "Question_askedAt_idx" ON "Question"("askedAt");
