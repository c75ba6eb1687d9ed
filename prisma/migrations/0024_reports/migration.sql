-- AlterEnum
ALTER TYPE "document_kind" ADD VALUE 'REPORT';

-- CreateTable
CREATE TABLE "report" (
    "id" SERIAL NOT NULL,
    "project_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "owner_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "report_document_id_key" ON "report"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_slug_key" ON "report"("slug");

-- CreateIndex
CREATE INDEX "report_project_id_updated_at_idx" ON "report"("project_id", "updated_at");

-- CreateIndex
CREATE INDEX "report_owner_id_idx" ON "report"("owner_id");

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
