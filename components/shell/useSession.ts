'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { queryKeys } from '@/components/live/queryKeys'

/** Who is signed in, and the address clients log to. */
export function useSession() {
  return useQuery({
    queryKey: queryKeys.session,
    queryFn: ({ signal }) => api.session(signal),
    staleTime: Infinity,
  })
}

/** Ends the session; the page is loaded anew so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await api.signOut()
  window.location.assign('/signin')
}
