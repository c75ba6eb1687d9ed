-- AlterTable
ALTER TABLE "project" ADD COLUMN     "frozen" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "frozen_for_id" INTEGER,
ADD COLUMN     "frozen_from_id" INTEGER;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "frozen_from_id" INTEGER;

-- CreateIndex
CREATE INDEX "project_frozen_from_id_idx" ON "project"("frozen_from_id");

-- CreateIndex
CREATE INDEX "project_frozen_for_id_idx" ON "project"("frozen_for_id");

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_frozen_from_id_fkey" FOREIGN KEY ("frozen_from_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_frozen_for_id_fkey" FOREIGN KEY ("frozen_for_id") REFERENCES "report"("id") ON DELETE SET NULL ON UPDATE CASCADE;
