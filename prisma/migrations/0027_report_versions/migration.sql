-- CreateTable
CREATE TABLE "report_version" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "name" TEXT,
    "bytes" BYTEA NOT NULL,
    "sha256" BYTEA NOT NULL,

    CONSTRAINT "report_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_version_author" (
    "version_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,

    CONSTRAINT "report_version_author_pkey" PRIMARY KEY ("version_id","user_id")
);

-- CreateTable
CREATE TABLE "report_editor" (
    "report_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_editor_pkey" PRIMARY KEY ("report_id","user_id")
);

-- CreateIndex
CREATE INDEX "report_version_report_id_id_idx" ON "report_version"("report_id", "id");

-- CreateIndex
CREATE INDEX "report_version_author_user_id_idx" ON "report_version_author"("user_id");

-- CreateIndex
CREATE INDEX "report_editor_user_id_idx" ON "report_editor"("user_id");

-- AddForeignKey
ALTER TABLE "report_version" ADD CONSTRAINT "report_version_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_version_author" ADD CONSTRAINT "report_version_author_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "report_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_version_author" ADD CONSTRAINT "report_version_author_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_editor" ADD CONSTRAINT "report_editor_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_editor" ADD CONSTRAINT "report_editor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
