import type { Migration } from '../../sqlite/migrate'

/** A Mandant may deduct no input tax (Kleinunternehmer). Nobody said so before: they all deducted it. */
export const inputTax: Migration = {
  no: 100,
  sql: `
ALTER TABLE mandant_setting ADD COLUMN without_input_tax INTEGER NOT NULL DEFAULT 0 CHECK (without_input_tax IN (0, 1));
`,
}
