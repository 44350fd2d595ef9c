import { checkDirectory } from '../transfer/remote-name'
import { protocols, type TargetSettings } from '../transfer/target'
import { faultAt, nameFaults, type ProfileFault } from './profile-fault'

const portMax = 65_535
/** As `ssh-keygen -lf` prints it: SHA-256 in base64 without padding. */
const hostKeyPattern = /^SHA256:[A-Za-z0-9+/]{43}$/

/** A folder needs only its directory; a server needs host and user, and takes only what its protocol knows. */
export function checkTarget(target: TargetSettings): readonly ProfileFault[] {
  if (!protocols.includes(target.protocol)) {
    return [faultAt('target.protocol', target.protocol, 'input-not-allowed', { allowed: protocols.join(', ') })]
  }
  return target.protocol === 'folder' ? checkFolder(target) : checkServer(target)
}

function checkFolder(target: TargetSettings): readonly ProfileFault[] {
  const { host, port, user, privateKeyFile, tlsCaFile } = target
  const unused = Object.entries({ host, port, user, privateKeyFile, tlsCaFile })
  return [
    ...(target.directory.trim() === ''
      ? [faultAt('target.directory', target.directory, 'input-empty')]
      : checkFolderDirectory(target.directory)),
    ...unused.flatMap(([field, value]) =>
      value === null ? [] : [faultAt(`target.${field}`, `${value}`, 'input-not-for-folder')],
    ),
    ...(target.hostKeys.length > 0 ? [faultAt('target.hostKeys', null, 'input-not-for-folder')] : []),
  ]
}

/** A path of the operating system: Windows separates with a backslash, which a server's directory must not hold. */
function checkFolderDirectory(directory: string): readonly ProfileFault[] {
  return nameFaults('target.directory', checkDirectory(directory.replaceAll('\\', '/')))
}

function checkServer(target: TargetSettings): readonly ProfileFault[] {
  const { protocol, host, port, user, hostKeys, privateKeyFile, tlsCaFile } = target
  const isSftp = protocol === 'sftp'
  const isFtps = protocol === 'ftps' || protocol === 'ftps-implicit'
  return [
    ...checkHost(host),
    ...(user === null || user.trim() === '' ? [faultAt('target.user', user, 'input-missing')] : []),
    ...(port === null || (Number.isInteger(port) && port >= 1 && port <= portMax)
      ? []
      : [faultAt('target.port', `${port}`, 'profile-port')]),
    ...nameFaults('target.directory', checkDirectory(target.directory)),
    ...(!isSftp && hostKeys.length > 0 ? [faultAt('target.hostKeys', hostKeys[0] ?? null, 'input-sftp-only')] : []),
    ...(isSftp ? checkHostKeys(hostKeys) : []),
    ...(!isSftp && privateKeyFile !== null
      ? [faultAt('target.privateKeyFile', privateKeyFile, 'input-sftp-only')]
      : []),
    ...(privateKeyFile?.trim() === '' ? [faultAt('target.privateKeyFile', privateKeyFile, 'input-empty')] : []),
    ...(!isFtps && tlsCaFile !== null ? [faultAt('target.tlsCaFile', tlsCaFile, 'input-ftps-only')] : []),
    ...(tlsCaFile?.trim() === '' ? [faultAt('target.tlsCaFile', tlsCaFile, 'input-empty')] : []),
  ]
}

function checkHost(host: string | null): readonly ProfileFault[] {
  if (host === null || host.trim() === '') return [faultAt('target.host', host, 'input-missing')]
  return /^[^\s/@]+$/.test(host) ? [] : [faultAt('target.host', host, 'input-host')]
}

function checkHostKeys(hostKeys: readonly string[]): readonly ProfileFault[] {
  return hostKeys.flatMap((key, index) =>
    hostKeyPattern.test(key) ? [] : [faultAt(`target.hostKeys[${index}]`, key, 'input-host-key')],
  )
}
