import { type RefObject, useLayoutEffect, useRef } from 'react'

/** For the head of a page: the page begins at its top, however far the one before was scrolled. */
export function useTop(): RefObject<HTMLElement | null> {
  const head = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const page = head.current?.closest('main')
    if (page) page.scrollTop = 0
  }, [])
  return head
}
