-- CreateTable
CREATE TABLE "Untaken" (
    "botId" BIGINT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "messageId" INTEGER NOT NULL,
    "albumId" TEXT,
    "sent" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Untaken_pkey" PRIMARY KEY ("botId","chatId","messageId")
);

-- CreateIndex
CREATE INDEX "Untaken_at_idx" ON "Untaken"("at");
