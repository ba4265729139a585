-- AlterTable
ALTER TABLE "PersonPhone" ADD COLUMN     "correctedAt" TIMESTAMPTZ(3);
