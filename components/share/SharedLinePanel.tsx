'use client'

import { useEffect, useMemo, useState } from 'react'
import { LinePanel } from '@/components/panels/line/LinePanel'
import { type PanelSource, PanelSourceContext } from '@/components/panels/panelSource'
import type { SharedLineBody } from '@/lib/api/sharing'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import { withChoices } from './readerChoices'
import { lineContentOf, panelRuns, SharedPanelFeed } from './sharedPanelSource'
import type { ShareConnection } from './shareConnection'
import { useShared } from './ShareProvider'

interface Props {
  panelId: string
  body: SharedLineBody
  height: number | '100%'
}

/** The panel of the workspace, with rows that come by the link. */
export function SharedLinePanel(props: Props) {
  const { connection } = useShared()
  if (!connection) return null
  return <Connected {...props} connection={connection} />
}

function Connected({ panelId, body, height, connection }: Props & { connection: ShareConnection }) {
  const { place, choices } = useShared()
  const [feed] = useState(() => new SharedPanelFeed(place, panelId, body, connection))
  useEffect(() => feed.setPlace(place), [feed, place])
  useEffect(() => feed.setBody(body), [feed, body])
  useEffect(() => connection.add(panelId, feed), [connection, panelId, feed])
  const source = useMemo(
    (): PanelSource => ({
      series: feed.store,
      groups: feed.groups,
      lineContent: lineContentOf(body, choices.hidden),
    }),
    [feed, body, choices.hidden],
  )
  const runs = useMemo(() => panelRuns(body, choices.hidden), [body, choices.hidden])
  const spec = useMemo(() => withChoices(body.spec as LinePanelSpec, choices), [body.spec, choices])
  return (
    <PanelSourceContext value={source}>
      <LinePanel spec={spec} runs={runs} {...(height === '100%' ? {} : { height })} />
    </PanelSourceContext>
  )
}
