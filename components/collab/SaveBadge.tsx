'use client'

import { Check, CloudOff, Eye, LoaderCircle, TriangleAlert } from 'lucide-react'
import { CloseCode } from '@/lib/collab/closeCodes'
import { Badge, type BadgeTone } from '../ui/Badge'
import { Tooltip } from '../ui/Tooltip'
import type { DocumentSession, SaveStatus } from './session'
import { useSaveStatus } from './useSession'

interface Look {
  tone: BadgeTone
  icon: typeof Check
  text: string
  more: string
}

const changes = (n: number) => `${n} ${n === 1 ? 'change' : 'changes'} unsent`

function lookOf(status: SaveStatus): Look {
  const { connection, unsent, role, loaded } = status
  if (connection === 'refused') return refusalLook(status)
  if (connection === 'offline') {
    return {
      tone: 'warning',
      icon: CloudOff,
      text: unsent === 0 ? 'Offline' : `Offline, ${changes(unsent)}`,
      more: 'Changes are kept in this browser and sent when the server answers again.',
    }
  }
  if (role === 'read') {
    return {
      tone: 'neutral',
      icon: Eye,
      text: 'Read only',
      more: 'You see changes of others live.',
    }
  }
  // A line alone is no document: what is not here yet is not called saved.
  const connecting = connection === 'connecting' || !loaded
  if (connecting || unsent > 0) {
    const text = connecting ? 'Connecting' : 'Saving'
    return { tone: 'neutral', icon: LoaderCircle, text, more: 'Not everything is on disk yet.' }
  }
  return {
    tone: 'neutral',
    icon: Check,
    text: 'Saved',
    more: 'Everything is on the disk of the server.',
  }
}

function refusalLook({ refusal, unsent }: SaveStatus): Look {
  const kept = refusal?.code === CloseCode.SIGNED_OUT
  const lost = unsent > 0 && !kept ? ` ${changes(unsent)}: they were not taken.` : ''
  const look = (text: string, more: string): Look => ({
    tone: 'danger',
    icon: TriangleAlert,
    text,
    more: more + lost,
  })
  switch (refusal?.code) {
    case CloseCode.SIGNED_OUT:
      return look('Signed out', 'Sign in again to go on; changes are kept in this browser.')
    case CloseCode.ACCESS_LOST:
      return look('No access', 'Your rights have changed. Load the page again.')
    case CloseCode.NOT_FOUND:
      return look('Deleted', 'It was deleted, or is no longer yours to see.')
    case CloseCode.OTHER_SCHEMA:
      return look('New version', 'The server was updated. Load the page again.')
    case CloseCode.TOO_LARGE:
      return look('Too large', 'It has grown too large to be changed.')
    default:
      return look('Not connected', 'The server ended the connection. Load the page again.')
  }
}

/** Whether what one does is safe, in a word. */
export function SaveBadge({ session }: { session: DocumentSession | null }) {
  const { tone, icon: Icon, text, more } = lookOf(useSaveStatus(session))
  return (
    <Tooltip content={more}>
      <button type="button" className="cursor-default rounded-sm" data-testid="save-badge">
        <Badge tone={tone}>
          <Icon size={12} aria-hidden />
          <span role="status">{text}</span>
        </Badge>
      </button>
    </Tooltip>
  )
}
