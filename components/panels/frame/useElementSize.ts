'use client'

import { type RefObject, useEffect } from 'react'

/** Calls back with the element's inner size now and whenever it changes. */
export function useElementSize(
  ref: RefObject<HTMLElement | null>,
  onSize: (size: { width: number; height: number }) => void,
): void {
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      onSize({ width: element.clientWidth, height: element.clientHeight })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, onSize])
}

/** Calls back whether the element is on screen or a little beside it. */
export function useOnScreen(
  ref: RefObject<HTMLElement | null>,
  onChange: (onScreen: boolean) => void,
): void {
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new IntersectionObserver(
      (entries) => onChange(entries.at(-1)!.isIntersecting),
      { rootMargin: '200px 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, onChange])
}
