'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { queryKeys } from '@/components/live/queryKeys'
import type { ValueQuestion } from './useRunValues'

const VALUES_KEY = 'run-values'
/** Runs may change many times a second; nobody reads a scatter plot that fast. */
const REST_MS = 2000

interface Feed {
  users: number
  stop: () => void
}
/** One a project, however many panels of it are on screen. */
const feeds = new Map<string, Feed>()

type Place = Pick<ValueQuestion, 'entity' | 'project'>

/** Asks again for values and columns of projects while their runs change; the page is in their rooms. */
export function useValueEvents(places: readonly Place[], enabled: boolean): void {
  const live = useLive()
  const client = useQueryClient()
  const names = JSON.stringify(placesOf(places))
  useEffect(() => {
    if (!live || !enabled) return
    const wanted = JSON.parse(names) as [string, string][]
    const stops = wanted.map(([entity, project]) => follow(entity, project))
    return () => stops.forEach((stop) => stop())

    function follow(entity: string, project: string): () => void {
      const name = JSON.stringify([entity, project])
      const known = feeds.get(name)
      if (known) known.users++
      else feeds.set(name, { users: 1, stop: listen(entity, project) })
      return () => {
        const feed = feeds.get(name)
        if (feed && --feed.users === 0) {
          feed.stop()
          feeds.delete(name)
        }
      }
    }

    function listen(entity: string, project: string): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined
      const onChange = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          void client.invalidateQueries({
            queryKey: [VALUES_KEY],
            predicate: ({ queryKey }) => isAbout(queryKey, entity, project),
          })
          void client.invalidateQueries({ queryKey: queryKeys.runColumns(entity, project) })
        }, REST_MS)
      }
      const { socket } = live!
      socket.on('run.changed', onChange)
      socket.on('run.touched', onChange)
      socket.on('run.deleted', onChange)
      return () => {
        clearTimeout(timer)
        socket.off('run.changed', onChange)
        socket.off('run.touched', onChange)
        socket.off('run.deleted', onChange)
      }
    }
  }, [live, client, enabled, names])
}

/** Each project once. */
function placesOf(places: readonly Place[]): [string, string][] {
  const names = new Map(
    places.map(({ entity, project }) => [`${entity}/${project}`, [entity, project]]),
  )
  return [...names.values()] as [string, string][]
}

/** Of answers about runs of some sets, such as values of some columns. */
export function valuesKey(questions: readonly ValueQuestion[], ...about: unknown[]) {
  return [VALUES_KEY, placesOf(questions), questions.map(({ query }) => query), ...about]
}

function isAbout(queryKey: readonly unknown[], entity: string, project: string): boolean {
  const places = queryKey[1] as ReturnType<typeof placesOf>
  return places.some((place) => place[0] === entity && place[1] === project)
}
