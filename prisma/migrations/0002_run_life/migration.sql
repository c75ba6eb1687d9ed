-- AlterTable
ALTER TABLE "ingest_state" ADD COLUMN     "clients" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "console_writers" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "generation" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "history_id" INTEGER;

-- AlterTable
ALTER TABLE "metric_key" ADD COLUMN     "first_row" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "parent_run_id" INTEGER,
ADD COLUMN     "parent_step" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "history_branch" (
    "id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "parent_rows" BIGINT NOT NULL,

    CONSTRAINT "history_branch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "history_branch_parent_id_idx" ON "history_branch"("parent_id");

-- CreateIndex
CREATE INDEX "history_branch_run_id_idx" ON "history_branch"("run_id");

-- CreateIndex
CREATE INDEX "run_parent_run_id_idx" ON "run"("parent_run_id");

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_parent_run_id_fkey" FOREIGN KEY ("parent_run_id") REFERENCES "run"("id") ON DELETE SET NULL ON UPDATE CASCADE;


