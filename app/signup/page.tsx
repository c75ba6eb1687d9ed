import { SignUpPage } from '@/components/signin/SignUpPage'

export default function Page() {
  return <SignUpPage />
}
