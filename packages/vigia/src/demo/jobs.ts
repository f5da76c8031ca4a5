/** The two jobs of the demo, as bodies of the create call. */
import type { CreateTask } from '@vigia/contract'
import { ALGORITHMS, newestRelease } from '@vigia/core'
import { DEMO_ROI } from '@vigia/scenes'

export interface DemoJob {
  serviceName: string
  body: CreateTask
}

/**
 * @param streamUrl what both jobs watch
 * @param webhookUrl where their alarms go
 * @param targetRoi lines and polygons in pixels of the stream, those of the drawn street when left out; with null the
 * algorithms take the middle of the picture, as fits a video we do not know
 */
export function demoJobs(
  streamUrl: string,
  webhookUrl: string,
  targetRoi: object | null = DEMO_ROI,
): DemoJob[] {
  const roi = targetRoi === null ? {} : { target_roi: JSON.stringify(targetRoi) }
  const shared = {
    input: { type: 'url' as const, data: [{ url: streamUrl }] },
    // The API asks for at least one header.
    output: { webhook: { url: webhookUrl, headers: { 'x-vigia-demo': 'alarm printer' } } },
  }
  return [
    job('c-intrusiondetection-cloud', {
      ...shared,
      name: 'demo-intrusion',
      description: 'Demo: people who cross a line or enter a region',
      config: {
        common: {
          line_detection_sw: 1,
          region_detection_sw: 1,
          render_result_sw: 1,
          render_roi_sw: 1,
          ...roi,
        },
      },
    }),
    job('c-flowcount-cloud', {
      ...shared,
      name: 'demo-people-flow',
      description: 'Demo: people counted at a line and in a region',
      config: {
        common: {
          line_detection_sw: 1,
          line_count_interval: 10,
          region_detection_sw: 1,
          region_count_interval: 10,
          ...roi,
        },
      },
    }),
  ]
}

function job(serviceName: string, body: Omit<CreateTask, 'service_version'>): DemoJob {
  const algorithm = ALGORITHMS.get(serviceName)
  if (!algorithm) throw new Error(`the demo wants the algorithm ${serviceName}, which is not there`)
  return { serviceName, body: { ...body, service_version: newestRelease(algorithm).version } }
}
