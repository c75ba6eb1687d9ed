-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "entity_kind" AS ENUM ('USER', 'TEAM');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('ADMIN', 'MEMBER', 'VIEWER');

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('running', 'finished', 'failed', 'crashed', 'killed', 'preempting');

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "user" (
    "id" SERIAL NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "password_hash" TEXT,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" SERIAL NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "token_hash" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entity" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "entity_kind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "user_id" INTEGER NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("user_id","entity_id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" SERIAL NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "run_counter" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" SERIAL NOT NULL,
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "display_name" TEXT NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "group" TEXT,
    "job_type" TEXT,
    "state" "run_state" NOT NULL DEFAULT 'running',
    "exit_code" INTEGER,
    "stop_requested" BOOLEAN NOT NULL DEFAULT false,
    "user_id" INTEGER,
    "host" TEXT,
    "program" TEXT,
    "commit" TEXT,
    "repo" TEXT,
    "sweep_name" TEXT,
    "config" JSONB NOT NULL DEFAULT '{}',
    "summary" JSONB NOT NULL DEFAULT '{}',
    "metadata" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_file" (
    "id" SERIAL NOT NULL,
    "run_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "md5" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "blob_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "frame_group" (
    "id" BIGINT NOT NULL,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "frame_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ingest_state" (
    "run_id" INTEGER NOT NULL,
    "head_group" BIGINT NOT NULL DEFAULT 0,
    "console_group" BIGINT NOT NULL DEFAULT 0,
    "console_lines" INTEGER NOT NULL DEFAULT 0,
    "history_sealed" BIGINT NOT NULL DEFAULT 0,
    "events_sealed" BIGINT NOT NULL DEFAULT 0,
    "history_writers" JSONB NOT NULL DEFAULT '[]',
    "events_writers" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "ingest_state_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "metric_key" (
    "run_id" INTEGER NOT NULL,
    "stream" SMALLINT NOT NULL,
    "col" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "monotone" BOOLEAN NOT NULL DEFAULT true,
    "last_value" DOUBLE PRECISION,
    "points" BIGINT NOT NULL DEFAULT 0,
    "parts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "metric_key_pkey" PRIMARY KEY ("run_id","stream","col")
);

-- CreateTable
CREATE TABLE "project_key" (
    "project_id" INTEGER NOT NULL,
    "stream" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "project_key_pkey" PRIMARY KEY ("project_id","stream","name")
);

-- CreateTable
CREATE TABLE "metric_block" (
    "run_id" INTEGER NOT NULL,
    "stream" SMALLINT NOT NULL,
    "level" SMALLINT NOT NULL,
    "part" INTEGER NOT NULL,
    "idx" INTEGER NOT NULL,
    "blob" BYTEA NOT NULL,

    CONSTRAINT "metric_block_pkey" PRIMARY KEY ("run_id","stream","level","part","idx")
);

-- CreateTable
CREATE TABLE "console_chunk" (
    "run_id" INTEGER NOT NULL,
    "idx" INTEGER NOT NULL,
    "blob" BYTEA NOT NULL,

    CONSTRAINT "console_chunk_pkey" PRIMARY KEY ("run_id","idx")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_username_key" ON "user"("username");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_token_hash_key" ON "api_key"("token_hash");

-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "entity_name_key" ON "entity"("name");

-- CreateIndex
CREATE INDEX "membership_entity_id_idx" ON "membership"("entity_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_entity_id_name_key" ON "project"("entity_id", "name");

-- CreateIndex
CREATE INDEX "run_user_id_idx" ON "run"("user_id");

-- CreateIndex
CREATE INDEX "run_state_idx" ON "run"("state");

-- CreateIndex
CREATE UNIQUE INDEX "run_project_id_name_key" ON "run"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "run_project_id_number_key" ON "run"("project_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "run_file_run_id_name_key" ON "run_file"("run_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "metric_key_run_id_stream_name_key" ON "metric_key"("run_id", "stream", "name");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_file" ADD CONSTRAINT "run_file_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Blobs are packed already: PostgreSQL's own compression would only cost time.
ALTER TABLE "frame_group" ALTER COLUMN "payload" SET STORAGE EXTERNAL;
ALTER TABLE "metric_block" ALTER COLUMN "blob" SET STORAGE EXTERNAL;
ALTER TABLE "console_chunk" ALTER COLUMN "blob" SET STORAGE EXTERNAL;
