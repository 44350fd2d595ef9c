// Bundles programs of test/ that run outside vitest, for Electron's own Node.
import { cpSync, rmSync } from 'node:fs'
import { build } from 'vite'
import { at } from './setup.mjs'

/**
 * @param {string} name folder below .cache
 * @param {Record<string, string>} input entry name → source, from the project's root
 * @param {string[]} beside files and folders that the sources read beside their modules
 * @returns {Promise<string>} the folder with one `<entry>.mjs` each
 */
export async function bundle(name, input, beside) {
  const out = at('.cache', name)
  rmSync(out, { recursive: true, force: true })
  await build({
    root: at(),
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3', '@github/keytar', 'cpu-features'] },
    build: {
      ssr: true,
      outDir: out,
      target: 'node24',
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(input).map(([entry, source]) => [entry, at(source)])),
        external: [/\.node$/],
        // ssh2 and its helpers are CommonJS and ask for their folder.
        // What entries share lies beside them: it looks for its files from there.
        output: {
          entryFileNames: '[name].mjs',
          chunkFileNames: 'shared-[name].mjs',
          banner: 'const __dirname = import.meta.dirname',
        },
      },
    },
  })
  for (const source of beside) cpSync(at(source), `${out}/${source.split('/').at(-1)}`, { recursive: true })
  return out
}
