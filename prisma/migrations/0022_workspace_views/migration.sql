-- CreateTable
CREATE TABLE "workspace_view" (
    "id" SERIAL NOT NULL,
    "project_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" INTEGER,
    "personal_of_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "workspace_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_view_document_id_key" ON "workspace_view"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_view_slug_key" ON "workspace_view"("slug");

-- CreateIndex
CREATE INDEX "workspace_view_owner_id_idx" ON "workspace_view"("owner_id");

-- CreateIndex
CREATE INDEX "workspace_view_personal_of_id_idx" ON "workspace_view"("personal_of_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_view_project_id_personal_of_id_key" ON "workspace_view"("project_id", "personal_of_id");

-- AddForeignKey
ALTER TABLE "workspace_view" ADD CONSTRAINT "workspace_view_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspace_view" ADD CONSTRAINT "workspace_view_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspace_view" ADD CONSTRAINT "workspace_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspace_view" ADD CONSTRAINT "workspace_view_personal_of_id_fkey" FOREIGN KEY ("personal_of_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;


