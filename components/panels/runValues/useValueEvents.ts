'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { queryKeys } from '@/components/live/queryKeys'

export const VALUES_KEY = 'run-values'
/** Runs may change many times a second; nobody reads a scatter plot that fast. */
const REST_MS = 2000

interface Feed {
  users: number
  stop: () => void
}
/** One a project, however many panels of it are on screen. */
const feeds = new Map<string, Feed>()

/** Asks again for values and columns of a project while its runs change; the page is in its room. */
export function useValueEvents(
  question: { entity: string; project: string } | null,
  enabled: boolean,
): void {
  const live = useLive()
  const client = useQueryClient()
  const entity = question?.entity
  const project = question?.project
  useEffect(() => {
    if (!live || !enabled || entity === undefined || project === undefined) return
    const name = JSON.stringify([entity, project])
    const known = feeds.get(name)
    if (known) known.users++
    else feeds.set(name, { users: 1, stop: listen() })
    return () => {
      const feed = feeds.get(name)
      if (feed && --feed.users === 0) {
        feed.stop()
        feeds.delete(name)
      }
    }

    function listen(): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined
      const onChange = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          void client.invalidateQueries({ queryKey: [VALUES_KEY, entity, project] })
          void client.invalidateQueries({ queryKey: queryKeys.runColumns(entity!, project!) })
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
  }, [live, client, enabled, entity, project])
}
