-- CreateIndex
CREATE INDEX "DeskEvent_action_detail_idx" ON "DeskEvent"("action", "detail");
