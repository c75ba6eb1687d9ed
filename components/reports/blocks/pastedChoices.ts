'use client'

/** What an address of this server may become where it is pasted. */
import type { Editor, Range } from '@tiptap/core'
import { ChartLine, Link, ListTree, SquareTerminal } from 'lucide-react'
import { useCallback } from 'react'
import { useSession } from '@/components/shell/useSession'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { readView } from '@/components/workspace/document/readView'
import { api } from '@/lib/api/client'
import { insertGrid, insertRunSet } from '@/lib/reports/insertedBlocks'
import type { PastedAddress } from '@/lib/reports/pastedAddress'
import { resolvedPanel } from '@/lib/reports/resolvedPanel'
import { newPanelId } from '@/lib/workspace/panelChanges'
import type { WantedRunSet } from '@/lib/reports/addedPanel'
import type { Suggested } from '../editor/menus/suggestionStore'
import type { OpenReport } from '../document/useReport'
import { useOpenReport } from '../document/reportContext'
import { caretSpot } from './insertItems'

export interface PastedChoice extends Suggested {
  /** @param range where the address stands */
  take: (editor: Editor, range: Range) => void
}

const GROUP = 'Pasted address'
const LINK: PastedChoice = { id: 'link', group: GROUP, label: 'Link', icon: Link, take: () => {} }

/** For addresses as they are pasted. The same function while the report is open. */
export function usePastedChoices(): (address: PastedAddress) => readonly PastedChoice[] {
  const open = useOpenReport()
  const person = useSession().data?.user.username
  const toast = useToast()
  return useCallback(
    (address) => {
      if (person === undefined) return []
      const tried = (work: Promise<void>) =>
        void work.catch((error: unknown) =>
          toast({
            title: 'The link stays a link',
            description: errorMessage(error),
            tone: 'danger',
          }),
        )
      const choices: PastedChoice[] = []
      if (address.panel !== null) {
        choices.push({
          ...{ id: 'panel', group: GROUP, label: 'Live panel', icon: ChartLine },
          take: (editor, range) => tried(putPanel(open, editor, range, address, person)),
        })
      } else if (address.kind === 'workspace') {
        choices.push({
          ...{ id: 'runs', group: GROUP, label: 'List of its runs', icon: ListTree },
          take: (editor, range) => tried(putRunSet(open, editor, range, address, person)),
        })
      }
      if (address.kind === 'run') {
        choices.push({
          ...{ id: 'run', group: GROUP, label: 'Mention of the run', icon: SquareTerminal },
          take: (editor, range) => tried(putMention(editor, range, address)),
        })
      }
      return choices.length > 0 ? [...choices, LINK] : []
    },
    [open, person, toast],
  )
}

type Run = Extract<PastedAddress, { kind: 'run' }>
type Workspace = Extract<PastedAddress, { kind: 'workspace' }>

async function putMention(editor: Editor, range: Range, { entity, project, run }: Run) {
  const { displayName } = (await api.run(entity, project, run)).run
  const attrs = { kind: 'run', id: `${entity}/${project}/${run}`, label: displayName }
  editor.chain().insertContentAt(range, { type: 'mention', attrs }).run()
}

async function putPanel(
  open: OpenReport,
  editor: Editor,
  range: Range,
  address: PastedAddress,
  person: string,
) {
  const { entity, project } = address
  const view = await readView(
    ...[entity, project, address.kind === 'workspace' ? address.view : null, person],
  )
  const spec = view.panel(address.panel ?? '')
  if (!spec) throw new Error('There is no such panel in the view that you see there.')
  const runs = address.kind === 'run' ? await runsOfRun(address) : view.runSet
  const panel = { ...resolvedPanel(spec, view.defaults), id: newPanelId() }
  const spot = takeOut(open, editor, range)
  insertGrid(open.session.doc, spot, panel, { ...runs, project: placeIn(open, address) })
}

async function putRunSet(
  open: OpenReport,
  editor: Editor,
  range: Range,
  address: Workspace,
  person: string,
) {
  const { entity, project } = address
  const { runSet, name } = await readView(entity, project, address.view, person)
  const wanted = { ...runSet, name, project: placeIn(open, address) }
  insertRunSet(open.session.doc, takeOut(open, editor, range), wanted)
}

async function runsOfRun({ entity, project, run }: Run): Promise<Omit<WantedRunSet, 'project'>> {
  const { displayName } = (await api.run(entity, project, run)).run
  const filter = { kind: 'in' as const, key: 'run:name' as const, values: [run] }
  return {
    name: displayName,
    conditions: [{ filter, disabled: false }],
    ...{ search: '', sort: [], groupBy: [], hidden: new Set(), colors: new Map() },
  }
}

function placeIn({ item }: OpenReport, { entity, project }: PastedAddress) {
  const isOwn = entity === item.entity && project === item.project
  return isOwn ? null : { entity, name: project }
}

/** The address goes, and what comes instead stands where it was. */
function takeOut({ session }: OpenReport, editor: Editor, range: Range) {
  editor.chain().focus().deleteRange(range).run()
  return caretSpot(session.doc, editor)
}
