/**
 * One clip through the product's own analysis process, the one that `vigia start` forks for each run: source, FFmpeg,
 * detector, tracker, facts, rule, pictures and envelope are what a job gets; only the server around it is left out.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ALGORITHMS, newestRelease } from '../../packages/core/dist/index.js'
import { runModels } from '../../packages/vigia/dist/start/run-models.js'
import { ModelStore } from '../../packages/worker/dist/index.js'
import { RunHandle } from '../../packages/worker/dist/run/run-handle.js'
import { wantedModels } from '../../packages/worker/dist/run/wanted-models.js'
import { CACHE, MODEL } from '../vigia-server.mjs'

const store = new ModelStore(join(CACHE, 'models'))
const modelsFor = runModels(store, { standard: MODEL, known: () => store.installedLabels() })

/**
 * @param video path of a file
 * @returns the messages as channels get them, without pictures, in their order
 */
export async function analyse(video, serviceName, common) {
  const release = newestRelease(ALGORITHMS.get(serviceName))
  release.validate(common)
  const assignment = {
    jobId: randomUUID().replaceAll('-', ''),
    projectId: 'bench',
    name: 'recall',
    serviceName,
    serviceVersion: release.version,
    epoch: 1,
    spec: {
      input: { type: 'url', url: pathToFileURL(video).href, index: 0 },
      output: { eventCenter: true },
      common,
    },
  }
  const clipFolder = await mkdtemp(join(tmpdir(), 'vigia-recall-'))
  try {
    const models = await modelsFor(wantedModels(ALGORITHMS, assignment), () => undefined)
    return await runToEnd({
      assignment,
      ruleFolder: undefined,
      parts: undefined,
      presumed: 'file',
      models,
      ffmpegPath: 'ffmpeg',
      clipFolder,
      mediaDirs: [dirname(video)],
      policy: { kind: 'media', allowed: [], endpoints: [] },
    })
  } finally {
    await rm(clipFolder, { recursive: true, force: true })
  }
}

function runToEnd(order) {
  const messages = []
  const said = []
  let last
  return new Promise((done, fail) => {
    const run = new RunHandle(order, {
      onReport: async (report) => {
        last = report
      },
      store: async (rows) => {
        messages.push(...rows.map(({ envelope }) => envelope))
        return true
      },
      keepClip: async () => undefined,
      locate: async () => ({ url: order.assignment.spec.input.url }),
      onPreview: () => undefined,
      onStderr: (line) => said.push(line),
      onExit: (_, reason) => {
        process.off('exit', killed)
        if (last?.kind === 'succeeded') done(messages)
        else fail(new Error(`the run ended as ${last?.kind} (${last?.message ?? reason}) ${said.join('\n')}`))
      },
    })
    const killed = () => run.drop()
    process.once('exit', killed)
  })
}
