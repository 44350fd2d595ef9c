import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOwnPage, servePage } from './pages'

let root: string
let folder: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'belegbote-pages-'))
  folder = join(root, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<meta property="csp-nonce" content="__CSP_NONCE__">')
  writeFileSync(join(folder, 'assets', 'index.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'index.js.map'), '{}')
  writeFileSync(join(root, 'secret.js'), 'canary')
  mkdirSync(join(root, 'renderer-2'))
  writeFileSync(join(root, 'renderer-2', 'secret.js'), 'canary')
})
afterAll(() => rmSync(root, { recursive: true }))

describe('the pages', () => {
  it('carry a strict policy and a nonce of their own each time', async () => {
    const [first, second] = await Promise.all([
      servePage(folder, 'app://ui/index.html'),
      servePage(folder, 'app://ui/index.html'),
    ])
    const policy = first.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([\w-]{20,})'/.exec(policy)?.[1] ?? ''
    expect(await first.text()).toBe(`<meta property="csp-nonce" content="${nonce}">`)
    expect(second.headers.get('content-security-policy')).not.toBe(policy)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('come with their type', async () => {
    const script = await servePage(folder, 'app://ui/assets/index.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await script.text()).toBe('export {}')
  })

  it.each([
    'app://ui/../secret.js',
    'app://ui/%2e%2e/secret.js',
    'app://ui/..%2fsecret.js',
    'app://ui/..%5csecret.js',
    'app://ui/..%2frenderer-2/secret.js',
    'app://ui/assets/index.js.map',
    'app://ui/assets',
    'app://ui/nothing.js',
    'app://other/index.html',
    'app://ui/%00.js',
    'app://ui/%zz.js',
    'nonsense',
  ])('are not %s', async (url) => {
    const answer = await servePage(folder, url)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
  })

  it('are told from foreign ones', () => {
    expect(isOwnPage('app://ui/index.html')).toBe(true)
    for (const url of ['app://ui.example/index.html', 'https://app://ui/', 'file:///index.html', 'about:blank', '']) {
      expect(isOwnPage(url), url).toBe(false)
    }
  })
})
