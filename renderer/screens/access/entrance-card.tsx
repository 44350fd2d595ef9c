import type { ReactNode } from 'react'
import type { AppInfoDto, Language } from '../../../preload/contract/dto'
import { Logo } from '../../components/logo'
import { Languages } from '../../components/sidebar'
import { useWords } from '../../hooks/use-words'

interface EntranceCardProps {
  readonly info: AppInfoDto
  readonly onLanguage: (language: Language) => void
  readonly children: ReactNode
}

/** The page before the screens: name of the program, one form, languages. */
export function EntranceCard({ info, onLanguage, children }: EntranceCardProps) {
  const { t } = useWords()
  return (
    <div className="entrance">
      <div className="entrance-box">
        <header className="brand entrance-brand">
          <Logo />
          <span>{t('ui.app')}</span>
        </header>
        <main className="card padded entrance-card">{children}</main>
        <footer className="entrance-foot">
          <Languages onLanguage={onLanguage} />
          <p className="version">{t('ui.version', { version: info.version })}</p>
        </footer>
      </div>
    </div>
  )
}
