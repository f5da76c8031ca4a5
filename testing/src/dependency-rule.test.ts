/** The table of packages in ARCHITECTURE.md, kept true: who may import whom, and no I/O in core. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const PACKAGES = fileURLToPath(new URL('../../packages', import.meta.url))

const MAY_IMPORT: Record<string, string[]> = {
  contract: [],
  core: ['@vigia/contract'],
  objects: ['@vigia/core'],
  scenes: [],
  sdk: ['@vigia/contract'],
  server: ['@vigia/contract', '@vigia/core', '@vigia/objects'],
  worker: ['@vigia/contract', '@vigia/core', '@vigia/objects'],
  console: ['@vigia/contract', '@vigia/sdk'],
  vigia: [
    '@vigia/contract',
    '@vigia/core',
    '@vigia/objects',
    '@vigia/scenes',
    '@vigia/server',
    '@vigia/worker',
    '@vigia/sdk',
    '@vigia/console',
  ],
}

/** Modules of Node and globals that the domain must not touch: its inputs are its arguments. */
const IMPURE_GLOBALS =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(|\bsetTimeout\(|\bperformance\./

function sources(name: string): { path: string; text: string }[] {
  if (!existsSync(join(PACKAGES, name, 'src'))) return []
  return readdirSync(join(PACKAGES, name, 'src'), { recursive: true })
    .map(String)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({
      path: `${name}/src/${file}`,
      text: readFileSync(join(PACKAGES, name, 'src', file), 'utf8'),
    }))
}

const imports = (text: string): string[] =>
  [...text.matchAll(/(?:from|import|import\.meta\.resolve\()\s*['"]([^'"]+)['"]/g)].map((m) => m[1]!)
const isTest = (path: string): boolean => /\.(test|testing|conformance)\.tsx?$/.test(path)

test('every package of the workspace has its row in the table', () => {
  assert.deepEqual(readdirSync(PACKAGES).sort(), Object.keys(MAY_IMPORT).sort())
})

for (const [name, allowed] of Object.entries(MAY_IMPORT)) {
  test(`${name} imports nothing of ours but ${allowed.join(', ') || 'itself'}`, () => {
    for (const { path, text } of sources(name)) {
      const extra = isTest(path) || /\/testing?\//.test(path) ? ['@vigia/testing', '@vigia/scenes'] : []
      const ours = imports(text)
        .filter((i) => i.startsWith('@vigia/'))
        .map((i) => i.split('/').slice(0, 2).join('/'))
      for (const i of ours) assert.ok([...allowed, ...extra].includes(i), `${path} imports ${i}`)
    }
  })
}

test('the examples use nothing of ours: they are what a stranger writes', () => {
  const examples = fileURLToPath(new URL('../../examples', import.meta.url))
  const files = readdirSync(examples, { recursive: true }).map(String)
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.startsWith('dist'))) {
    const foreign = imports(readFileSync(join(examples, file), 'utf8'))
    for (const i of foreign) assert.match(i, /^(node:|\.)/, `${file} imports ${i}`)
  }
})

test('core is free of I/O, clocks and randomness', () => {
  for (const { path, text } of sources('core')) {
    if (isTest(path)) continue
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
    assert.deepEqual(
      imports(code).filter((i) => i.startsWith('node:')),
      [],
      path,
    )
    assert.doesNotMatch(code, IMPURE_GLOBALS, path)
  }
})
