import type { Migration } from '../../../sqlite/migrate'

/** Lets the books be counted by what a profile selects, without a look at the documents themselves. */
export const groups: Migration = {
  no: 20,
  sql: `
CREATE INDEX accounting_document_group ON accounting_document (mandant, document_type, branch, payment_method)
  WHERE newest = 1 AND do_not_export = 0;
`,
}
