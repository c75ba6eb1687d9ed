import { ProfilePage } from '@/components/settings/ProfilePage'

export default function Page() {
  return <ProfilePage />
}
