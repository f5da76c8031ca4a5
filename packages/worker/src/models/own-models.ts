/** Models that the administrator has added, each in a folder of its own below `models/own`. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { EnsuredModel, ModelProgress } from './catalogue-models.js'
import { checkModel } from './check-model.js'
import { completeInput } from './complete-manifest.js'
import { convertTflite } from './convert.js'
import { fetchFromUrl, MOST_MODEL_BYTES } from './fetch/url-fetcher.js'
import type { ModelManifest } from './manifest.js'
import { ModelHashError, sessionOf, sha256 } from './open-session.js'
import { portsOf } from './ports.js'
import { ManifestError, readHash, readManifest, type WrittenManifest } from './read-manifest.js'
import { writeWhole } from './write-whole.js'

export interface AddModel {
  /** A path, or an http or https address. */
  file: string
  /** Text of the manifest, JSON. */
  manifest: string
  /** Instead of the manifest's. */
  name?: string
  /** Of the file, hex; instead of the manifest's. One of both is needed for an address. */
  sha256?: string
}

export interface AddedModel extends EnsuredModel {
  /** Of the file that was given: another one than the manifest's when it was TFLite. */
  fileSha256: string
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
const MODEL = 'model.onnx'
const MANIFEST = 'manifest.json'
/** What an `add` or a `remove` that was cut off has left may go after this time. */
const LEFT_OVER_MS = 86_400_000

export class OwnModels {
  /**
   * @param dir made when needed
   * @param taken names that an own model cannot have
   */
  constructor(
    private readonly dir: string,
    private readonly taken: ReadonlySet<string>,
  ) {}

  /** Names, ascending. */
  async names(): Promise<string[]> {
    const entries = await readdir(this.dir, { withFileTypes: true }).catch(absent)
    return (entries ?? [])
      .filter((entry) => entry.isDirectory() && NAME.test(entry.name) && !this.taken.has(entry.name))
      .map(({ name }) => name)
      .sort()
  }

  /** Undefined when there is no such model. Whether the file fits its hash is found out when it is loaded. */
  async find(name: string): Promise<EnsuredModel | undefined> {
    if (!NAME.test(name) || this.taken.has(name)) return undefined
    const text = await readFile(join(this.dir, name, MANIFEST), 'utf8').catch(absent)
    if (text === undefined) return undefined
    return { modelPath: join(this.dir, name, MODEL), manifest: stored(text, name) }
  }

  /** @throws ModelHashError when the file has changed or is gone */
  async check({ modelPath, manifest }: EnsuredModel): Promise<void> {
    const bytes = await readFile(modelPath).catch(absent)
    const found = bytes && sha256(bytes)
    if (found === manifest.sha256) return
    throw new ModelHashError(
      `model ${manifest.name}: its file ${found === undefined ? 'is gone' : 'has changed since it was added'}: expected sha256 ` +
        `${manifest.sha256}, found ${found ?? 'no file'}. It is not loaded. If you did not change it, find out who did; then run ` +
        `"vigia models remove ${manifest.name}" and add the right file again`,
    )
  }

  /**
   * Checks the model against its manifest, runs it once and keeps it. Nothing is kept unless all of that went well.
   * @throws ManifestError, ModelFitError or ModelHashError telling the member, or what was found and what was expected
   */
  async add(given: AddModel, onProgress: (progress: ModelProgress) => void = () => {}): Promise<AddedModel> {
    const written = readManifest(given.manifest)
    const name = await this.freeName(given.name ?? written.name)
    const isUrl = /^https?:\/\//i.test(given.file)
    const expected = given.sha256 === undefined ? written.sha256 : readHash(given.sha256, 'sha256')
    if (isUrl && expected === undefined)
      throw new ManifestError(
        'sha256: is missing; a file from the network needs it, in the manifest or with --sha256, as its maker publishes it',
      )
    const bytes = isUrl
      ? await fetchFromUrl(given.file, (done, total) => onProgress({ phase: 'download', done, total }))
      : await readModel(given.file)
    onProgress({ phase: 'verify', done: 0, total: 1 })
    const fileSha256 = sha256(bytes)
    if (expected !== undefined && fileSha256 !== expected)
      throw new ModelHashError(
        `${given.file} is not the file that was meant: expected sha256 ${expected}, found ${fileSha256}. Nothing was kept`,
      )
    onProgress({ phase: 'verify', done: 1, total: 1 })
    const source = written.source ?? `${isUrl ? given.file : 'added from a file'}#sha256=${fileSha256}`
    const onnx = asOnnx(bytes, name, { licence: written.licence, source }, onProgress)
    onProgress({ phase: 'check', done: 0, total: 1 })
    const manifest = await complete(written, onnx, { name, source, sha256: sha256(onnx) })
    await checkModel(onnx, manifest)
    onProgress({ phase: 'check', done: 1, total: 1 })
    await this.keep(name, onnx, manifest)
    return { modelPath: join(this.dir, name, MODEL), manifest, fileSha256 }
  }

  /** @returns false when there was none */
  async remove(name: string): Promise<boolean> {
    if (!NAME.test(name)) return false
    const gone = this.aside()
    // Renamed first: nobody ever finds a half of it.
    const moved = await rename(join(this.dir, name), gone).then(() => true, absent)
    await rm(gone, { recursive: true, force: true })
    return moved === true
  }

  private async freeName(name: string | undefined): Promise<string> {
    if (name === undefined)
      throw new ManifestError('name: is missing; write it into the manifest, or give --name')
    if (!NAME.test(name))
      throw new ManifestError(
        `name: is ${JSON.stringify(name)}; it must be 1 to 64 lower-case letters, digits and dashes, no dash at either end`,
      )
    if (this.taken.has(name))
      throw new ManifestError(`name: ${name} is a model of the catalogue; choose another name`)
    if ((await this.names()).includes(name)) throw inUse(name)
    return name
  }

  private async keep(name: string, onnx: Uint8Array, manifest: ModelManifest): Promise<void> {
    const part = this.aside()
    await mkdir(part, { recursive: true })
    try {
      await writeWhole(join(part, MODEL), onnx)
      await writeWhole(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
      // Fails when another `add` was faster: a folder with something in it is not replaced.
      await rename(part, join(this.dir, name))
    } catch (error) {
      await rm(part, { recursive: true, force: true })
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOTEMPTY' || code === 'EEXIST') throw inUse(name)
      throw error
    }
    await this.clear()
  }

  private aside(): string {
    return join(this.dir, `.${randomUUID()}.part`)
  }

  private async clear(): Promise<void> {
    for (const entry of await readdir(this.dir)) {
      if (!entry.endsWith('.part')) continue
      const path = join(this.dir, entry)
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
      if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(path, { recursive: true, force: true })
    }
  }
}

function asOnnx(
  bytes: Uint8Array,
  name: string,
  metadata: Record<string, string>,
  onProgress: (progress: ModelProgress) => void,
): Uint8Array {
  // The identifier of a TFLite flatbuffer.
  if (Buffer.from(bytes.subarray(4, 8)).toString('latin1') !== 'TFL3') return bytes
  onProgress({ phase: 'convert', done: 0, total: 1 })
  const onnx = convertTflite(bytes, name, metadata)
  onProgress({ phase: 'convert', done: 1, total: 1 })
  return onnx
}

async function complete(
  written: WrittenManifest,
  onnx: Uint8Array,
  known: Pick<ModelManifest, 'name' | 'source' | 'sha256'>,
): Promise<ModelManifest> {
  const session = await sessionOf(onnx, known.name, 1)
  try {
    return { ...written, ...known, input: completeInput(written.input, portsOf(session)) }
  } finally {
    await session.release()
  }
}

const inUse = (name: string): ManifestError =>
  new ManifestError(
    `name: there is a model ${name} already; choose another name, or remove that one first (vigia models remove ${name})`,
  )

async function readModel(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size > MOST_MODEL_BYTES)
      throw new Error(`it has ${size} bytes; at most ${MOST_MODEL_BYTES} are taken`)
    return await readFile(file)
  } catch (error) {
    throw new Error(`the model file ${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

/** What we have written ourselves, and somebody may have edited since. */
function stored(text: string, name: string): ModelManifest {
  const { input, sha256: hash, source, ...manifest } = readManifest(text)
  const { name: port, layout, width, height, type } = input
  if (!hash || !source || !port || !layout || !width || !height || !type)
    throw new ManifestError(
      `model ${name}: its stored manifest is incomplete; remove the model and add it again`,
    )
  return {
    ...manifest,
    name,
    source,
    sha256: hash,
    input: { ...input, name: port, layout, width, height, type },
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
