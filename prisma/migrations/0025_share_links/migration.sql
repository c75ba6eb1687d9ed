-- CreateEnum
CREATE TYPE "share_role" AS ENUM ('VIEW', 'COMMENT', 'EDIT');

-- CreateTable
CREATE TABLE "share_link" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "creator_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "role" "share_role" NOT NULL DEFAULT 'VIEW',
    "label" TEXT NOT NULL DEFAULT '',
    "password_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "views" INTEGER NOT NULL DEFAULT 0,
    "frozen_at" TIMESTAMPTZ(3),
    "show_projects" BOOLEAN NOT NULL DEFAULT false,
    "show_people" BOOLEAN NOT NULL DEFAULT false,
    "may_hide_runs" BOOLEAN NOT NULL DEFAULT true,
    "may_smooth" BOOLEAN NOT NULL DEFAULT true,
    "may_log_scale" BOOLEAN NOT NULL DEFAULT true,
    "may_index" BOOLEAN NOT NULL DEFAULT false,
    "frame_ancestors" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "share_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share_grant" (
    "link_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_grant_pkey" PRIMARY KEY ("link_id","user_id")
);

-- CreateTable
CREATE TABLE "share_kept" (
    "link_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "share_kept_pkey" PRIMARY KEY ("link_id","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_link_token_hash_key" ON "share_link"("token_hash");

-- CreateIndex
CREATE INDEX "share_link_report_id_id_idx" ON "share_link"("report_id", "id");

-- CreateIndex
CREATE INDEX "share_link_creator_id_idx" ON "share_link"("creator_id");

-- CreateIndex
CREATE INDEX "share_grant_user_id_idx" ON "share_grant"("user_id");

-- AddForeignKey
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_grant" ADD CONSTRAINT "share_grant_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "share_link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_grant" ADD CONSTRAINT "share_grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_kept" ADD CONSTRAINT "share_kept_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "share_link"("id") ON DELETE CASCADE ON UPDATE CASCADE;


