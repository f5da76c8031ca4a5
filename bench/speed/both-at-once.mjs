/** What decoding and inference reach at the same time with nothing between them: the most that any program can. */
import { decode } from './decode-limit.mjs'
import { openSessions } from './inference-limit.mjs'

/** @returns streams in real time on all cores */
export async function bothAtOnce(clip, { modelPath, fps, streams }) {
  const sessions = await openSessions(modelPath, streams)
  const began = performance.now()
  await Promise.all(
    sessions.flatMap((session) => [
      session.run({ count: Math.round(fps * clip.seconds) }),
      decode(clip.file),
    ]),
  )
  const wall = (performance.now() - began) / 1000
  await Promise.all(sessions.map((session) => session.close()))
  return (streams * clip.seconds) / wall
}
