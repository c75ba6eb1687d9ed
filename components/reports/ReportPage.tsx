'use client'

import type { Editor as TiptapEditor } from '@tiptap/core'
import { Selection } from '@tiptap/pm/state'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { useSaveStatus } from '@/components/collab/useSession'
import { useProjectEvents } from '@/components/live/useProjectRuns'
import { useProject } from '@/components/live/useProject'
import { useReportEvents, useTellReportTitle } from '@/components/live/useReports'
import { PageTitle } from '@/components/shell/PageTitle'
import { reportSlug, reportsPath } from '@/components/shell/paths'
import { useRouteNames } from '@/components/shell/routeNames'
import { ButtonLink } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { ErrorState } from '@/components/ui/ErrorState'
import { Skeleton } from '@/components/ui/Skeleton'
import { ConnectionBar } from '@/components/workspace/ConnectionBar'
import { useUndo } from '@/components/workspace/document/useUndoKeys'
import type { PanelGridHandle } from '@/components/workspace/grid/PanelGrid'
import { PresenceContext, usePresence } from '@/components/workspace/presence/usePresence'
import type { ReportWidth } from '@/lib/reports/limits'
import { ReportBlocks } from './blocks/ReportBlocks'
import { CommentsProvider } from './comments/CommentsProvider'
import { ReportContext, useReportSettings } from './document/reportContext'
import { type OpenReport, useReport } from './document/useReport'
import { EditorContext } from './editor/editorContext'
import { FindBar } from './editor/find/FindBar'
import { HelpDialog } from './editor/HelpDialog'
import { scrollPlace, scrollTo } from './followPlace'
import { UnplacedTray } from './grid/UnplacedTray'
import { Rail } from './Rail'
import { ReportBar } from './ReportBar'
import { ReportHead } from './ReportHead'
import { RAIL_PARTS } from './reportParts'
import { useReportMenu } from './useReportMenu'

const Editor = dynamic(() => import('./editor/Editor'), { ssr: false, loading: TextSkeleton })
const ForeignText = dynamic(() => import('./editor/ForeignText'), {
  ssr: false,
  loading: TextSkeleton,
})

/** A report: its text, written by everybody who has it open. */
export function ReportPage() {
  const { entity = '', project = '', report = '' } = useRouteNames()
  const { open, error, retry, session } = useReport(reportSlug(report))
  const { connection } = useSaveStatus(session)
  const elsewhere = <ButtonLink href={reportsPath(entity, project)}>All reports</ButtonLink>
  if (open) {
    return (
      <ReportContext value={open}>
        <Report key={open.item.slug} open={open} elsewhere={elsewhere} />
      </ReportContext>
    )
  }
  if (error) {
    return (
      <>
        <PageTitle parts={['Report', project]} />
        <h1 className="sr-only">Report</h1>
        <ErrorState title="This report could not be opened" error={error} onRetry={retry} />
        <p className="text-center">{elsewhere}</p>
      </>
    )
  }
  return (
    <>
      <PageTitle parts={['Report', project]} />
      {(connection === 'offline' || connection === 'refused') && (
        <ConnectionBar session={session} what="report" elsewhere={elsewhere} />
      )}
      <div role="status" aria-label="Loading" className={cx(COLUMN, WIDTHS.readable)}>
        <Skeleton className="mb-6 h-8 w-3/5" />
        <TextSkeleton />
      </div>
    </>
  )
}

const COLUMN = 'mx-auto w-full px-4 py-8 md:px-12'
const WIDTHS: Record<ReportWidth, string> = {
  readable: 'max-w-208',
  wide: 'max-w-300',
  full: 'max-w-none',
}

interface ReportProps {
  open: OpenReport
  elsewhere: React.ReactNode
}

function Report({ open, elsewhere }: ReportProps) {
  const { item, session, readOnly } = open
  const { entity, project } = item
  const about = useProject(entity, project)
  useProjectEvents(entity, project, about.data?.id)
  useReportEvents(entity, project, about.data?.id)
  const { title, width } = useReportSettings()
  useTellReportTitle(item.slug, title)
  const [editor, setEditor] = useState<TiptapEditor | null>(null)
  const [foreign, setForeign] = useState<string | null>(null)
  const [pane, setPane] = useState<string | null>(null)
  const [help, setHelp] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const follower = useRef<Pick<PanelGridHandle, 'scrollTo'>>(null)
  useImperativeHandle(
    follower,
    () => ({
      scrollTo(place) {
        if (scroller.current && editor) scrollTo(scroller.current, editor.view.dom, place)
      },
    }),
    [editor],
  )
  const presence = usePresence(session, follower)
  const canEdit = !readOnly && foreign === null
  const undo = useUndo(canEdit ? open : { ...open, readOnly: true })
  useEffect(() => {
    const element = scroller.current
    if (!element || !presence || !editor) return
    const onScroll = () => presence.scrolled(scrollPlace(element, editor.view.dom))
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [presence, editor])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setHelp(true)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  const openComments = useCallback(() => setPane('comments'), [])
  const goToText = useCallback(() => {
    if (!editor) return
    const { view, state } = editor
    view.dispatch(state.tr.setSelection(Selection.atStart(state.doc)))
    // At once: the editor's own command waits for a frame, and what is typed until then would be lost.
    view.focus()
  }, [editor])

  const menu = useReportMenu(editor, canEdit, () => setHelp(true))
  const shown = RAIL_PARTS.find(({ id }) => id === pane)
  return (
    <PresenceContext value={presence}>
      <EditorContext value={editor}>
        <CommentsProvider onOpenPane={openComments}>
          <ReportBlocks>
            <div className="flex h-[calc(100dvh-var(--shell-top))] min-w-0 flex-col print:h-auto">
              <PageTitle parts={[title || 'Untitled report', project, entity]} />
              <ReportBar undo={undo} pane={pane} onPane={setPane} menu={menu} />
              <ConnectionBar session={session} what="report" elsewhere={elsewhere} />
              {foreign !== null && <ForeignNotice what={foreign} />}
              <div className="flex min-h-0 grow">
                <div className="relative min-w-0 grow">
                  {editor && <FindBar editor={editor} />}
                  <div
                    ref={scroller}
                    data-panel-scroller
                    className="h-full overflow-x-hidden overflow-y-auto print:overflow-visible"
                  >
                    <article className={cx(COLUMN, WIDTHS[width])}>
                      <ReportHead onLeave={goToText} />
                      {foreign === null ? (
                        <Editor open={open} onEditor={setEditor} onForeign={setForeign} />
                      ) : (
                        <ForeignText open={open} />
                      )}
                      {foreign === null && <UnplacedTray />}
                    </article>
                  </div>
                </div>
                {shown && <Rail part={shown} onClose={() => setPane(null)} />}
              </div>
            </div>
            {help && <HelpDialog onClose={() => setHelp(false)} />}
          </ReportBlocks>
        </CommentsProvider>
      </EditorContext>
    </PresenceContext>
  )
}

function ForeignNotice({ what }: { what: string }) {
  return (
    <p
      role="status"
      className="border-b border-line bg-warning-soft px-3 py-1 text-12 text-warning"
    >
      This report was written by a newer version of Runroom ({what}). It can be read here, and is
      not changed. Load the page again once the server was updated.
    </p>
  )
}

function TextSkeleton() {
  return (
    <div className="space-y-3" role="status" aria-label="Loading the text">
      {['w-full', 'w-11/12', 'w-4/5', 'w-full', 'w-2/3'].map((width, i) => (
        <Skeleton key={i} className={width} />
      ))}
    </div>
  )
}
