-- AlterTable
ALTER TABLE "run" ADD COLUMN     "metric_definitions" JSONB;

UPDATE "run" SET "metric_definitions" = "config" #> '{_wandb,value,m}';
