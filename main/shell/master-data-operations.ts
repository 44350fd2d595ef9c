import type { MandantSettings } from '../core/formats/format'
import type { MasterKind, MasterValue } from '../core/ledger/master-data'
import { ok } from '../core/result'
import type { HostContext } from './operations'

export interface MasterEdit {
  readonly kind: MasterKind
  readonly id: string
  readonly values: Readonly<Record<string, MasterValue>>
}

export interface MasterReset {
  readonly kind: MasterKind
  readonly id: string
  readonly fields: readonly string[]
}

export interface MasterSettings {
  readonly mandant: string
  readonly settings: MandantSettings
}

export const masterDataOperations = {
  'masterData.list': async ({ app }: HostContext) => ok(await app.masterData.list()),
  'masterData.edit': ({ app }: HostContext, { kind, id, values }: MasterEdit) => app.masterData.edit(kind, id, values),
  'masterData.reset': ({ app }: HostContext, { kind, id, fields }: MasterReset) =>
    app.masterData.reset(kind, id, fields),
  'mandants.show': ({ app }: HostContext, mandant: string) => app.mandants.show(mandant),
  'mandants.save': ({ app }: HostContext, { mandant, settings }: MasterSettings) => app.mandants.set(mandant, settings),
}
