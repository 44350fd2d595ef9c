const lengthMax = 64
/** Room for `-` and a counter. */
const stemMax = lengthMax - 5
const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o' }

/**
 * The id of a new profile: its name in the letters that an id may have, so that a command line and a file name can carry
 * it. A name that gives an id which is taken gets a number behind it.
 */
export function profileIdOf(name: string, isTaken: (id: string) => boolean): string {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæø]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, stemMax)
    .replace(/^-+|-+$/g, '')
  const stem = plain === '' ? 'schnittstelle' : plain
  for (let count = 1; ; count++) {
    const id = count === 1 ? stem : `${stem}-${count}`
    if (!isTaken(id)) return id
  }
}
