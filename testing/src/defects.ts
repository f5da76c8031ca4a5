/** Clips of a drawn street with one defect each, and clean ones that look as if they had one; made by FFmpeg's filters. */
import { join } from 'node:path'
import { DEFAULT_SCENE, makeSceneClip, type SceneParams } from '@vigia/scenes'
import { runCommand } from './process.js'

/** By the finding that it must give. `B` is a second picture, laid over the street. */
export const DEFECTS = {
  Blurry: 'gblur=sigma=7',
  ColorDistortion: 'colorchannelmixer=rr=1.2:gg=0.8:bb=0.7',
  AbnormalLight: 'eq=brightness=0.55',
  ScreenSplash: 'null[s];smptebars=size=640x160:rate=10[b];[s][b]overlay=0:90:shortest=1',
  ScreenJitter: 'crop=iw-40:ih-40:20+16*sin(n*2.1):20+14*cos(n*3.7)',
  ScreenMovement: "crop=iw/2:ih:'min(n*7,iw/2)':0",
  SceneUpheaval: 'hflip,vflip',
  ScreenFreeze: 'loop=loop=-1:size=1:start=0,trim=duration=4',
  BlackScreen: 'drawbox=t=fill:color=black',
  SnowNoise: 'noise=alls=90:allf=t',
  Occlude: 'drawbox=x=0:y=0:w=iw*0.55:h=ih:t=fill:color=0x403830',
  GrayScreen: 'geq=lum=128:cb=128:cr=128',
  ScreenSmudge:
    "split[a][b];[b]gblur=sigma=12[c];[a][c]blend=all_expr='if(lt(hypot(X-W*0.4,Y-H*0.6),H*0.36),B*0.8,A)'",
} as const

/** More of some of them; the part before the dash is the finding. */
export const MORE_DEFECTS = {
  'AbnormalLight-dark': 'colorlevels=romax=0.2:gomax=0.2:bomax=0.2',
  'ColorDistortion-green': 'colorchannelmixer=rr=0.7:gg=1.2:bb=0.7',
} as const

/** What a camera shows on an ordinary day or night: no finding. */
export const CLEAN = {
  plain: 'null',
  noise: 'noise=alls=8:allf=t',
  'low contrast, as in fog': 'eq=contrast=0.45',
  bright: 'eq=brightness=0.12',
  dim: 'eq=brightness=-0.12',
  'grey, as a night camera with infrared light': 'hue=s=0,noise=alls=6:allf=t',
  snowfall: `null[s];color=black:size=640x360:rate=10,noise=alls=100:allf=t,lut=y='if(gt(val,60),230,16)',boxblur=1:1[b];[s][b]blend=c0_mode=lighten:c1_opacity=1:c2_opacity=1:shortest=1`,
} as const

/** Streets that differ in light, weather and crowd. */
export const STREETS: Record<string, Partial<SceneParams>> = {
  day: { seed: 1 },
  crowd: { seed: 7, crowd: 14 },
  dusk: { seed: 3, light: 'dusk' },
  night: { seed: 4, light: 'night' },
  rain: { seed: 5, rain: 0.8 },
  empty: { seed: 9, crowd: 1, cars: 0 },
}

/** The street's first seconds, through a filter. `later`: its last ones instead. @returns the file's path */
export async function streetThrough(
  street: string,
  filter: string,
  dir: string,
  { name, later = false }: { name: string; later?: boolean },
): Promise<string> {
  const size = { width: 640, height: 360, fps: 10, seconds: 6, distance: 100 }
  const { video } = await makeSceneClip({ ...DEFAULT_SCENE, ...size, ...STREETS[street] }, dir, {
    ffmpegPath: 'ffmpeg',
  })
  const file = join(dir, `${street}-${name}.mp4`)
  await runCommand('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-ss', later ? '3' : '0', '-t', '3', '-i', video],
    ...['-filter_complex', `[0:v]${filter}[out]`, '-map', '[out]', '-an', '-t', '3'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '10', '-pix_fmt', 'yuv420p', file],
  ])
  return file
}
