import { AuthorizePage } from '@/components/settings/AuthorizePage'

export default function Page() {
  return <AuthorizePage />
}
