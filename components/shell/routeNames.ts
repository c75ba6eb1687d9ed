'use client'

import { useParams } from 'next/navigation'

export interface RouteNames {
  entity?: string
  project?: string
  run?: string
  /** Words of the title and the slug. */
  report?: string
  /** On a team's settings page. */
  team?: string
}

/** The entity, project and run that the address names, decoded. */
export function useRouteNames(): RouteNames {
  const params = useParams()
  const name = (key: string) => {
    const value = params[key]
    return typeof value === 'string' ? decode(value) : undefined
  }
  return {
    entity: name('entity'),
    project: name('project'),
    run: name('run'),
    report: name('report'),
    team: name('team'),
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
