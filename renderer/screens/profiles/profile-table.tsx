import { type KeyboardEvent, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { ProfileDto } from '../../../preload/contract/dto'
import { Icon } from '../../components/icon'
import { RowGap } from '../../components/row-gap'
import { useRowWindow } from '../../hooks/use-row-window'
import { useWords } from '../../hooks/use-words'
import type { SortColumn, SortOrder } from './profile-list'
import { ProfileRow } from './profile-row'
import { type RowDeed, RowMenu } from './row-menu'

interface ProfileTableProps {
  readonly profiles: readonly ProfileDto[]
  /** Column "Rechner" is shown. */
  readonly hasComputer: boolean
  readonly order: SortOrder
  readonly onOrder: (order: SortOrder) => void
  /** Whose row takes the focus when the list appears; null: none. */
  readonly focusId: string | null
  readonly onDeed: (profile: ProfileDto, deed: RowDeed) => void
}

/** Every profile as a row; only those in sight are drawn, for there may be hundreds. */
export function ProfileTable({ profiles, hasComputer, order, onOrder, focusId, onDeed }: ProfileTableProps) {
  const { t } = useWords()
  const rows = useRowWindow(profiles.length)
  const { body } = rows
  useFocusAtStart(focusId, profiles, rows)
  const [menu, setMenu] = useState<{ readonly profileId: string; readonly button: Element } | null>(null)
  // As it is now: the list may have changed since the menu was opened.
  const chosen = profiles.find(({ id }) => id === menu?.profileId)
  const edit = useStable((profile: ProfileDto) => onDeed(profile, 'edit'))
  const openMenu = useStable((profile: ProfileDto, button: Element) => setMenu({ profileId: profile.id, button }))
  return (
    <div className="card list-card">
      <table className="table profiles" aria-rowcount={profiles.length + 1} aria-label={t('ui.nav.profiles')}>
        <thead>
          <tr aria-rowindex={1}>
            <Head column="name" look="col-name" order={order} onOrder={onOrder} />
            <Head column="state" look="col-state state-wide" order={order} onOrder={onOrder} />
            <Head column="branch" look="col-branch wide-only" order={order} onOrder={onOrder} />
            {hasComputer && <Head column="computer" look="col-computer" order={order} onOrder={onOrder} />}
            <Head column="target" look="col-target wide-only" order={order} onOrder={onOrder} />
            <Head column="nextRun" look="col-next" order={order} onOrder={onOrder} />
            <Head column="lastRun" look="col-last" order={order} onOrder={onOrder} />
            <Head column="waiting" look="col-waiting numeric" order={order} onOrder={onOrder} />
            <th scope="col" className="col-action">
              <span className="visually-hidden">{t('ui.profiles.action')}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={moveByArrows}>
          <RowGap height={rows.before} />
          {profiles.slice(rows.first, rows.end).map((profile, offset) => (
            <ProfileRow
              key={profile.id}
              profile={profile}
              index={rows.first + offset}
              hasComputer={hasComputer}
              onEdit={edit}
              onMenu={openMenu}
              isMenuOpen={menu?.profileId === profile.id}
            />
          ))}
          <RowGap height={rows.after} />
        </tbody>
      </table>
      {menu && chosen && (
        <RowMenu
          profile={chosen}
          button={menu.button}
          onDeed={(deed) => onDeed(chosen, deed)}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  )
}

interface HeadProps {
  readonly column: SortColumn
  readonly look: string
  readonly order: SortOrder
  readonly onOrder: (order: SortOrder) => void
}

function Head({ column, look, order, onOrder }: HeadProps) {
  const { t } = useWords()
  const isSorted = order.column === column
  const direction = order.isDescending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={look} aria-sort={isSorted ? direction : 'none'}>
      <Button
        className="sort-button"
        onPress={() => onOrder({ column, isDescending: isSorted && !order.isDescending })}
      >
        <span>{t(`ui.profiles.${column}`)}</span>
        {isSorted && <Icon name="chevron" className={order.isDescending ? '' : 'upside-down'} />}
      </Button>
    </th>
  )
}

/** Up and down from row to row, staying with the same button. */
function moveByArrows(event: KeyboardEvent<HTMLTableSectionElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const { target } = event
  const button = target instanceof HTMLButtonElement ? target : null
  const row = button?.closest('tr')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  if (!row || !button || !next?.hasAttribute('data-row')) return
  const place = [...row.querySelectorAll('button')].indexOf(button)
  const buttons = [...next.querySelectorAll('button')]
  const wanted = buttons[place] ?? buttons[0]
  if (!wanted) return
  event.preventDefault()
  wanted.focus()
}

function useFocusAtStart(
  focusId: string | null,
  profiles: readonly ProfileDto[],
  { body, show }: Pick<ReturnType<typeof useRowWindow>, 'body' | 'show'>,
): void {
  const isDone = useRef(false)
  const focus = useEffectEvent(() => {
    const index = profiles.findIndex(({ id }) => id === focusId)
    if (focusId === null || isDone.current || index < 0) return
    isDone.current = true
    show(index)
    requestAnimationFrame(() => {
      body.current?.querySelector<HTMLElement>(`tr[data-profile="${focusId}"] button`)?.focus()
    })
  })
  useEffect(() => focus(), [])
}

/** The same function at every drawing, so that a row that did not change is not drawn again; it does what the newest does. */
function useStable<A extends readonly unknown[]>(act: (...args: A) => void): (...args: A) => void {
  const newest = useRef(act)
  useLayoutEffect(() => {
    newest.current = act
  })
  return useCallback((...args: A) => newest.current(...args), [])
}
