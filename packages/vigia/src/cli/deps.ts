/** What the command line needs of the rest; tests give their own. */
import type { Detection, Pose } from '@vigia/core'
import type { Rotation } from '@vigia/server'
import type { AddedModel, ModelBenchResult, ModelInfo, ModelProgress, ModelStore } from '@vigia/worker'

export interface StartOptions {
  host: string
  port: number
  data: string
  /** `true` for the built-in scene, else a file or an address. */
  demo?: string | true
}

/** A model's file and what is said of it. */
export interface GivenModel {
  /** Path, or an http or https address. */
  file: string
  manifestFile: string
  name?: string
  /** Of the file, hex. */
  sha256?: string
}

export interface ModelCommands {
  list(dataDir: string): Promise<ModelInfo[]>
  /** @throws Error naming the known models */
  show(dataDir: string, name: string): ReturnType<ModelStore['manifest']>
  pull(
    dataDir: string,
    name: string,
    onProgress: (progress: ModelProgress) => void,
  ): Promise<{ modelPath: string }>
  /** @throws Error telling the member that is wrong, or what was found and what was expected */
  add(dataDir: string, given: GivenModel, onProgress: (progress: ModelProgress) => void): Promise<AddedModel>
  remove(dataDir: string, name: string): Promise<{ isOwn: boolean }>
  /** @param how path of the picture to write, with what was found drawn; least score, 0-1, else the model's own */
  test(
    dataDir: string,
    name: string,
    picture: string,
    how: { out: string; minScore?: number },
  ): Promise<{ detections: Detection[]; pose?: Pose; out: string }>
  bench(
    dataDir: string,
    name: string,
    how: { threads: readonly number[]; runs: number },
  ): Promise<ModelBenchResult[]>
}

export interface SecretCommands {
  /**
   * @param env for VIGIA_SECRET_KEY and VIGIA_NEW_SECRET_KEY
   * @throws Error when nothing was changed, with the reason
   */
  rotate(dataDir: string, env: Record<string, string | undefined>): Promise<Rotation>
}

/** A text stream that may be a terminal. */
export interface Out {
  write(text: string): unknown
  isTTY?: boolean
  /** Width of the terminal in character cells. */
  columns?: number
}

/** Where a password is typed: `process.stdin`, or a stand-in. */
export interface Keys {
  isTTY?: boolean
  setRawMode?(raw: boolean): unknown
  resume(): unknown
  pause(): unknown
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown
}

export interface CliDeps {
  /** Runs the server until a signal ends it. */
  start(options: StartOptions): Promise<void>
  models: ModelCommands
  secrets: SecretCommands
  env: Record<string, string | undefined>
  stdout: Out
  stderr: Out
  stdin?: Keys
  /** Ends `jobs watch`; Ctrl-C and SIGTERM when left out. */
  interrupt?: AbortSignal
  /** Between two looks of `jobs watch`; 1000 ms when left out. */
  pollMs?: number
}

/** An environment variable, where set and not empty. */
export function variable(deps: Pick<CliDeps, 'env'>, name: string): string | undefined {
  const value = deps.env[name]
  return value === '' ? undefined : value
}
