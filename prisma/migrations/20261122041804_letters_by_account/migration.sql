-- CreateIndex
CREATE INDEX "Verification_accountId_idx" ON "Verification"("accountId");
