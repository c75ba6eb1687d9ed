-- AlterTable
ALTER TABLE "share_link" ADD COLUMN     "recoverable" BOOLEAN NOT NULL DEFAULT false;
