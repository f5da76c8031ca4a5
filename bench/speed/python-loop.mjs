/** The plain loop that people write first, beside which ours has to stand: see python-loop.py. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const SCRIPT = fileURLToPath(new URL('./python-loop.py', import.meta.url))

/** @returns streams in real time on all cores; undefined when Python lacks OpenCV or onnxruntime */
export async function pythonLoop(clip, { modelPath, fps, processes }) {
  const has = await run('python3', ['-c', 'import cv2, numpy, onnxruntime']).then(
    () => true,
    () => false,
  )
  if (!has) return undefined
  const loops = Array.from({ length: processes }, () =>
    run('python3', [SCRIPT, clip.file, modelPath, String(fps)]),
  )
  const walls = (await Promise.all(loops)).map(({ stdout }) => Number(stdout))
  return (processes * clip.seconds) / Math.max(...walls)
}
