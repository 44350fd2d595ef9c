import { findingSentence } from '../../../resources/locales/einvoice-finding'
import type { Texts } from '../../../resources/locales/texts'
import { cents } from '../../core/money/cents'
import type { InvoiceOverview } from '../../engine/app-invoices'
import { csvDay, csvMoment } from './form'
import { onePage, type SaveList } from './list'

/** Incoming invoices as the page lists them, with every reason; a credit note is below zero. */
export const saveInvoices: SaveList<'invoices'> = async (app, { states, text }, t, write) =>
  write({
    columns: [
      { title: t('ui.invoices.supplier'), of: ({ sellerName }) => sellerName },
      { title: t('ui.mandant'), of: ({ mandant }) => mandant },
      { title: t('ui.invoices.number'), of: ({ invoiceNo }) => invoiceNo },
      { title: t('ui.invoices.date'), of: ({ invoiceDate }) => invoiceDate && csvDay(invoiceDate) },
      { title: t('csv.currency'), of: ({ currency }) => currency },
      { title: t('ui.invoices.gross'), of: grossOf },
      { title: t('csv.run.result'), of: ({ state }) => t(`ui.invoices.state.${state}`) },
      { title: t('csv.run.reason'), of: (one) => reasonOf(one, t) },
      { title: t('ui.invoices.file'), of: ({ fileName }) => fileName },
      { title: t('csv.invoice.received'), of: ({ receivedMs }) => csvMoment(receivedMs) },
      { title: t('csv.invoice.decided'), of: ({ decidedMs }) => decidedMs && csvMoment(decidedMs) },
      { title: t('csv.invoice.decidedBy'), of: ({ decidedBy }) => decidedBy },
    ],
    pages: onePage((await app.invoices.list({ states, text })).rows),
  })

const grossOf = ({ grossCents, creditNote }: InvoiceOverview) =>
  grossCents && { cents: creditNote ? cents(-grossCents) : grossCents }

const reasonOf = ({ reasons, declineReason }: InvoiceOverview, t: Texts) =>
  declineReason ?? reasons.map((reason) => findingSentence(t, reason)).join(' ')
