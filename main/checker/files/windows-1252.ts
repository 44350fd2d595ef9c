const undefinedBytes: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])
/** Unicode points of the bytes 0x80 to 0x9F, 0 where there is none. Node's own decoder answers U+0080 for the euro sign. */
const highPoints = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
]
const highUnits = /[\u0080-\u009f]/g

/**
 * @param units one UTF-16 unit per byte
 * @param onUndefined told of every byte that has no character
 */
export function fromWindows1252(units: string, onUndefined: (byte: number) => void): string {
  return units.replace(highUnits, (unit) => {
    const byte = unit.charCodeAt(0)
    if (undefinedBytes.has(byte)) onUndefined(byte)
    return String.fromCharCode(highPoints[byte - 0x80] ?? 0)
  })
}
