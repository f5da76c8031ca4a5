/** Finds the algorithms that the administrator has added, and reads their manifests; their code is not touched. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Algorithm, ManifestError, readManifest } from '@vigia/core'

export interface AddedAlgorithm {
  /** The folder with `algorithm.json` and `rule.js`. */
  folder: string
  /** Its manifest. */
  file: string
  services: Algorithm[]
}

/**
 * @param names folders, or names of npm packages that are installed in a `node_modules` here or above
 * @throws ManifestError naming the file and the member, or where nothing was found
 */
export async function findAlgorithms(
  names: readonly string[],
  here = process.cwd(),
): Promise<AddedAlgorithm[]> {
  return Promise.all(names.map((name) => read(name, here)))
}

async function read(name: string, here: string): Promise<AddedAlgorithm> {
  const folder = folderOf(name, here)
  const file = join(folder, 'algorithm.json')
  if (!existsSync(join(folder, 'rule.js')))
    throw new ManifestError(`${folder}: has no rule.js; it must export createRule`)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ManifestError(`${file}: cannot be read: ${(error as Error).message}`)
  })
  const { services } = readManifest(text, file)
  return { folder, file, services }
}

function folderOf(name: string, here: string): string {
  const looked = [resolve(here, name)]
  for (let at = resolve(here); ; at = dirname(at)) {
    looked.push(join(at, 'node_modules', name))
    if (at === dirname(at)) break
  }
  const found = looked.find((folder) => existsSync(join(folder, 'algorithm.json')))
  if (found) return found
  throw new ManifestError(
    `VIGIA_ALGORITHMS: ${name} is no folder with an algorithm.json, and no npm package with one is installed under that name`,
  )
}
