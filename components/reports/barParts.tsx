'use client'

import { useOpenReport } from './document/reportContext'
import { ExportMenu } from './inOut/ExportMenu'
import { ShareButton } from './share/ShareDialog'

export function Share() {
  const { item } = useOpenReport()
  return <ShareButton slug={item.slug} canWrite={item.canWrite} />
}

export function Export() {
  return <ExportMenu slug={useOpenReport().item.slug} />
}
