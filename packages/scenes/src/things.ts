/** Things as SVG: a bag that lies on the ground, and a bicycle from the side. */
import { type Drawn, n } from './svg.js'

/** Height to width. */
export const BAG_RATIO = 0.86
/** Height to length. */
export const BICYCLE_RATIO = 0.6

/** A travel bag with handles and a side pocket. @param widthPx its width in pixels */
export function drawBag(widthPx: number): Drawn {
  return drawn(widthPx, BAG_RATIO, 1, [
    `<ellipse cx="500" cy="4" rx="560" ry="60" fill="#000" fill-opacity="0.25"/>`,
    `<path d="M270 -620 Q280 -850 500 -850 Q720 -850 730 -620" fill="none" stroke="#161311" stroke-width="52"/>`,
    `<path d="M40 -30 Q-10 -560 110 -640 H890 Q1010 -560 960 -30 Q940 0 880 0 H120 Q60 0 40 -30 Z" fill="#3a2b6b"/>`,
    `<path d="M170 -60 V-330 H830 V-60 Z" fill="#2b1f52" stroke="#8d83b5" stroke-width="16"/>`,
    `<path d="M110 -560 H890" stroke="#8d83b5" stroke-width="22"/>`,
  ])
}

/** @param lengthPx its length in pixels @param facing 1 to the right, -1 to the left */
export function drawBicycle(lengthPx: number, facing: 1 | -1): Drawn {
  const wheel = (x: number): string =>
    `<circle cx="${x}" cy="-200" r="182" fill="none" stroke="#1c1c1e" stroke-width="30"/>` +
    [0, 30, 60, 90, 120, 150]
      .map(
        (turn) =>
          `<path d="M${x - 170} -200 h340" stroke="#9a9da1" stroke-width="5" transform="rotate(${turn} ${x} -200)"/>`,
      )
      .join('') +
    `<circle cx="${x}" cy="-200" r="22" fill="#1c1c1e"/>`
  return drawn(lengthPx, BICYCLE_RATIO, facing, [
    `<ellipse cx="500" cy="4" rx="480" ry="24" fill="#000" fill-opacity="0.22"/>`,
    wheel(200),
    wheel(800),
    // Frame: seat tube, top tube, down tube, chain stays, fork, seat and handlebar.
    `<path d="M460 -190 L390 -480 M400 -440 L710 -470 M460 -190 L715 -440 M200 -200 L460 -190 M200 -200 L395 -455" fill="none" stroke="#b3242a" stroke-width="30" stroke-linecap="round"/>`,
    `<path d="M800 -200 L700 -500 L690 -560" fill="none" stroke="#b3242a" stroke-width="28" stroke-linecap="round"/>`,
    `<path d="M310 -500 Q390 -530 470 -492 Z" fill="#17130f" stroke="#17130f" stroke-width="26"/>`,
    `<path d="M620 -590 Q700 -600 730 -560 Q760 -520 730 -500" fill="none" stroke="#202124" stroke-width="24" stroke-linecap="round"/>`,
    `<circle cx="460" cy="-190" r="50" fill="none" stroke="#55585c" stroke-width="16"/><path d="M460 -190 l60 90 M490 -100 h60" stroke="#202124" stroke-width="16"/>`,
  ])
}

/** The anchor is the ground below the middle. Shapes are in units of which the width has 1000, the ground at y = 0. */
function drawn(widthPx: number, ratio: number, facing: 1 | -1, shapes: string[]): Drawn {
  const scale = widthPx / 1000
  const width = Math.ceil(1200 * scale)
  const height = Math.ceil((1000 * ratio + 90) * scale)
  const anchor = { x: Math.round(width / 2), y: Math.round((1000 * ratio + 20) * scale) }
  const move = `translate(${n(width / 2)} ${anchor.y}) scale(${n(facing * scale)} ${n(scale)}) translate(-500 0)`
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="${move}">${shapes.join('')}</g></svg>`,
    width,
    height,
    anchor,
  }
}
