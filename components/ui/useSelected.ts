'use client'

import { type KeyboardEvent, useState } from 'react'

/**
 * What Enter takes in a list that changes as one types: the first entry, until arrows or the pointer
 * say another. By itself cmdk marks the first a moment after the list has changed, and Enter does
 * nothing, or the wrong thing, for those who type quickly.
 * @param ids in the order in which they are shown
 */
export function useSelected(
  ids: readonly string[],
  query: string,
  onChoose: (id: string) => void,
): {
  value: string
  onValueChange: (id: string) => void
  onKeyDown: (event: KeyboardEvent) => void
} {
  const [chosen, setChosen] = useState({ query, id: '' })
  const isThere = chosen.query === query && ids.includes(chosen.id)
  const value = isThere ? chosen.id : (ids[0] ?? '')
  return {
    value,
    onValueChange: (id) => setChosen({ query, id }),
    onKeyDown: (event) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || ids.length === 0) return
      event.preventDefault()
      onChoose(value)
    },
  }
}
