/**
 * Lists the algorithms: every folder of core/src/algorithms that has a manifest.ts. Adding an algorithm is adding its
 * folder; the list is generated into folders.ts, committed, and checked to be current with --check.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dir = new URL('../packages/core/src/algorithms/', import.meta.url)
const file = new URL('folders.ts', dir)
const folders = readdirSync(dir)
  .filter((name) => existsSync(new URL(`${name}/manifest.ts`, dir)))
  .sort()
const name = (folder) => folder.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
const text = [
  '/** The folders of algorithms; written by `npm run algorithms`. */',
  "import type { Algorithm } from './algorithm.js'",
  ...folders.map((folder) => `import { services as ${name(folder)} } from './${folder}/manifest.js'`),
  '',
  'export const FOLDERS: readonly (readonly Algorithm[])[] = [',
  ...folders.map((folder) => `  ${name(folder)},`),
  ']',
  '',
].join('\n')

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write(`${fileURLToPath(file)} is not current: run npm run algorithms\n`)
  process.exit(1)
}
