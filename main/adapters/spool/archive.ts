import { type DeflateOptions, Zip, ZipDeflate } from 'fflate'
import type { OpenArchive, OpenFile } from '../../core/formats/format'

/** Of compression, 1 to 9. */
const usualLevel = 6
/** The same run gives the same bytes, in every zone: the oldest moment a ZIP knows. */
const oldest = new Date(1980, 0, 1)

/**
 * A ZIP into an open file. Every entry is deflated: readers that take a ZIP as a stream refuse stored entries whose size
 * comes after them.
 */
export function archiveInto(
  file: OpenFile,
  readAttachment: (attachment: string, onBytes: (bytes: Uint8Array) => void) => void,
  level: NonNullable<DeflateOptions['level']> = usualLevel,
): OpenArchive {
  let sizeBytes = 0
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    sizeBytes += bytes.length
    file.write(bytes)
  })
  const entry = (name: string) => {
    const part = new ZipDeflate(name, { level })
    part.mtime = oldest
    zip.add(part)
    return {
      write: (bytes: Uint8Array) => part.push(bytes.slice()), // the library keeps what it is given until it is compressed
      close: () => part.push(new Uint8Array(0), true),
    }
  }
  return {
    get sizeBytes() {
      return sizeBytes
    },
    entry,
    attach: (name, attachment) => {
      const part = entry(name)
      readAttachment(attachment, part.write)
      part.close()
    },
    close: (rows) => {
      zip.end()
      file.close(rows)
    },
  }
}
