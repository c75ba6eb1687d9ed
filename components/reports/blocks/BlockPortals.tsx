'use client'

import { type KeyboardEvent, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { useReportEditor } from '../editor/editorContext'
import { GridBlock } from '../grid/GridBlock'
import { RunSetBlock } from '../runSets/RunSetBlock'
import { type BlockHost, blockHostsOf } from './blockHosts'

const NONE: readonly BlockHost[] = []

/** What the blocks of the text show, each in its place. Typing renders none of it. */
export function BlockPortals() {
  const editor = useReportEditor()
  const hosts = editor ? blockHostsOf(editor) : undefined
  const shown = useSyncExternalStore(
    hosts?.subscribe ?? never,
    hosts?.get ?? (() => NONE),
    () => NONE,
  )
  return shown.map((host) => createPortal(<Block host={host} />, host.element, host.key))
}

const never = () => () => {}

function Block({ host }: { host: BlockHost }) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Dialogs and menus of the block are elsewhere on the page, and have their own Escape.
    const here = host.element.contains(event.target as Node)
    if (event.key !== 'Escape' || event.defaultPrevented || !here) return
    event.preventDefault()
    host.leave()
  }
  return (
    <div onKeyDown={onKeyDown}>
      {host.type === 'panelGrid' ? <GridBlock id={host.id} /> : <RunSetBlock id={host.id} />}
    </div>
  )
}
