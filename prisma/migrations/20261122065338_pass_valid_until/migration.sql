-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "passValidUntil" TIMESTAMPTZ(3);
