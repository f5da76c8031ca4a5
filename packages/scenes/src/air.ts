/** What is between the camera and the street: rain and snow. */
import { overlay, type Picture } from './blend.js'
import { sheets, slide } from './fall.js'
import type { SceneParams } from './params.js'
import { toSprite } from './svg.js'

/** @returns what lays the rain and snow of a time over a picture */
export async function createAir(params: SceneParams): Promise<(picture: Picture, timeMs: number) => void> {
  const { width, height } = params
  const falling = await Promise.all(
    sheets(params).map(async (sheet) => ({
      sheet,
      sprite: await toSprite({ svg: sheet.svg, width, height, anchor: { x: 0, y: 0 } }),
    })),
  )
  return (picture, timeMs) => {
    for (const { sheet, sprite } of falling) overlay(picture, sprite, slide(sheet, params, timeMs))
  }
}
