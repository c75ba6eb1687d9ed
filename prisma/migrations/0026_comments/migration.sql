-- CreateEnum
CREATE TYPE "notice_reason" AS ENUM ('MENTIONED', 'REPLIED', 'RESOLVED');

-- Notifications are numbered by themselves, since not all are of alerts any more. Those that
-- are there keep the order of their alerts.
ALTER TABLE "notification" DROP CONSTRAINT "notification_pkey",
ADD COLUMN     "actor_id" INTEGER,
ADD COLUMN     "comment_id" INTEGER,
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "id" INTEGER,
ADD COLUMN     "reason" "notice_reason",
ALTER COLUMN "alert_id" DROP NOT NULL;
UPDATE "notification" n SET "id" = o."id", "created_at" = o."created_at" FROM (
  SELECT m."user_id", m."alert_id", a."created_at",
    row_number() OVER (ORDER BY m."alert_id", m."user_id") AS "id"
  FROM "notification" m JOIN "alert" a ON a."id" = m."alert_id"
) o WHERE o."user_id" = n."user_id" AND o."alert_id" = n."alert_id";
CREATE SEQUENCE "notification_id_seq" AS INTEGER OWNED BY "notification"."id";
SELECT setval('notification_id_seq', (SELECT coalesce(max("id"), 0) + 1 FROM "notification"), false);
ALTER TABLE "notification" ALTER COLUMN "id" SET DEFAULT nextval('notification_id_seq'),
ALTER COLUMN "id" SET NOT NULL,
ADD CONSTRAINT "notification_pkey" PRIMARY KEY ("id"),
-- Of exactly one thing.
ADD CONSTRAINT "notification_about" CHECK (("alert_id" IS NULL) <> ("comment_id" IS NULL)
  AND ("comment_id" IS NULL) = ("reason" IS NULL));

-- CreateTable
CREATE TABLE "comment_thread" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "anchor" JSONB NOT NULL,
    "positions" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolver_id" INTEGER,

    CONSTRAINT "comment_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" SERIAL NOT NULL,
    "thread_id" INTEGER NOT NULL,
    "author_id" INTEGER,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_mention" (
    "comment_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,

    CONSTRAINT "comment_mention_pkey" PRIMARY KEY ("comment_id","user_id")
);

-- CreateTable
CREATE TABLE "comment_reaction" (
    "comment_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "reaction" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_reaction_pkey" PRIMARY KEY ("comment_id","user_id","reaction")
);

-- CreateIndex
CREATE INDEX "comment_thread_report_id_idx" ON "comment_thread"("report_id");

-- CreateIndex
CREATE INDEX "comment_thread_resolver_id_idx" ON "comment_thread"("resolver_id");

-- CreateIndex
CREATE INDEX "comment_thread_id_idx" ON "comment"("thread_id");

-- CreateIndex
CREATE INDEX "comment_author_id_idx" ON "comment"("author_id");

-- CreateIndex
CREATE INDEX "comment_deleted_at_idx" ON "comment"("deleted_at");

-- CreateIndex
CREATE INDEX "comment_mention_user_id_idx" ON "comment_mention"("user_id");

-- CreateIndex
CREATE INDEX "comment_reaction_user_id_idx" ON "comment_reaction"("user_id");

-- CreateIndex
CREATE INDEX "notification_user_id_id_idx" ON "notification"("user_id", "id");

-- CreateIndex
CREATE INDEX "notification_comment_id_idx" ON "notification"("comment_id");

-- CreateIndex
CREATE INDEX "notification_actor_id_idx" ON "notification"("actor_id");

-- CreateIndex
CREATE UNIQUE INDEX "notification_user_id_alert_id_key" ON "notification"("user_id", "alert_id");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_resolver_id_fkey" FOREIGN KEY ("resolver_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "comment_thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_mention" ADD CONSTRAINT "comment_mention_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_mention" ADD CONSTRAINT "comment_mention_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_reaction" ADD CONSTRAINT "comment_reaction_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_reaction" ADD CONSTRAINT "comment_reaction_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
