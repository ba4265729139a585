-- AlterTable
ALTER TABLE "TicketMessage" ADD COLUMN     "unsureAt" TIMESTAMPTZ(3);
