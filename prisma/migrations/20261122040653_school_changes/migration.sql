-- CreateIndex
CREATE INDEX "School_institutionId_updatedAt_idx" ON "School"("institutionId", "updatedAt");
