import { defineConfig } from 'prisma/config'

// `generate` needs no database; the other commands are run with DATABASE_URL set.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/none' },
})
