import { useEffect, useEffectEvent } from 'react'
import type { ViewDto } from '../../preload/contract/dto'
import { call } from '../api'

/** Shows what the tray or a notification asks for: at the start what waits already, later whenever something comes. */
export function useRequestedView(show: (view: ViewDto) => void): void {
  const take = useEffectEvent(() => {
    void call('app.takeView', {}).then((answer) => {
      if (answer.ok && answer.value) show(answer.value)
    })
  })
  useEffect(() => {
    take()
    return window.belegbote.on('view.requested', () => take())
  }, [])
}
