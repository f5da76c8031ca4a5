/** A saloon car from the side as SVG, in units of which its length has 1000. */
import { type Drawn, n } from './svg.js'

export const PAINTS = ['#c2302b', '#c3c8cc', '#2f5fa8', '#e9e6df', '#3f7d5a', '#d98a2b'] as const

/** Height to length: what detectors take for a car most readily. */
export const CAR_RATIO = 0.33
/** Turns of a wheel that are told apart; after 72° its five spokes look the same again. */
export const WHEEL_STEPS = 6
const WHEEL = { radius: 76, front: 805, rear: 205 }
/** How far the car moves for one wheel step, in lengths of the car. */
export const WHEEL_STEP_LENGTH = (2 * Math.PI * WHEEL.radius) / 1000 / 5 / WHEEL_STEPS
/** Room for the ground shadow, in units. */
const MARGIN = { x: 30, top: 8, bottom: 34 }

/** The anchor is the ground below the middle of the car. @param facing 1 to the right, -1 to the left */
export function drawCar(paint: string, lengthPx: number, step: number, facing: 1 | -1): Drawn {
  const scale = lengthPx / 1000
  const tall = CAR_RATIO * 1000
  const width = Math.ceil((1000 + 2 * MARGIN.x) * scale)
  const height = Math.ceil((tall + MARGIN.top + MARGIN.bottom) * scale)
  const anchor = { x: Math.round(width / 2), y: Math.round((tall + MARGIN.top) * scale) }
  // Ground line at y = 0, the car's rear at x = -500.
  const move = `translate(${n(width / 2)} ${anchor.y}) scale(${n(facing * scale)} ${n(scale)}) translate(-500 0)`
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="${move}">${body(paint, step)}</g></svg>`,
    width,
    height,
    anchor,
  }
}

function body(paint: string, step: number): string {
  return [
    `<ellipse cx="500" cy="2" rx="515" ry="26" fill="#000" fill-opacity="0.3"/>`,
    // Outline: boot, rear window, roof, windscreen, bonnet, bumpers.
    `<path d="M12 -70 Q-13 -120 14 -176 Q22 -206 70 -212 L168 -218 Q250 -318 330 -326 Q460 -336 560 -322 Q610 -312 716 -222 Q880 -208 946 -176 Q996 -152 1000 -100 Q1003 -62 972 -52 L40 -48 Q18 -50 12 -70 Z" fill="${paint}"/>`,
    `<path d="M14 -120 L998 -116 L972 -52 L40 -48 Q18 -50 12 -70 Z" fill="#000" fill-opacity="0.14"/>`,
    `<path d="M60 -206 L720 -222 Q870 -208 940 -178" fill="none" stroke="#fff" stroke-opacity="0.35" stroke-width="7"/>`,
    // Dark glass in two panes; the gap between them is the B-pillar.
    `<path d="M206 -220 Q270 -296 336 -304 L446 -308 L446 -224 Z" fill="#1d2731"/>`,
    `<path d="M466 -308 Q540 -308 562 -300 Q604 -286 676 -224 L466 -224 Z" fill="#1d2731"/>`,
    `<path d="M330 -300 L372 -303 L300 -222 L256 -221 Z M520 -306 L546 -303 L600 -226 L560 -225 Z" fill="#fff" fill-opacity="0.13"/>`,
    // Doors and handles.
    `<path d="M456 -310 L456 -66 M300 -220 Q292 -150 312 -66 M690 -222 L684 -70" fill="none" stroke="#000" stroke-opacity="0.38" stroke-width="5"/>`,
    `<path d="M392 -192 h44 M612 -192 h44" stroke="#000" stroke-opacity="0.5" stroke-width="9"/>`,
    `<path d="M664 -232 l40 -6 q14 18 -6 26 l-34 2 Z" fill="${paint}" stroke="#000" stroke-opacity="0.35" stroke-width="4"/>`,
    // Lamps, bumpers and sill.
    `<path d="M936 -176 Q984 -158 986 -132 L930 -138 Z" fill="#fff6d6"/>`,
    `<path d="M14 -186 L62 -186 L54 -142 L8 -142 Z" fill="#9d1513"/>`,
    `<path d="M8 -92 L90 -92 L90 -54 L34 -50 Z M900 -92 L994 -96 L972 -52 L900 -52 Z" fill="#000" fill-opacity="0.3"/>`,
    wheel(WHEEL.rear, step),
    wheel(WHEEL.front, step),
  ].join('')
}

function wheel(x: number, step: number): string {
  const turn = (72 * step) / WHEEL_STEPS
  const spokes = [0, 1, 2, 3, 4]
    .map(
      (i) =>
        `<rect x="-6" y="-48" width="12" height="48" fill="#c9cdd0" transform="rotate(${n(turn + 72 * i)})"/>`,
    )
    .join('')
  return (
    `<path d="M${x - 98} -50 A98 98 0 0 1 ${x + 98} -50 Z" fill="#0e0f11"/>` +
    `<g transform="translate(${x} ${-WHEEL.radius})"><circle r="${WHEEL.radius}" fill="#1b1c1e"/>` +
    `<circle r="50" fill="#5c6165"/><circle r="42" fill="#34383b"/>${spokes}<circle r="13" fill="#c9cdd0"/></g>`
  )
}
