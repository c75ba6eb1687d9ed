// A team whose project has two runs to mark, and what tests do with marks on panels.
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { type Annotation, annotationSchema } from '@/lib/api/annotations'
import { Api } from './api'
import { as, type BrowserSuite, type VisitOptions } from './browser'
import { inked } from './panelActions'
import { addTeam, done, type TeamOfTest } from './teams'
import { WandbRun } from './wandbClient'

export interface Annotated {
  team: TeamOfTest
  /** Numeric ids of runs by their names, first and second. */
  runs: Record<string, number>
  open(who: 'admin' | 'member' | 'viewer', options?: AnnotatedVisit): Promise<Page>
  /** Marks as a member would, past the page. */
  annotate(text: string, more?: object, run?: string): Promise<Annotation>
}

export interface AnnotatedVisit extends VisitOptions {
  /** Of the project, by default its workspace. */
  path?: string
}

export const STEPS = 20

/** Time runs unlike steps, so that places on one axis are others on the other. */
export const runtimeOf = (step: number) => step * step

export async function annotatedTeam(suite: BrowserSuite, name: string): Promise<Annotated> {
  const team = await addTeam(suite.server, name)
  const member = new Api(team.member, name)
  const runs: Record<string, number> = {}
  for (const [i, run] of ['first', 'second'].entries()) {
    const target = { entity: name, project: 'p', name: run, displayName: run }
    const logged = await WandbRun.start(team.member, target)
    await logged.log(
      Array.from({ length: STEPS }, (_, step) => ({
        _step: step,
        _runtime: runtimeOf(step),
        _timestamp: 1_760_000_000 + runtimeOf(step),
        loss: (1 + i) / (step + 1),
        acc: step / STEPS + i,
      })),
    )
    await logged.finish()
    runs[run] = (await member.run('p', run)).run.id
  }
  return {
    team,
    runs,
    async open(who, { path = '', ...options } = {}) {
      const page = await suite.visit(`/${name}/p${path}`, as(team[who], options))
      await chart(page, 'loss')
      return page
    },
    async annotate(text, more = {}, run = 'first') {
      const body = { key: 'loss', axis: '_step', from: 10, text, ...more }
      const answer = member.send('POST', `/api/runs/${runs[run]}/annotations`, body)
      return annotationSchema.parse(await done(answer))
    },
  }
}

/** The panel of a key, once its lines are drawn. */
export async function chart(page: Page, key: string): Promise<Locator> {
  const panel = page.getByRole('region', { name: `${key}, line chart` })
  await expect.poll(async () => (await inked(panel)) + (await inked(panel, 1))).toBeGreaterThan(100)
  return panel
}

export const marks = (panel: Locator) => panel.locator('[data-mark]')
export const card = (page: Page) => page.getByRole('dialog', { name: 'Annotation', exact: true })
export const form = (page: Page) => page.getByRole('dialog', { name: 'New annotation' })
export const list = (page: Page) => page.getByRole('dialog', { name: 'Annotations' })

export async function openList(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Annotations( \d+ open)?$/ }).click()
  await list(page).waitFor()
  return list(page)
}

/** Pixels from the left of the page at which a value stands on the panel's x axis. */
export async function pixelOf(
  panel: Locator,
  value: number,
  read: (label: string) => number,
): Promise<number> {
  const ticks = await panel.locator('.visx-axis-bottom text').evaluateAll((texts) =>
    texts.map((text) => {
      const box = text.getBoundingClientRect()
      return { label: text.textContent ?? '', x: box.left + box.width / 2 }
    }),
  )
  const known = ticks.filter(({ label }) => label !== '')
  const [a, b] = [known[0]!, known.at(-1)!]
  const [from, to] = [read(a.label), read(b.label)]
  return a.x + ((value - from) / (to - from)) * (b.x - a.x)
}

export async function middleOf(mark: Locator): Promise<number> {
  const box = (await mark.boundingBox())!
  return box.x + box.width / 2
}
