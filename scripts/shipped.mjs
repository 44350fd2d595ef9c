// Which npm packages go into what is shipped: nearly all are bundled, so package.json does not tell.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { at } from './setup/paths.mjs'

/** Where a build notes the packages of each of its parts. */
const noted = (part) => at('out', '.shipped', `${part}.json`)
export const parts = ['main', 'preload', 'renderer']

/**
 * Folder of the package that a module belongs to, from the project's root, as package-lock.json names it.
 * @param {string} id of a module
 * @returns {string | null} null: one of ours
 */
export function packageOf(id) {
  const path = id.replaceAll('\\', '/').replace(/[?\0].*$/, '')
  const start = path.indexOf('/node_modules/')
  if (start < 0) return null
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []
  return folder ? folder.slice(start + 1) : null
}

/**
 * Plugin of the build: notes the packages whose code is left after everything unused was dropped.
 * @param {'main' | 'preload' | 'renderer'} part
 */
export const notePackages = (part) => ({
  name: 'belegbote-note-packages',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []))
    const packages = [...new Set(modules.map(packageOf))].filter((name) => name !== null).sort()
    mkdirSync(at('out', '.shipped'), { recursive: true })
    writeFileSync(noted(part), JSON.stringify(packages, null, 2))
  },
})

/**
 * Folders of all packages that ship: bundled ones, the two native modules, and Electron.
 * @returns {string[]}
 */
export function shippedPackages() {
  const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  const bundled = parts.flatMap((part) => JSON.parse(readFileSync(noted(part), 'utf8')))
  const beside = [...Object.keys(dependencies), 'electron'].map((name) => `node_modules/${name}`)
  return [...new Set([...bundled, ...beside])].sort()
}

/**
 * The licence as the package carries it.
 * @param {string} folder of the package, from the root
 */
export function licenceText(folder) {
  const names = readdirSync(at(folder)).filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name))
  return names.sort().map((name) => readFileSync(at(folder, name), 'utf8').trim())
}

/**
 * SPDX, as the package states it; old ones have a list.
 * @param {string} folder of the package, from the root
 * @returns {string | undefined}
 */
export function licenceOf(folder) {
  const { license, licenses } = JSON.parse(readFileSync(at(folder, 'package.json'), 'utf8'))
  return typeof license === 'string' ? license : licenses?.[0]?.type
}
