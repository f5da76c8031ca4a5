/** Small helps for writing SVG and turning it into pixels. */
import sharp from 'sharp'

/** A drawing with the point by which it is placed: the ground contact, in pixels from its top left corner. */
export interface Drawn {
  svg: string
  width: number
  height: number
  anchor: { x: number; y: number }
}

/** RGBA, 8 bit, not premultiplied, row by row. */
export interface Sprite {
  data: Uint8Array
  width: number
  height: number
  anchor: { x: number; y: number }
}

/** A number short enough for SVG. */
export function n(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

export async function toSprite({ svg, width, height, anchor }: Drawn): Promise<Sprite> {
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.width !== width || info.height !== height || info.channels !== 4)
    throw new Error(
      `drawing came out as ${info.width}x${info.height}x${info.channels}, not ${width}x${height}x4`,
    )
  return { data, width, height, anchor }
}

/** rgb24, row by row, of an SVG without transparency. */
export async function toRgb(svg: string, width: number, height: number): Promise<Uint8Array> {
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.width !== width || info.height !== height || info.channels !== 3)
    throw new Error(
      `drawing came out as ${info.width}x${info.height}x${info.channels}, not ${width}x${height}x3`,
    )
  return data
}
