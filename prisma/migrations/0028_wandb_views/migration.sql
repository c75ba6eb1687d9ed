-- CreateTable
CREATE TABLE "wandb_view" (
    "report_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "spec" TEXT NOT NULL,
    "grid_ids" TEXT[],

    CONSTRAINT "wandb_view_pkey" PRIMARY KEY ("report_id")
);

-- AddForeignKey
ALTER TABLE "wandb_view" ADD CONSTRAINT "wandb_view_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;
