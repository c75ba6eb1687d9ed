'use client'

import { LogOut } from 'lucide-react'
import { PageTitle } from '@/components/shell/PageTitle'
import { THEMES } from '@/components/shell/navigation'
import { signOut, useSession } from '@/components/shell/useSession'
import { Button } from '@/components/ui/Button'
import { ErrorState } from '@/components/ui/ErrorState'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { setThemeChoice, useThemeChoice } from '@/components/ui/theme'
import { NameForm } from './NameForm'
import { NewPasswordForm } from './NewPasswordForm'
import { SettingsSection } from './SettingsFrame'

export function ProfilePage() {
  const session = useSession()
  const theme = useThemeChoice()
  if (session.isError) {
    return (
      <ErrorState
        title="Your profile could not be loaded"
        error={session.error}
        onRetry={() => void session.refetch()}
      />
    )
  }
  const user = session.data?.user
  return (
    <>
      <PageTitle parts={['Profile']} />
      {user ? (
        <>
          <SettingsSection id="name" title="Name">
            <NameForm user={user} />
          </SettingsSection>
          <SettingsSection
            id="password"
            title="Password"
            description={
              user.hasPassword
                ? 'A new password signs your other browsers out.'
                : 'You signed in by a link that worked once. With a password you can sign in again.'
            }
          >
            <NewPasswordForm user={user} />
          </SettingsSection>
        </>
      ) : (
        <SkeletonRows rows={6} />
      )}
      <SettingsSection id="theme" title="Theme">
        <SegmentedControl
          label="Theme"
          value={theme}
          onValueChange={setThemeChoice}
          options={THEMES.map(({ value, label, icon }) => ({
            value,
            label: label.replace(' theme', ''),
            icon,
          }))}
        />
      </SettingsSection>
      <SettingsSection id="session" title="This browser">
        <Button icon={LogOut} onClick={() => void signOut()}>
          Sign out
        </Button>
      </SettingsSection>
    </>
  )
}
