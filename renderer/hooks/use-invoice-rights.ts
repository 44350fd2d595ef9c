import { useMay } from './use-access'

/** What the person at the window may do with incoming invoices, as the gate of the main process sees it. */
export function useInvoiceRights() {
  return {
    /** Add, book, decline, take up again. */
    mayBook: useMay('release'),
    /** Say where invoices are booked by themselves from now on. */
    mayRule: useMay('configure'),
  }
}
