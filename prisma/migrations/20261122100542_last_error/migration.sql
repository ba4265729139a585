-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN     "lastError" JSONB;
