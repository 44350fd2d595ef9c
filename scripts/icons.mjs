// node scripts/icons.mjs: draws the tray's pictures from resources/icons/tray/*.svg and the program's from belegbote.svg, by
// Electron's own canvas. Run it after a change of an SVG and commit what it writes. `--sheet FILE` also writes all of the
// tray's, enlarged, on light and dark ground.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { icnsOf, icnsSizes, icoOf } from './icons/containers.mjs'

const icons = join(import.meta.dirname, '..', 'resources', 'icons')
const folder = join(icons, 'tray')
const states = readdirSync(folder)
  .filter((name) => name.endsWith('.svg'))
  .map((name) => name.slice(0, -'.svg'.length))
const sizes = [16, 22, 24, 32, 48, 64]
const doubled = [16, 22, 24] // the sizes that a screen of double density shows as `@2x`
const icoSizes = [16, 20, 24, 32, 40, 48, 64]
/** The program's own: what desktops, the taskbar and the installer ask for. */
const programSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const programIcoSizes = [16, 24, 32, 48, 64, 128, 256]

/** macOS colours a template itself: black where the shape is, a hole where its mark is. */
function templateOf(svg) {
  const mark = /\n *<[^>]* id="mark"[^>]*>/.exec(svg)?.[0] ?? ''
  const shape = svg.replace(mark, '').replaceAll(/#[0-9a-f]{3,6}\b/gi, '#000')
  if (mark === '') return shape
  const hole = mark.replaceAll(/#[0-9a-f]{3,6}\b/gi, '#000')
  const mask = `<mask id="hole"><path d="M0 0h16v16H0Z" fill="#fff"/>${hole.replace(' id="mark"', '')}</mask>`
  return shape.replace('</title>', `</title>${mask}<g mask="url(#hole)">`).replace('</svg>', '</g></svg>')
}

async function draw() {
  const { app, BrowserWindow } = await import('electron')
  app.setPath('userData', mkdtempSync(join(tmpdir(), 'belegbote-icons-')))
  await app.whenReady()
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  await window.loadURL('data:text/html,<canvas></canvas>')
  const render = async (svg, size) => {
    const code = `(async () => {
      const picture = new Image()
      picture.src = ${JSON.stringify(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`)}
      await picture.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} })
      canvas.getContext('2d').drawImage(picture, 0, 0, ${size}, ${size})
      return canvas.toDataURL('image/png')
    })()`
    const url = await window.webContents.executeJavaScript(code)
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
  }
  for (const state of states) {
    const svg = readFileSync(join(folder, `${state}.svg`), 'utf8')
    const write = async (name, source, size) => writeFileSync(join(folder, name), await render(source, size))
    for (const size of sizes) await write(`${state}-${size}.png`, svg, size)
    for (const size of doubled) await write(`${state}-${size}@2x.png`, svg, size * 2)
    await write(`${state}Template.png`, templateOf(svg), 16)
    await write(`${state}Template@2x.png`, templateOf(svg), 32)
    writeFileSync(join(folder, `${state}.ico`), icoOf(await drawn(render, svg, icoSizes)))
  }
  await drawProgram(render)
  if (process.env.BELEGBOTE_SHEET) writeFileSync(process.env.BELEGBOTE_SHEET, await sheet(window))
  app.exit()
}

async function drawn(render, svg, sizes) {
  const pictures = []
  for (const size of sizes) pictures.push({ size, png: await render(svg, size) })
  return pictures
}

/** Into `program/`: a file per size for Linux, `icon.ico` for Windows, `icon.icns` for macOS. */
async function drawProgram(render) {
  const to = join(icons, 'program')
  mkdirSync(to, { recursive: true })
  const svg = readFileSync(join(icons, 'belegbote.svg'), 'utf8')
  for (const { size, png } of await drawn(render, svg, programSizes))
    writeFileSync(join(to, `${size}x${size}.png`), png)
  writeFileSync(join(to, 'icon.ico'), icoOf(await drawn(render, svg, programIcoSizes)))
  writeFileSync(join(to, 'icon.icns'), icnsOf(await drawn(render, svg, icnsSizes)))
}

function sheet(window) {
  const picture = (name) => `data:image/png;base64,${readFileSync(join(folder, name)).toString('base64')}`
  const names = states.flatMap((state) =>
    [16, 22, 48].map((size) => `${state}-${size}.png`).concat(`${state}Template.png`),
  )
  const code = `(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: ${names.length * 80}, height: 320 })
    const to = canvas.getContext('2d')
    to.imageSmoothingEnabled = false
    for (const [row, ground] of ['#f6f6f6', '#e0e0e0', '#3b3b3b', '#101010'].entries()) {
      to.fillStyle = ground
      to.fillRect(0, row * 80, canvas.width, 80)
      for (const [column, source] of ${JSON.stringify(names.map(picture))}.entries()) {
        const image = new Image()
        image.src = source
        await image.decode()
        to.drawImage(image, column * 80 + 8, row * 80 + 8, 64, 64)
      }
    }
    return canvas.toDataURL('image/png')
  })()`
  return window.webContents
    .executeJavaScript(code)
    .then((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
}

async function startInElectron() {
  const { startDesktop } = await import('./desktop.mjs')
  const { electronPath, sandboxArgs, setup } = await import('./setup.mjs')
  await setup({ desktop: process.platform === 'linux' })
  const desktop = process.platform === 'linux' ? await startDesktop({ keyring: false }) : null
  const place = process.argv.indexOf('--sheet')
  const env = { ...(desktop?.env ?? process.env), BELEGBOTE_SHEET: place === -1 ? '' : process.argv[place + 1] }
  delete env.ELECTRON_RUN_AS_NODE
  const app = spawn(electronPath(), [import.meta.filename, ...sandboxArgs()], { env, stdio: 'inherit' })
  process.exitCode = await new Promise((resolve) => app.once('close', resolve))
  await desktop?.stop()
}

// Electron gets ready only when its main script has been loaded: it is not awaited here.
if (process.versions.electron) draw()
else await startInElectron()
