import { compose } from '../../main/compose'
import { makeHouse } from './house'
import { must } from './must'

// Fills the folder of an installation. Arguments: folder for the exchange files, profile folder, workstation, how many
// documents, profiles, runs.
const [folder = '', profileDir = '', workstationName = '', ...counts] = process.argv.slice(2)
const [documents = 0, profiles = 0, runs = 0] = counts.map(Number)
const open = async (actor: 'window' | 'command-line') => must(await compose({ profileDir, workstationName, actor }))
await makeHouse({ folder, profileDir, workstationName, open }, { documents, profiles, runs })
