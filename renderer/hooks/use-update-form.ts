import { useState } from 'react'
import type { UpdateSourceDto } from '../../preload/contract/dto'
import { call } from '../api'
import { useSubmit } from './use-submit'

type SourceKind = UpdateSourceDto['kind']

/** Where new versions come from, as it is being changed. What was typed for one kind stays while another is looked at. */
export function useUpdateForm(source: UpdateSourceDto, onSaved: () => void) {
  const [kind, setKind] = useState<SourceKind>(source.kind)
  const [url, setUrl] = useState(source.kind === 'server' ? source.url : '')
  const [path, setPath] = useState(source.kind === 'folder' ? source.path : '')
  const draft = draftOf(kind, url, path)
  const { submit, isBusy, failure, clear } = useSubmit(
    () => call('updates.save', { source: draft }),
    (answer) => {
      if (answer.ok) onSaved()
    },
  )
  const changing =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      clear()
    }
  return {
    ...{ kind, url, path, isBusy, failure, submit },
    isDirty: JSON.stringify(draft) !== JSON.stringify(source),
    setKind: changing(setKind),
    setUrl: changing(setUrl),
    setPath: changing(setPath),
    choosePath: async () => {
      const chosen = await call('updates.chooseFolder', {})
      if (chosen.ok && chosen.value !== null) changing(setPath)(chosen.value)
    },
  }
}

function draftOf(kind: SourceKind, url: string, path: string): UpdateSourceDto {
  switch (kind) {
    case 'server':
      return { kind, url: url.trim() }
    case 'folder':
      return { kind, path: path.trim() }
    default:
      return { kind }
  }
}

export type UpdateForm = ReturnType<typeof useUpdateForm>
