/** What whole jobs reach: files analysed as fast as the machine can, by the real server through its API. */
import { dirname } from 'node:path'
import { startVigia, untilAll } from '../vigia-server.mjs'
import { cpuSeconds } from './usage.mjs'

/**
 * Time runs from the first job's first frame to the last job's last result, so the later jobs' start is paid for.
 * @returns `streams`: seconds of video analysed per second; `cpuPerVideoSecond`: of all processes together;
 *   `resultsPerMinute`: of one stream, in video time
 */
export async function fileJobs(clip, { service, streams, fps }) {
  const vigia = await startVigia({ VIGIA_MEDIA_DIRS: dirname(clip.file), VIGIA_SLOTS: String(streams) })
  try {
    const before = await cpuSeconds(vigia.pid)
    const { tasks } = await vigia.client.jobs.create(service, {
      name: 'bench',
      service_version: '3.0',
      input: { type: 'url', data: Array.from({ length: streams }, () => ({ url: `file://${clip.file}` })) },
      output: { event_center: true },
      config: {
        common: { sampling_fps: fps, ...(clip.roi ? { target_roi: JSON.stringify(clip.roi) } : {}) },
      },
    })
    const ids = tasks.map(({ id }) => id)
    await untilAll(vigia.client, ids, 'SUCCEEDED')
    const histories = await Promise.all(ids.map((id) => vigia.client.jobs.history(id)))
    const times = (state) =>
      histories.flat().flatMap((line) => (line.to === state ? [Date.parse(line.at)] : []))
    const wall = (Math.max(...times('SUCCEEDED')) - Math.min(...times('RUNNING'))) / 1000
    const { results } = await vigia.client.jobs.results(ids[0], { limit: 100 })
    return {
      resultsPerMinute: (results.length * 60) / clip.seconds,
      streams: (streams * clip.seconds) / wall,
      cpuPerVideoSecond: ((await cpuSeconds(vigia.pid)) - before) / (streams * clip.seconds),
    }
  } finally {
    await vigia.stop()
  }
}
