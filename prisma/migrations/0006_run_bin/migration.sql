-- AlterTable
ALTER TABLE "run" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "run_redirect" (
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "run_id" INTEGER NOT NULL,

    CONSTRAINT "run_redirect_pkey" PRIMARY KEY ("project_id","name")
);

-- CreateIndex
CREATE INDEX "run_redirect_run_id_idx" ON "run_redirect"("run_id");

-- CreateIndex
CREATE INDEX "run_deleted_at_idx" ON "run"("deleted_at");

-- AddForeignKey
ALTER TABLE "run_redirect" ADD CONSTRAINT "run_redirect_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_redirect" ADD CONSTRAINT "run_redirect_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;


