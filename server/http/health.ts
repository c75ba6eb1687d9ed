import type pg from 'pg'
import { sendJson } from './respond'
import type { Router } from './router'

/** `/healthz`: the process lives. `/ready`: it can serve, and if not, why. Both are for machines. */
export function addHealthRoutes(
  router: Router,
  pool: pg.Pool,
  problem: () => string | undefined,
): void {
  router.on('GET', '/healthz', ({ res }) => sendJson(res, { ok: true }), {
    open: true,
    limit: 'none',
  })
  router.on(
    'GET',
    '/ready',
    async ({ res }) => {
      const reason =
        problem() ??
        (await pool.query('SELECT 1').then(
          () => undefined,
          () => 'the database is not available',
        ))
      if (reason === undefined) sendJson(res, { ready: true })
      else sendJson(res, { ready: false, error: { code: 'unavailable', message: reason } }, 503)
    },
    { open: true, limit: 'none' },
  )
}
