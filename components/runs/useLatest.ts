'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'

/** The value of the last rendering, for handlers that stay the same objects. */
export function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value)
  useLayoutEffect(() => {
    ref.current = value
  })
  return ref
}
