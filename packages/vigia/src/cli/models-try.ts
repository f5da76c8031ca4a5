/** `vigia models test` and `bench`: what a model finds in a picture, and what it costs. */
import { basename, extname } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { CliDeps, ModelCommands } from './deps.js'
import { about, dataDir, type ModelOptions, withData } from './model-options.js'
import { whole } from './numbers.js'
import { columnsOf, print, withJson } from './output.js'
import { renderTable } from './table.js'

interface TestOptions extends ModelOptions {
  output?: string
  threshold?: number
}

interface BenchOptions extends ModelOptions {
  threads: number[]
  runs: number
}

const MOST_THREADS = 64

export function addModelsTry(models: Command, deps: CliDeps): void {
  const test = models
    .command('test')
    .description('find objects in a picture and draw them')
    .argument('<name>', 'name in `vigia models list`; fetched first where needed')
    .argument('<picture>', 'JPEG, PNG or WebP file')
    .option('--out, --output <file>', 'picture to write (else PICTURE-detections.jpg in the current folder)')
    .option('--threshold <score>', "least score, 0 to 1 (else the model's own)", share)
  withJson(withData(test)).action(async (name: string, picture: string, options: TestOptions) => {
    const out = options.output ?? `${basename(picture, extname(picture))}-detections.jpg`
    const minScore = options.threshold
    const how = { out, ...(minScore === undefined ? {} : { minScore }) }
    const result = await about(deps.models.test(dataDir(deps, options), name, picture, how))
    print(deps, options, result, () => `${found(result, columnsOf(deps.stdout))}\n\nDrawn in ${result.out}`)
  })

  const bench = models
    .command('bench')
    .description('measure milliseconds and frames a second for each number of threads')
    .argument('<name>', 'name in `vigia models list`; fetched first where needed')
    .option('--threads <list>', 'numbers of threads, e.g. 1,2,4', threadList, [1, 2, 4])
    .option('--runs <number>', 'runs counted for each', whole(1, 100_000), 50)
  withJson(withData(bench)).action(async (name: string, options: BenchOptions) => {
    const { threads, runs } = options
    const results = await about(deps.models.bench(dataDir(deps, options), name, { threads, runs }))
    print(deps, options, { name, runs, results }, () => {
      const table = renderTable(
        ['THREADS', 'PREPARE', 'RUN', 'DECODE', 'FRAMES/S'].map((title) => ({
          title,
          align: 'right' as const,
        })),
        results.map((r) => [
          String(r.threads),
          ...[r.prepareMs, r.runMs, r.decodeMs].map((ms) => `${ms.toFixed(2)} ms`),
          r.framesPerSecond.toFixed(1),
        ]),
        columnsOf(deps.stdout),
      )
      return `${table}\n\nMedians of ${runs} runs; what else runs on the machine makes them longer.`
    })
  })
}

function found({ detections, pose }: Awaited<ReturnType<ModelCommands['test']>>, width: number): string {
  const numbers = (...titles: string[]) => titles.map((title) => ({ title, align: 'right' as const }))
  if (pose)
    return renderTable(
      numbers('POINT', 'SCORE', 'X', 'Y'),
      pose.map(({ x, y, score }, i) => [String(i), score.toFixed(2), x.toFixed(0), y.toFixed(0)]),
      width,
    )
  if (detections.length === 0) return 'Nothing was found.'
  return renderTable(
    [{ title: 'LABEL' }, ...numbers('SCORE', 'X', 'Y', 'WIDTH', 'HEIGHT')],
    detections.map(({ label, score, box }) => [
      label,
      score.toFixed(2),
      ...[box.x, box.y, box.w, box.h].map((v) => v.toFixed(0)),
    ]),
    width,
  )
}

function share(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('It must be a number from 0 to 1.')
  return value
}

function threadList(text: string): number[] {
  const counts = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN))
  if (!counts.every((count) => count >= 1 && count <= MOST_THREADS))
    throw new InvalidArgumentError(`It must be whole numbers from 1 to ${MOST_THREADS}, with commas between.`)
  return counts
}
