'use client'

import { useOpenReport } from '../document/reportContext'
import { ShareButton } from './ShareDialog'

/** In the bar of the report that is around. */
export function ShareBarPart() {
  const { item, readOnly } = useOpenReport()
  return <ShareButton slug={item.slug} canWrite={!readOnly} />
}
