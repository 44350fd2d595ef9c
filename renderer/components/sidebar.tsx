import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { Language, ProfileDto, StatusDto, WorkstationDto } from '../../preload/contract/dto'
import { useMay } from '../hooks/use-access'
import { useImports } from '../hooks/use-imports'
import { useWords } from '../hooks/use-words'
import { Icon, type IconName } from './icon'
import { Logo } from './logo'
import { StatusBox } from './status-box'

export const screens = ['profiles', 'runs', 'ledger', 'master-data', 'users', 'settings'] as const
export type Screen = (typeof screens)[number]

const icons: Readonly<Record<Screen, IconName>> = {
  profiles: 'exports',
  runs: 'history',
  ledger: 'ledger',
  'master-data': 'cards',
  users: 'people',
  settings: 'sliders',
}
export const languageNames: Readonly<Record<Language, string>> = { de: 'Deutsch', en: 'English' }

interface SidebarProps {
  readonly screen: Screen
  readonly onScreen: (screen: Screen) => void
  readonly workstation: WorkstationDto | null
  readonly version: string
  readonly status: StatusDto | null
  readonly profiles: readonly ProfileDto[]
  /** Who is at the window. */
  readonly userMenu: ReactNode
  readonly onLanguage: (language: Language) => void
}

export function Sidebar({
  screen,
  onScreen,
  workstation,
  version,
  status,
  profiles,
  userMenu,
  onLanguage,
}: SidebarProps) {
  const { t } = useWords()
  const mayManageUsers = useMay('manage-users')
  const shown = screens.filter((name) => name !== 'users' || mayManageUsers)
  return (
    <aside className="sidebar">
      <div className="brand">
        <Logo />
        <span>{t('ui.app')}</span>
      </div>
      <nav className="nav" aria-label={t('ui.nav')}>
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            className="nav-item"
            {...(name === screen ? { 'aria-current': 'page' as const } : {})}
            onClick={() => onScreen(name)}
          >
            <Icon name={icons[name]} />
            <span>{t(`ui.nav.${name}`)}</span>
            {name === 'ledger' && <ImportSign />}
          </button>
        ))}
      </nav>
      <StatusBox status={status} profiles={profiles} />
      <div className="sidebar-foot">
        {userMenu}
        <Languages onLanguage={onLanguage} />
        {workstation && (
          <p className="workstation">
            <Icon name="computer" />
            <span>{workstation.name}</span>
          </p>
        )}
        <p className="version">{t('ui.version', { version })}</p>
      </div>
    </aside>
  )
}

/** Books are being read, wherever one looks meanwhile. */
function ImportSign() {
  const { t } = useWords()
  const { underWay } = useImports()
  if (!underWay) return null
  return (
    <span className="nav-sign" title={t('ui.import.running')}>
      <Icon name="arrows" className="turning" />
      <span className="visually-hidden">{t('ui.import.running')}</span>
    </span>
  )
}

export function Languages({ onLanguage }: Pick<SidebarProps, 'onLanguage'>) {
  const { t, language } = useWords()
  return (
    <ToggleButtonGroup
      className="languages"
      aria-label={t('ui.language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const [key] = keys
        if (key === 'de' || key === 'en') onLanguage(key)
      }}
    >
      {(['de', 'en'] as const).map((id) => (
        <ToggleButton key={id} id={id} className="language" lang={id}>
          {languageNames[id]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
