/** One step of the database's shape. Forward only; never changed once a version of the program has been handed out. */
export interface Migration {
  /** Steps of ten; becomes `PRAGMA user_version`. */
  readonly no: number
  /** Runs in one transaction, with foreign keys checked at its end. */
  readonly sql: string
}
