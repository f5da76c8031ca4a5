/** A walking person as SVG, drawn from the far arm to the near one. */
import { type Arm, extentOf, type Leg, type Limb, type Pose, poseOf, SHOE } from './person-pose.js'
import { type Drawn, n } from './svg.js'

export interface Outfit {
  jacket: string
  trousers: string
  skin: string
  hair: string
  shoes: string
  hasLongHair: boolean
}

/** Skin and hair always differ from the jacket: a distinct head is what detectors look for. */
export const OUTFITS: readonly Outfit[] = [
  {
    jacket: '#b8322e',
    trousers: '#2f3b57',
    skin: '#e6b48f',
    hair: '#3a2619',
    shoes: '#2a2523',
    hasLongHair: false,
  },
  {
    jacket: '#2f6f73',
    trousers: '#3d3a38',
    skin: '#8c5a3c',
    hair: '#17110e',
    shoes: '#e8e4dc',
    hasLongHair: true,
  },
  {
    jacket: '#d9a432',
    trousers: '#37496b',
    skin: '#f0c6a4',
    hair: '#6b3f1f',
    shoes: '#5a3b28',
    hasLongHair: true,
  },
  {
    jacket: '#34508f',
    trousers: '#6f6a60',
    skin: '#dca57c',
    hair: '#241a14',
    shoes: '#1f1f22',
    hasLongHair: false,
  },
  {
    jacket: '#5c7f43',
    trousers: '#2b2f3a',
    skin: '#efc9ab',
    hair: '#b98a4a',
    shoes: '#74553a',
    hasLongHair: false,
  },
  {
    jacket: '#e6e1d6',
    trousers: '#4a4f6d',
    skin: '#a56b45',
    hair: '#15100d',
    shoes: '#8a2f2c',
    hasLongHair: true,
  },
  {
    jacket: '#7a4a7d',
    trousers: '#33353b',
    skin: '#e9bd99',
    hair: '#8c8a88',
    shoes: '#2b2724',
    hasLongHair: false,
  },
  {
    jacket: '#c96a3a',
    trousers: '#4b4237',
    skin: '#b87b52',
    hair: '#2a1a12',
    shoes: '#d8d3c8',
    hasLongHair: false,
  },
]

/** Room around the figure for the shadow, thousandths of the body height. */
const CANVAS = { left: -330, right: 330, top: -1010, bottom: 40 }

/**
 * @param heightPx body height in pixels
 * @param step gait step, see poseOf
 * @param facing 1 to the right, -1 to the left
 */
export function drawPerson(outfit: Outfit, heightPx: number, step: number, facing: 1 | -1): Drawn {
  const pose = poseOf(step)
  const scale = heightPx / 1000
  const width = Math.ceil((CANVAS.right - CANVAS.left) * scale)
  const height = Math.ceil((CANVAS.bottom - CANVAS.top) * scale)
  const body = [
    // By the ellipse the figure stands on the ground instead of floating.
    `<ellipse cx="0" cy="0" rx="250" ry="34" fill="#000" fill-opacity="0.22"/>`,
    armSvg(pose.farArm, darker(outfit.jacket), darker(outfit.skin)),
    legSvg(pose.farLeg, darker(outfit.trousers), darker(outfit.shoes)),
    legSvg(pose.nearLeg, outfit.trousers, outfit.shoes),
    torsoSvg(pose, outfit),
    headSvg(pose, outfit),
    // The near sleeve is a little darker than the jacket, so that the arm shows before it.
    armSvg(pose.nearArm, shaded(outfit.jacket, 0.88), outfit.skin),
  ].join('')
  const move = `translate(${n(width / 2)} ${n(-CANVAS.top * scale)}) scale(${n(facing * scale)} ${n(scale)})`
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="${move}">${body}</g></svg>`,
    width,
    height,
    anchor: { x: Math.round(width / 2), y: Math.round(-CANVAS.top * scale) },
  }
}

/** The figure's box in pixels about its foot point (shadow left out), for labels. */
export function personBox(
  heightPx: number,
  step: number,
  facing: 1 | -1,
): { left: number; right: number; top: number; bottom: number } {
  const { left, right, top, bottom } = extentOf(poseOf(step))
  const scale = heightPx / 1000
  return {
    left: (facing === 1 ? left : -right) * scale,
    right: (facing === 1 ? right : -left) * scale,
    top: top * scale,
    bottom: bottom * scale,
  }
}

function limb({ from, to, start, end }: Limb, fill: string): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const corner = (x: number, y: number, half: number): string => `${n(x - uy * half)},${n(y + ux * half)}`
  const points = [
    corner(from.x, from.y, start),
    corner(to.x, to.y, end),
    corner(to.x, to.y, -end),
    corner(from.x, from.y, -start),
  ]
  return (
    `<polygon points="${points.join(' ')}" fill="${fill}"/>` +
    `<circle cx="${n(from.x)}" cy="${n(from.y)}" r="${start}" fill="${fill}"/>` +
    `<circle cx="${n(to.x)}" cy="${n(to.y)}" r="${end}" fill="${fill}"/>`
  )
}

function legSvg({ thigh, shin, shoeTurn }: Leg, trousers: string, shoes: string): string {
  const { heel, toe, height } = SHOE
  const shoe = `<path d="M${heel} 30 L${heel} ${30 - height} L24 ${30 - height} Q40 4 ${toe - 12} 8 Q${toe} 14 ${toe} 30 Z" fill="${shoes}"/>`
  return (
    `<g transform="translate(${n(shin.to.x)} ${n(shin.to.y)}) rotate(${n(shoeTurn)})">${shoe}</g>` +
    limb(thigh, trousers) +
    limb(shin, trousers)
  )
}

function armSvg({ upper, lower }: Arm, sleeve: string, skin: string): string {
  const { to } = lower
  return `<circle cx="${n(to.x)}" cy="${n(to.y)}" r="34" fill="${skin}"/>${limb(upper, sleeve)}${limb(lower, sleeve)}<circle cx="${n(to.x)}" cy="${n(to.y + 12)}" r="29" fill="${skin}"/>`
}

function torsoSvg({ hip, shoulder }: Pose, { jacket, skin }: Outfit): string {
  const [x, top, low] = [shoulder.x, shoulder.y - 28, hip.y + 46]
  return (
    `<rect x="${n(x - 30)}" y="${n(top - 46)}" width="66" height="80" fill="${skin}"/>` +
    `<path d="M${n(x - 62)} ${n(top + 14)} Q${n(x)} ${n(top - 22)} ${n(x + 60)} ${n(top + 16)} ` +
    `Q${n(x + 92)} ${n(top + 130)} ${n(x + 74)} ${n(low - 90)} L${n(hip.x + 84)} ${n(low)} L${n(hip.x - 84)} ${n(low)} ` +
    `L${n(x - 84)} ${n(low - 100)} Q${n(x - 104)} ${n(top + 110)} ${n(x - 62)} ${n(top + 14)} Z" fill="${jacket}"/>` +
    `<path d="M${n(x + 52)} ${n(top + 22)} Q${n(x + 74)} ${n(top + 150)} ${n(hip.x + 66)} ${n(low)}" fill="none" stroke="${darker(jacket)}" stroke-width="9"/>` +
    `<rect x="${n(hip.x - 84)}" y="${n(low - 16)}" width="168" height="16" fill="${darker(jacket)}"/>`
  )
}

function headSvg({ top }: Pose, { skin, hair, hasLongHair }: Outfit): string {
  const [x, y] = [top.x, top.y + 75]
  const long = hasLongHair
    ? `<path d="M${n(x - 68)} ${n(y - 20)} Q${n(x - 92)} ${n(y + 70)} ${n(x - 62)} ${n(y + 128)} L${n(x - 6)} ${n(y + 96)} L${n(x - 8)} ${n(y - 20)} Z" fill="${hair}"/>`
    : ''
  return (
    `<ellipse cx="${n(x)}" cy="${n(y)}" rx="67" ry="75" fill="${skin}"/>` +
    `<path d="M${n(x + 60)} ${n(y - 8)} L${n(x + 78)} ${n(y + 18)} L${n(x + 58)} ${n(y + 24)} Z" fill="${skin}"/>` +
    long +
    `<path d="M${n(x + 58)} ${n(y - 36)} Q${n(x + 6)} ${n(y - 44)} ${n(x - 4)} ${n(y - 6)} Q${n(x - 14)} ${n(y + 44)} ${n(x - 52)} ${n(y + 46)} ` +
    `Q${n(x - 84)} ${n(y - 10)} ${n(x - 52)} ${n(y - 58)} Q${n(x)} ${n(y - 96)} ${n(x + 50)} ${n(y - 56)} Z" fill="${hair}"/>` +
    `<ellipse cx="${n(x + 38)}" cy="${n(y - 6)}" rx="7" ry="8" fill="#1d1715"/>` +
    `<ellipse cx="${n(x - 8)}" cy="${n(y + 10)}" rx="10" ry="16" fill="${darker(skin)}"/>` +
    `<path d="M${n(x + 36)} ${n(y + 42)} L${n(x + 58)} ${n(y + 40)}" stroke="#8b4a3d" stroke-width="6"/>`
  )
}

function darker(color: string): string {
  return shaded(color, 0.72)
}

/** @param color `#rrggbb` */
function shaded(color: string, factor: number): string {
  const value = Number.parseInt(color.slice(1), 16)
  const channels = [value >> 16, (value >> 8) & 255, value & 255].map((c) => Math.round(c * factor))
  return `rgb(${channels.join(',')})`
}
