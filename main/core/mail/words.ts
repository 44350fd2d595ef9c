/**
 * The sentences of one language, for texts that leave the program as mail. A key that nobody wrote answers itself, a
 * placeholder that nobody filled stays empty.
 */
export type Words = (key: string, params?: Readonly<Record<string, string | number>>) => string
