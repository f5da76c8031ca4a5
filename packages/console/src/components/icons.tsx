/** The console's icons: strokes on a 24 × 24 grid, in the colour of the text, hidden from assistive technology. */

const PATHS = {
  play: 'M8 5.5v13l10-6.500z',
  stop: 'M7 7h10v10H7z',
  trash: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.500 11v5M13.500 11v5',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 2',
  warning: 'M12 4.500 21 19.500H3zM12 10v4.500M12 17v.2',
  cross: 'M7 7l10 10M17 7 7 17',
  pause: 'M9 6v12M15 6v12',
  turn: 'M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4',
  pulse: 'M3 12h4l2.500-6 4.500 12 2.500-6H21',
  back: 'M19 12H5M11 6l-6 6 6 6',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.500 15.500 20 20',
  camera: 'M4 7.500h11v9H4zM15 11l5-3v8l-5-3',
  leave: 'M14 5H6v14h8M11 12h9M17 9l3 3-3 3',
  region: 'M6 6l12-1 1 12-11 2z',
  line: 'M5 18 19 6M5 18v.1M19 6v.1',
  plus: 'M12 5v14M5 12h14',
  enlarge: 'M14 5h5v5M19 5l-6 6M10 19H5v-5M5 19l6-6',
  people:
    'M9 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.500 19c0-3 2.500-5 5.500-5s5.500 2 5.500 5M16 7a2.500 2.500 0 1 1 0 5M17 14c2.200.5 3.500 2.300 3.500 5',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  const filled = name === 'play' || name === 'stop'
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={filled ? 1.2 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

export function Logo({ size = 30 }: { size?: number }) {
  return <img src="/icon.svg" alt="" width={size} height={size} />
}
