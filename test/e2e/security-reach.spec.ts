import { callNames } from '../../preload/contract/names'
import { again, expect, test } from './fixtures'

/* What a page that was taken over could reach: the calls of the contract, its own files, and nothing else. */

test('no channel takes what is not in its contract', async ({ open }) => {
  const { app, page, complaints } = await open()
  const answers = await page.evaluate(async (names) => {
    const hostile: readonly unknown[] = [
      ...[null, undefined, true, 42, 'text', '../../etc/passwd', [], [{}], 10n],
      ...[{ more: true }, { constructor: { prototype: { more: true } } }, { $ne: null, more: 'x'.repeat(1_000_000) }],
    ]
    const heard = new Set<string>()
    for (const name of names) {
      for (const input of hostile) {
        const answer = await window.belegbote.call(name as 'app.show', input as never)
        heard.add(answer.ok ? `${name} took ${String(input)}` : answer.code)
      }
    }
    return { heard: [...heard].sort(), isClean: !('more' in {}) }
  }, callNames)
  // The calls of the preload script are none for the page.
  expect(answers).toEqual({ heard: ['invalid-input', 'unknown-call'], isClean: true })
  expect(await again(() => app.evaluate(() => !('more' in {})))).toBe(true)
  expect(complaints).toEqual([])
  expect(await page.evaluate(() => window.belegbote.call('app.show', {}))).toMatchObject({ ok: true })
})

test('a page reaches nothing of the system, of the web, and of the disk', async ({ open }) => {
  const { app, page } = await open()

  const made = await page.evaluate(async () => {
    const files: readonly unknown[] = [
      new File(['x'], '../../etc/passwd'),
      { path: '/etc/passwd' },
      null,
      '/etc/passwd',
    ]
    const dropped = files.map((file) => window.belegbote.drop([file] as readonly File[]))
    return (await Promise.all(dropped)).map((answer) => (answer.ok ? 'taken' : answer.code))
  })
  expect(new Set(made)).toEqual(new Set(['drop-not-usable']))

  const served = await page.evaluate(async () => {
    const outside = [
      ...['..%2f..%2fpackage.json', '..%2fmain%2findex.js', '%2e%2e/main/index.js', '..%5cmain%5cindex.js', '%00'],
      ...['....//....//package.json', 'assets/..%2f..%2fmain/index.js', '/etc/passwd', '%2fetc%2fpasswd', 'C:%5ca.js'],
      ...['index.html%00.js', 'index.html/', 'assets', '.built'],
    ]
    const statuses = outside.map(async (path) => (await fetch(`app://ui/${path}`)).status)
    return { outside: [...new Set(await Promise.all(statuses))], own: (await fetch('app://ui/index.html')).status }
  })
  expect(served).toEqual({ outside: [404], own: 200 })

  const tried = await page.evaluate(async () => {
    const attempt = async (act: () => unknown) => {
      try {
        return String(await act())
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown'
      }
    }
    const add = (tag: string) => {
      const element = document.createElement(tag)
      element.setAttribute('src', 'https://example.org/')
      document.body.append(element)
      return element
    }
    const violated = new Promise<string>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true })
    })
    add('iframe')
    const media = navigator.mediaDevices
    return {
      webview: 'getWebContentsId' in add('webview'),
      frame: await violated,
      microphone: await attempt(() => media.getUserMedia({ audio: true })),
      camera: await attempt(() => media.getUserMedia({ video: true })),
      clipboard: await attempt(() => navigator.clipboard.readText()),
      service: await attempt(() => navigator.serviceWorker.register('https://example.org/a.js')),
      script: await attempt(() => import(/* @vite-ignore */ 'https://example.org/a.js' as string)),
    }
  })
  expect(tried).toMatchObject({ webview: false, frame: 'frame-src' })
  for (const [name, answer] of Object.entries(tried).slice(2))
    expect(answer, name).toMatch(/^(Not\w+|Type|Security)Error$/)

  await again(() =>
    app.evaluate(({ session }) => {
      const downloads: boolean[] = []
      Object.assign(globalThis, { downloads })
      session.defaultSession.on('will-download', (event) => downloads.push(event.defaultPrevented))
    }),
  )
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['x']))
    link.download = 'a.exe'
    link.click()
  })
  const downloads = () => again(() => app.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads))
  await expect.poll(downloads).toEqual([true])

  const contents = await again(() => app.evaluate(({ webContents }) => webContents.getAllWebContents().length))
  expect(contents).toBe(1)
})
