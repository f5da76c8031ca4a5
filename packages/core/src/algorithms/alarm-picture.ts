/** The alarm picture: its parameters, which nearly every algorithm has (algorithms-io A.3), and what is drawn on it. */
import type { Drawing } from '../results/drawing.js'
import type { BoundingBox } from './algorithm.js'
import { integer, onOff } from './parameters.js'

/** @param quality the JPEG quality that stands for an absent value, 20-100 */
export function pictureParameters(quality = 90) {
  return {
    image_compression_ratio: integer(
      20,
      100,
      quality,
      'JPEG quality of the alarm picture in percent',
      '输出图片的压缩质量，百分比',
    ),
    render_result_sw: onOff(0, 'Draw the alarm boxes on the alarm picture', '在输出图片上画告警框'),
    render_roi_sw: onOff(0, 'Draw the lines and regions on the alarm picture', '在输出图片上画检测线和区域'),
  }
}

export interface PictureSwitches {
  render_result_sw: number
  render_roi_sw: number
}

/** @param targets what the alarm is about; a target that is named twice is drawn once */
export function alarmPicture(
  { render_result_sw, render_roi_sw }: PictureSwitches,
  roi: Drawing,
  targets: Iterable<{ box: BoundingBox; label: string }>,
): Drawing {
  const { lines, polygons } = render_roi_sw ? roi : { lines: [], polygons: [] }
  const boxes = render_result_sw
    ? [...new Set(targets)].map(({ box, label }) => ({ ...box, label, color: 'alarm' as const }))
    : []
  return { boxes, lines, polygons }
}
