// Called by electron-builder when the folder of the program stands, before it is signed and packed.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder of Electron that was named by hand is copied whole; the demo app and the version file in it are not ours. */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return
  await rm(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
  await rm(join(appOutDir, 'version'), { force: true })
}
