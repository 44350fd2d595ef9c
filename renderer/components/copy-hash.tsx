import { useState } from 'react'
import { Button } from 'react-aria-components'
import { call } from '../api'
import { shortHash } from '../format'
import { useWords } from '../hooks/use-words'
import { Icon } from './icon'

/** A checksum in short; the button copies the whole. */
export function CopyHash({ sha256, fileName }: { sha256: string; fileName: string }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const answer = await call('app.copy', { text: sha256 })
    setCopied(answer.ok)
  }
  return (
    <span className="hash">
      <code title={sha256}>{shortHash(sha256)}</code>
      <Button
        className="icon-button"
        aria-label={t('ui.files.copyHash', { name: fileName })}
        onPress={() => void copy()}
      >
        <Icon name={copied ? 'check' : 'copy'} />
      </Button>
      <span role="status" className="hash-copied">
        {copied ? t('ui.files.copied') : ''}
      </span>
    </span>
  )
}
