/** The street without people: sky, houses with a gate, pavement, road, trees and lamps, as one SVG. */
import { GROUND, layoutOf } from './layout.js'
import type { SceneParams } from './params.js'
import { randomFrom } from './random.js'
import { n } from './svg.js'

/** A house front, in units from the left. */
export interface House {
  x: number
  wide: number
  wall: string
  roof: number
  hasGate: boolean
  /** Random 0-1 for each window: which of them are lit at night. */
  glow: number[]
}

export const FLOOR = 150
const GROUND_FLOOR = 215
const WALLS = ['#c9b79c', '#a9695a', '#b9bfb4', '#d3c9b6', '#8f9aa5', '#c29a77']
const AWNINGS = ['#8c3b3b', '#3d6652', '#44608a', '#a5792f']
const WINDOW = { wide: 46, tall: 78, step: 92 }

/** The gate is the third house from the left at the usual distance, right of the middle. */
export function housesOf(params: SceneParams): House[] {
  const { wide } = layoutOf(params)
  const random = randomFrom(params.seed ^ 0x5eed)
  const houses: House[] = []
  for (let x = 0, i = 0; x < wide; i++) {
    const hasGate = i % 4 === 2
    const width = hasGate ? 390 : 370 + Math.round(random() * 60)
    const floors = 1 + Math.floor(random() * 3) + (i % 2)
    const glow = Array.from({ length: 40 }, () => random())
    houses.push({
      x,
      wide: width,
      wall: WALLS[(i + (params.seed % 6)) % WALLS.length]!,
      roof: GROUND_FLOOR + floors * FLOOR,
      hasGate,
      glow,
    })
    x += width
  }
  return houses
}

/** Windows of a house as boxes in units, y above the bottom edge of the picture. */
export function windowsOf(
  house: House,
): { x: number; y: number; wide: number; tall: number; glow: number }[] {
  const count = Math.floor((house.wide - 40) / WINDOW.step)
  const left = house.x + (house.wide - (count - 1) * WINDOW.step - WINDOW.wide) / 2
  const floors = Math.round((house.roof - GROUND_FLOOR) / FLOOR)
  const windows: ReturnType<typeof windowsOf> = []
  for (let floor = 0; floor < floors; floor++) {
    for (let i = 0; i < count; i++) {
      const y = GROUND.houses + GROUND_FLOOR + floor * FLOOR + 30
      windows.push({
        x: left + i * WINDOW.step,
        y,
        wide: WINDOW.wide,
        tall: WINDOW.tall,
        glow: house.glow[(floor * count + i) % 40]!,
      })
    }
  }
  return windows
}

/** Where street lamps stand, units from the left. */
export function lampsOf(params: SceneParams): number[] {
  const { wide } = layoutOf(params)
  const count = Math.max(2, Math.round(wide / 640))
  return Array.from({ length: count }, (_, i) => (wide * (i + 0.5)) / count)
}

export const LAMP_TOP = GROUND.houses + 270

/** @returns an SVG of the frame's size without transparency */
export function streetSvg(params: SceneParams): string {
  const { scale, wide, high } = layoutOf(params)
  const y = (up: number): number => high - up
  const isWet = params.rain > 0
  const parts = [
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${isWet ? '#9aa5ad' : '#8fbbe0'}"/><stop offset="1" stop-color="${isWet ? '#c3c9cc' : '#dcebf3'}"/></linearGradient>`,
    `<linearGradient id="road" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${isWet ? '#55585d' : '#6b6d70'}"/><stop offset="1" stop-color="${isWet ? '#44474c' : '#5a5c60'}"/></linearGradient></defs>`,
    `<rect width="${n(wide)}" height="${n(high)}" fill="url(#sky)"/>`,
    ...housesOf(params).map((house, i) => houseSvg(house, i, high)),
    pavementSvg(params.seed, wide, y, isWet),
    ...lampsOf(params).map((x) => lampSvg(x, y)),
    roadSvg(wide, y),
    ...(params.snow > 0 ? [snowCover(params, wide, y)] : []),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${params.width}" height="${params.height}"><g transform="scale(${n(scale)})">${parts.join('')}</g></svg>`
}

function houseSvg(house: House, index: number, high: number): string {
  const base = high - GROUND.houses
  const top = base - house.roof
  const panes = windowsOf(house).map(({ x, y, wide, tall }) => {
    const t = high - y - tall
    return (
      `<rect x="${n(x - 5)}" y="${n(t - 5)}" width="${wide + 10}" height="${tall + 10}" fill="#efe9dd"/>` +
      `<rect x="${n(x)}" y="${n(t)}" width="${wide}" height="${tall}" fill="#54677a"/>` +
      `<path d="M${n(x)} ${n(t + tall)} L${n(x)} ${n(t + 20)} L${n(x + 30)} ${n(t)} L${n(x + wide)} ${n(t)} Z" fill="#7f95a8" fill-opacity="0.6"/>` +
      `<path d="M${n(x + wide / 2)} ${n(t)} v${tall}" stroke="#efe9dd" stroke-width="4"/>` +
      `<rect x="${n(x - 9)}" y="${n(t + tall + 5)}" width="${wide + 18}" height="7" fill="#d8d0c0"/>`
    )
  })
  return [
    `<rect x="${house.x}" y="${n(top)}" width="${house.wide}" height="${house.roof}" fill="${house.wall}"/>`,
    `<rect x="${house.x}" y="${n(top - 16)}" width="${house.wide}" height="18" fill="#6f6257"/>`,
    `<rect x="${house.x}" y="${n(base - GROUND_FLOOR)}" width="${house.wide}" height="10" fill="#000" fill-opacity="0.16"/>`,
    ...panes,
    house.hasGate ? gateSvg(house, base) : shopSvg(house, index, base),
    `<rect x="${house.x}" y="${n(base - 16)}" width="${house.wide}" height="16" fill="#000" fill-opacity="0.2"/>`,
    `<path d="M${house.x} ${n(top)} V${n(base)}" stroke="#000" stroke-opacity="0.22" stroke-width="3"/>`,
  ].join('')
}

function shopSvg({ x, wide }: House, index: number, base: number): string {
  const awning = AWNINGS[index % AWNINGS.length]!
  const [left, width, top] = [x + 30, wide - 140, base - 150]
  const stripes = Array.from(
    { length: Math.ceil((width + 16) / 40) },
    (_, i) =>
      `<rect x="${n(left - 8 + i * 40)}" y="${n(top - 34)}" width="${n(Math.min(20, width + 16 - i * 40))}" height="36" fill="#fff" fill-opacity="0.55"/>`,
  )
  return [
    `<rect x="${left}" y="${n(top)}" width="${width}" height="120" fill="#4a5a66"/>`,
    `<path d="M${left} ${n(top + 120)} V${n(top + 40)} L${n(left + 90)} ${n(top)} H${n(left + width * 0.6)} L${n(left + width * 0.35)} ${n(top + 120)} Z" fill="#6d8190" fill-opacity="0.6"/>`,
    `<rect x="${n(left - 8)}" y="${n(top - 34)}" width="${width + 16}" height="36" fill="${awning}"/>`,
    ...stripes,
    `<rect x="${n(left + width + 22)}" y="${n(base - 158)}" width="62" height="158" fill="#5c4636"/>`,
    `<rect x="${n(left + width + 32)}" y="${n(base - 146)}" width="42" height="70" fill="#5f7484"/>`,
  ].join('')
}

/** A wide arch with an iron gate: what the demo's region lies in front of. */
function gateSvg({ x, wide }: House, base: number): string {
  const [left, right] = [x + 70, x + wide - 70]
  const bars = Array.from({ length: 11 }, (_, i) => {
    const bar = left + 22 + (i * (right - left - 44)) / 10
    return `<path d="M${n(bar)} ${n(base)} V${n(base - 128)}" stroke="#2b3134" stroke-width="5"/>`
  })
  return [
    `<path d="M${left - 14} ${n(base)} V${n(base - 130)} Q${n((left + right) / 2)} ${n(base - 250)} ${right + 14} ${n(base - 130)} V${n(base)} Z" fill="#e0d8c8"/>`,
    `<path d="M${left} ${n(base)} V${n(base - 128)} Q${n((left + right) / 2)} ${n(base - 228)} ${right} ${n(base - 128)} V${n(base)} Z" fill="#7d8b74"/>`,
    `<path d="M${left} ${n(base)} V${n(base - 40)} Q${n((left + right) / 2)} ${n(base - 64)} ${right} ${n(base - 40)} V${n(base)} Z" fill="#9aa58a"/>`,
    ...bars,
    `<path d="M${left + 10} ${n(base - 118)} H${right - 10} M${left + 10} ${n(base - 26)} H${right - 10}" stroke="#2b3134" stroke-width="7"/>`,
  ].join('')
}

function pavementSvg(seed: number, wide: number, y: (up: number) => number, isWet: boolean): string {
  const { houses, kerb } = GROUND
  const random = randomFrom(seed ^ 0x9a7e)
  const rows = [houses, 303, 268, 230, kerb]
  const joints: string[] = []
  for (let row = 0; row < rows.length - 1; row++) {
    joints.push(
      `<path d="M0 ${n(y(rows[row]!))} H${n(wide)}" stroke="#000" stroke-opacity="0.1" stroke-width="2"/>`,
    )
    const step = 78 + row * 10
    for (let x = (row % 2) * (step / 2); x < wide; x += step) {
      joints.push(
        `<path d="M${n(x)} ${n(y(rows[row]!))} V${n(y(rows[row + 1]!))}" stroke="#000" stroke-opacity="0.08" stroke-width="2"/>`,
      )
      if (random() < 0.2)
        joints.push(
          `<rect x="${n(x)}" y="${n(y(rows[row]!))}" width="${step}" height="${rows[row]! - rows[row + 1]!}" fill="#000" fill-opacity="${n(0.02 + 0.03 * random())}"/>`,
        )
    }
  }
  return (
    `<rect y="${n(y(houses))}" width="${n(wide)}" height="${houses - kerb}" fill="${isWet ? '#8d8f90' : '#b9b4aa'}"/>` +
    joints.join('') +
    `<rect y="${n(y(houses))}" width="${n(wide)}" height="10" fill="#000" fill-opacity="0.12"/>`
  )
}

function roadSvg(wide: number, y: (up: number) => number): string {
  const { kerb, roadEnd } = GROUND
  const dashes = Array.from(
    { length: Math.ceil(wide / 170) },
    (_, i) =>
      `<rect x="${i * 170 + 30}" y="${n(y(kerb - 12))}" width="90" height="4" fill="#e4e2da" fill-opacity="0.55"/>`,
  )
  return [
    `<rect y="${n(y(kerb))}" width="${n(wide)}" height="${kerb - roadEnd}" fill="url(#road)"/>`,
    `<rect y="${n(y(kerb))}" width="${n(wide)}" height="7" fill="#d5d0c5"/>`,
    `<rect y="${n(y(kerb - 7))}" width="${n(wide)}" height="5" fill="#000" fill-opacity="0.35"/>`,
    ...dashes,
    `<rect y="${n(y(roadEnd))}" width="${n(wide)}" height="${roadEnd}" fill="#a9a59b"/>`,
    `<rect y="${n(y(roadEnd))}" width="${n(wide)}" height="5" fill="#d5d0c5"/>`,
  ].join('')
}

/** White on the ground and on the roofs, the thicker the more snow falls; cars have kept the middle of the road clearer. */
function snowCover(params: SceneParams, wide: number, y: (up: number) => number): string {
  const { houses, kerb, roadEnd } = GROUND
  const white = (up: number, high: number, opacity: number): string =>
    `<rect y="${n(y(up))}" width="${n(wide)}" height="${high}" fill="#f4f7fa" fill-opacity="${n(opacity * (0.5 + 0.5 * params.snow))}"/>`
  const roofs = housesOf(params).map(
    ({ x, wide: across, roof }) =>
      `<rect x="${x}" y="${n(y(houses + roof + 22))}" width="${across}" height="16" fill="#f4f7fa"/>`,
  )
  return [
    ...roofs,
    white(houses, houses - kerb, 0.8),
    white(kerb, kerb - roadEnd, 0.45),
    white(roadEnd, roadEnd, 0.85),
  ].join('')
}

/** The post stands at the wall, behind everybody: it never cuts a person in two. */
function lampSvg(x: number, y: (up: number) => number): string {
  const [foot, top] = [y(GROUND.houses - 6), y(LAMP_TOP)]
  return [
    `<path d="M${n(x)} ${n(foot)} V${n(top)} q0 -14 18 -14" fill="none" stroke="#3a4145" stroke-width="7"/>`,
    `<rect x="${n(x - 8)}" y="${n(foot - 26)}" width="16" height="28" fill="#3a4145"/>`,
    `<path d="M${n(x + 12)} ${n(top - 20)} h26 l6 12 h-38 Z" fill="#3a4145"/>`,
    `<rect x="${n(x + 9)}" y="${n(top - 8)}" width="32" height="6" fill="#f5eed2"/>`,
  ].join('')
}
