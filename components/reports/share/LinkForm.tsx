'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Switch } from '@/components/ui/Switch'
import { TextArea, TextField } from '@/components/ui/TextField'
import { ApiError } from '@/lib/api/errors'
import type { CreatedLink, ShareLinkItem, ShareRole } from '@/lib/api/sharing'
import { changedLink, draftOf, type LinkDraft, newLink } from './linkDraft'
import { useLinkActions } from './useLinks'

const ROLES = [
  { value: 'VIEW', label: 'View' },
  { value: 'COMMENT', label: 'Comment' },
  { value: 'EDIT', label: 'Edit' },
] as const
const ROLE_NOTES: Record<ShareRole, string> = {
  VIEW: 'Whoever has the link sees the report, without an account.',
  COMMENT: 'Whoever has the link sees the report; people with an account here may comment.',
  EDIT: 'Whoever has the link sees the report; people with an account here may edit its text.',
}

interface Props {
  slug: string
  /** Absent for a new one. */
  link?: ShareLinkItem | undefined
  onMade?: (made: CreatedLink) => void
  onDone: () => void
}

/** Everything that can be said of a link. */
export function LinkForm({ slug, link, onMade, onDone }: Props) {
  const { create, change } = useLinkActions(slug)
  const [before] = useState(() => draftOf(link))
  const [draft, setDraft] = useState(before)
  const set = (changes: Partial<LinkDraft>) => setDraft({ ...draft, ...changes })
  const { error, isPending } = link ? change : create
  const fieldError = (field: string) =>
    error instanceof ApiError && error.field?.split('.')[0] === field
      ? error.message.replace(/^[\w.]+: /, '')
      : undefined
  const known = ['label', 'password', 'expiresAt', 'frameAncestors'].some(fieldError)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (link) change.mutate({ id: link.id, ...changedLink(before, draft) }, { onSuccess: onDone })
    else create.mutate(newLink(draft), { onSuccess: (made) => onMade?.(made) })
  }
  const toggle = (name: keyof LinkDraft, label: string) => (
    <Switch
      label={label}
      checked={draft[name] === true}
      onCheckedChange={(checked) => set({ [name]: checked })}
    />
  )
  return (
    <form className="flex flex-col gap-4 pt-1" onSubmit={submit}>
      {!link && (
        <div>
          <SegmentedControl<ShareRole>
            label="What the link is for"
            value={draft.role}
            options={ROLES}
            onValueChange={(role) => set({ role })}
          />
          <p className="mt-1 text-12 text-ink-3">{ROLE_NOTES[draft.role]}</p>
        </div>
      )}
      <TextField
        label="Name"
        hint="For yourself: whom it is for."
        value={draft.label}
        maxLength={100}
        error={fieldError('label')}
        onChange={(event) => set({ label: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          placeholder={link?.hasPassword ? 'As it is' : 'None'}
          value={draft.password}
          disabled={draft.removePassword}
          error={fieldError('password')}
          onChange={(event) => set({ password: event.target.value })}
        />
        <TextField
          label="Works until"
          type="datetime-local"
          hint={draft.expires === '' ? 'Without a date: until you withdraw it.' : undefined}
          value={draft.expires}
          error={fieldError('expiresAt')}
          onChange={(event) => set({ expires: event.target.value })}
        />
      </div>
      {link?.hasPassword && toggle('removePassword', 'Without a password from now on')}
      <Group label="What is shown">
        {!link && toggle('frozen', 'Keep everything as it is now, in place of live data')}
        {toggle('showProjects', 'Names of teams and projects')}
        {toggle('showPeople', 'Names of people')}
      </Group>
      <Group label="What readers may change for themselves">
        {toggle('mayHideRuns', 'Which runs are drawn')}
        {toggle('maySmooth', 'Smoothing')}
        {toggle('mayLogScale', 'The scale of y')}
      </Group>
      <Group label="Elsewhere">
        {toggle('mayIndex', 'Search engines may list it')}
        <TextArea
          label="Sites that may embed it"
          hint="One a line, such as https://example.org"
          rows={2}
          value={draft.frames}
          error={fieldError('frameAncestors')}
          onChange={(event) => set({ frames: event.target.value })}
        />
      </Group>
      {error && !known && (
        <p role="alert" className="text-danger">
          {errorMessage(error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isPending}>
          {link ? 'Save' : 'Make the link'}
        </Button>
      </div>
    </form>
  )
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      {children}
    </fieldset>
  )
}
