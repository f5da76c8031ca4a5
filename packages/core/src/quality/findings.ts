/** What may be found, and from where on. */
import { QUALITY_FINDINGS } from '@vigia/contract'

export const FINDINGS = QUALITY_FINDINGS
export type Finding = (typeof FINDINGS)[number]

/**
 * From where on something is a finding. Levels are those of 8-bit video in limited range (black 16, white 235), on
 * pictures about 320 pixels wide. docs/video-centre.md prints this table.
 */
export const LIMITS = {
  /** BlackScreen: 99 % of the pixels are below. */
  black: 32,
  /** GrayScreen: spread of luma below, saturation below, neither dark nor bright; a night camera's picture spreads over 20. */
  greySpread: 8,
  greySaturation: 5,
  greyFrom: 60,
  greyTo: 215,
  /** SnowNoise: noise above, and pictures that follow each other differ by more. */
  noise: 6.5,
  noiseChange: 10,
  /** ScreenSplash: share in flat tiles of pure colours, of three hues at least; of any, when nearly all is. */
  splash: 0.12,
  splashHues: 3,
  splashAll: 0.7,
  /** AbnormalLight, too bright: median above; too dark: 95 % below although not black. */
  bright: 195,
  dark: 60,
  /** ColorDistortion: distance of the mean colour from grey, how many times that of the pixels from the mean, and theirs. */
  cast: 12,
  castFactor: 1.3,
  castAround: 4.5,
  /** Blurry: Crete's measure above, with a spread of luma that shows something. */
  blur: 0.56,
  blurSpread: 10,
  /** ScreenJitter: mean movement from frame to frame above, share of the width, of which little remains. */
  jitter: 0.008,
  jitterRemains: 0.35,
  /** ScreenMovement: what remains of the movement over the look, share of the width. */
  drift: 0.08,
  /** ScreenFreeze: pictures differ by less, levels, a key frame's among them by a little more, over at least so long. */
  still: 0.15,
  stillKeyFrame: 0.5,
  stillMs: 1500,
  /** SceneUpheaval: edges correlate with the remembered scene less. */
  alike: 0.3,
  /** Occlude: share of the textured tiles that is hidden; some must be as they were. */
  hidden: 0.25,
  hiddenKept: 0.1,
  /** ScreenSmudge: share of the textured tiles that is smeared, between. */
  smeared: 0.12,
  smearedMost: 0.7,
} as const
