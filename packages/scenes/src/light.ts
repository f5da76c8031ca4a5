/** The light of a scene: a colour map the finished picture is multiplied with. */
import { GROUND, layoutOf } from './layout.js'
import type { SceneParams } from './params.js'
import { hash } from './random.js'
import { housesOf, LAMP_TOP, lampsOf, windowsOf } from './street.js'
import { type Drawn, n } from './svg.js'

/** What is left of daylight, and how many windows are lit. */
const DARKNESS = {
  dusk: { ambient: '#8a84a0', sky: '#b08a86', lamp: 0.55, lit: 0.35 },
  night: { ambient: '#3b4260', sky: '#2a3048', lamp: 0.85, lit: 0.5 },
} as const

/** @returns an SVG of the frame's size, white where the light is full; undefined by day */
export function lightSvg(params: SceneParams): string | undefined {
  if (params.light === 'day') return undefined
  const { scale, wide, high } = layoutOf(params)
  const { ambient, sky, lamp, lit } = DARKNESS[params.light]
  const windows = housesOf(params)
    .flatMap(windowsOf)
    .filter(({ glow }) => glow < lit)
    .map(
      ({ x, y, wide: w, tall }) =>
        `<rect x="${n(x)}" y="${n(high - y - tall)}" width="${w}" height="${tall}" fill="#ffd9a0"/>`,
    )
  // Each lamp lights the pavement and the people before it, and makes a small bright spot of itself.
  const pools = lampsOf(params).flatMap((x) => [
    `<ellipse cx="${n(x + 24)}" cy="${n(high - GROUND.kerb - 120)}" rx="390" ry="300" fill="url(#lamp)"/>`,
    `<circle cx="${n(x + 25)}" cy="${n(high - LAMP_TOP + 5)}" r="60" fill="url(#lamp)"/>`,
  ])
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${params.width}" height="${params.height}"><defs>`,
    `<radialGradient id="lamp"><stop offset="0" stop-color="#ffe2b0" stop-opacity="${lamp}"/><stop offset="1" stop-color="#ffe2b0" stop-opacity="0"/></radialGradient>`,
    `<linearGradient id="air" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="0.5" stop-color="${ambient}"/></linearGradient></defs>`,
    `<g transform="scale(${n(scale)})"><rect width="${n(wide)}" height="${n(high)}" fill="url(#air)"/>`,
    ...windows,
    ...pools,
    '</g></svg>',
  ].join('')
}

/** A lit head lamp with its beam, and a tail lamp, for a car of this length; placed like the car. */
export function carLightsSvg(lengthPx: number, facing: 1 | -1): Drawn {
  const scale = lengthPx / 1000
  const [width, height] = [Math.ceil(1900 * scale), Math.ceil(420 * scale)]
  const ahead = Math.round(1200 * scale)
  const anchor = { x: facing === 1 ? width - ahead : ahead, y: Math.round(360 * scale) }
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>`,
    `<radialGradient id="front"><stop offset="0" stop-color="#fff4d0" stop-opacity="0.95"/><stop offset="1" stop-color="#fff4d0" stop-opacity="0"/></radialGradient>`,
    `<radialGradient id="rear"><stop offset="0" stop-color="#ff3a2a" stop-opacity="0.9"/><stop offset="1" stop-color="#ff3a2a" stop-opacity="0"/></radialGradient>`,
    `<linearGradient id="beam"><stop offset="0" stop-color="#fff4d0" stop-opacity="0.4"/><stop offset="1" stop-color="#fff4d0" stop-opacity="0"/></linearGradient></defs>`,
    `<g transform="translate(${anchor.x} ${anchor.y}) scale(${n(facing * scale)} ${n(scale)}) translate(-500 0)">`,
    `<path d="M960 -150 L1650 -120 L1650 20 L980 -10 Z" fill="url(#beam)"/>`,
    `<circle cx="962" cy="-150" r="80" fill="url(#front)"/><circle cx="34" cy="-164" r="60" fill="url(#rear)"/></g></svg>`,
  ].join('')
  return { svg, width, height, anchor }
}

/** Seconds that a beam takes to sweep over the picture. */
const SWEEP = 2.4

/** Where the beams of cars outside the picture fall just now: middles in pixels. */
export function beamsAt(params: SceneParams, timeMs: number): { x: number; y: number }[] {
  const { seed, seconds, width, height, headlights } = params
  const now = (((timeMs / 1000) % seconds) + seconds) % seconds
  const beams: { x: number; y: number }[] = []
  for (let i = 0; i < headlights; i++) {
    const start = ((i + 0.6 * hash(seed, 31, i)) * seconds) / headlights
    const share = ((now - start + seconds) % seconds) / SWEEP
    if (share >= 1) continue
    const across = hash(seed, 32, i) < 0.5 ? share : 1 - share
    beams.push({
      x: Math.round((across * 1.8 - 0.4) * width),
      y: Math.round(height * (0.5 + 0.2 * hash(seed, 33, i))),
    })
  }
  return beams
}

/** The pool of light of a beam, placed by its middle. */
export function beamSvg({ width: w, height: h }: SceneParams): Drawn {
  const [width, height] = [Math.round(0.7 * w), Math.round(0.75 * h)]
  const anchor = { x: Math.round(width / 2), y: Math.round(height / 2) }
  const pool = (cx: number): string =>
    `<ellipse cx="${n(cx * width)}" cy="${anchor.y}" rx="${n(0.32 * width)}" ry="${n(0.5 * height)}" fill="url(#pool)"/>`
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="pool"><stop offset="0" stop-color="#fff6dd" stop-opacity="0.9"/><stop offset="0.6" stop-color="#fff6dd" stop-opacity="0.45"/><stop offset="1" stop-color="#fff6dd" stop-opacity="0"/></radialGradient></defs>${pool(0.36)}${pool(0.64)}</svg>`,
    width,
    height,
    anchor,
  }
}
