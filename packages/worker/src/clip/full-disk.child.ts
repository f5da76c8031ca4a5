/** Run by clip-maker.test.ts on a small disk: copies a source there while it is analysed, and says how many frames came. */
import { dirname } from 'node:path'
import { openForTest, take } from '../source/test-sources.js'
import { ClipMaker } from './clip-maker.js'
import { COPY_ARGUMENTS } from './segments.js'

const [folder, file] = process.argv.slice(2)
const warnings: string[] = []
const made: string[] = []
const clips = new ClipMaker({
  beforeSeconds: 3,
  afterSeconds: 5,
  folder: `${folder}/run`,
  ffmpegPath: 'ffmpeg',
  send: async (messageId) => void made.push(messageId),
  warn: (text) => warnings.push(text),
  elapsed: () => performance.now(),
})
const copy = { nextFolder: (attempt: number) => clips.nextFolder(String(attempt)), args: COPY_ARGUMENTS }
const { source } = openForTest(`file://${file}`, { mediaDirs: [dirname(file!)], fps: 5, copy })
const frames = await take(source)
const last = frames.at(-1)?.copiedAt
if (last) {
  clips.seen(last)
  clips.want(['M-1'], last)
}
await source.close()
await clips.end()
process.stdout.write(JSON.stringify({ frames: frames.length, made, warnings }))
