#!/usr/bin/env node
// Takes fpm's place where it cannot be downloaded: understands what electron-builder orders for a .deb, and has dpkg-deb build it.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const switches = new Set(['--force', '--debug'])
const lists = { '-d': 'depends', '--deb-recommends': 'recommends' }

/** Options by their name without dashes, the two lists, and `SOURCE=TARGET` for what goes in. */
function readOrder(args) {
  const order = { depends: [], recommends: [], contents: [] }
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]
    if (switches.has(arg)) continue
    if (arg in lists) order[lists[arg]].push(args[++at])
    else if (arg.startsWith('-')) order[arg.replace(/^-+/, '')] = args[++at]
    else order.contents.push(arg)
  }
  return order
}

function layOut(contents, tree) {
  for (const entry of contents) {
    const cut = entry.lastIndexOf('=')
    const [from, to] = [entry.slice(0, cut), join(tree, entry.slice(cut + 1))]
    mkdirSync(dirname(to), { recursive: true })
    if (from.endsWith('/')) cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    else {
      copyFileSync(from, to)
      chmodSync(to, 0o644)
    }
  }
}

const bytesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0)

/** The control file (Debian Policy 5.3): an empty line of the description is a full stop, every other one is indented. */
function controlOf(order, installedBytes) {
  const [synopsis, ...rest] = order.description
    .trim()
    .split('\n')
    .map((line) => line.trim())
  const fields = {
    Package: order.name,
    Version: order.iteration ? `${order.version}-${order.iteration}` : order.version,
    Section: order.category,
    Priority: order['deb-priority'],
    Architecture: order.architecture,
    Maintainer: order.maintainer,
    'Installed-Size': String(Math.ceil(installedBytes / 1024)),
    Depends: order.depends.join(', '),
    Recommends: order.recommends.join(', '),
    Homepage: order.url,
    License: order.license,
    Vendor: order.vendor,
    Description: [synopsis, ...rest.map((line) => ` ${line || '.'}`)].join('\n'),
  }
  const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
  return `${lines.join('\n')}\n`
}

function buildDeb(order) {
  const tree = mkdtempSync(join(tmpdir(), 'belegbote-deb-'))
  try {
    chmodSync(tree, 0o755) // it becomes the root folder
    layOut(order.contents, tree)
    const control = controlOf(order, bytesIn(tree))
    mkdirSync(join(tree, 'DEBIAN'))
    writeFileSync(join(tree, 'DEBIAN', 'control'), control)
    for (const [option, name] of [
      ['after-install', 'postinst'],
      ['after-remove', 'postrm'],
    ]) {
      copyFileSync(order[option], join(tree, 'DEBIAN', name))
      chmodSync(join(tree, 'DEBIAN', name), 0o755)
    }
    const packing = process.env.BELEGBOTE_PACK_FAST ? ['-Znone'] : ['-Zxz']
    execFileSync('dpkg-deb', ['--root-owner-group', ...packing, '--build', tree, order.package], {
      stdio: ['ignore', 'ignore', 2],
    })
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

const order = readOrder(process.argv.slice(2))
if (order.t !== 'deb') throw new Error(`only a .deb can be built without fpm, not ${order.t}`)
buildDeb(order)
