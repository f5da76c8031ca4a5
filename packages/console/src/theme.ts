/** Look of the console: a deep sea blue whose every use with white text keeps a contrast of at least 4.5. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** White on shade 7 has 6.0, on 8 has 7.9; shade 4 on Mantine's dark body has 7.6. */
const sea: MantineColorsTuple = [
  '#eef6f8',
  '#dcebf0',
  '#b5d6e0',
  '#8dc2d1',
  '#6bb3c6',
  '#4a9bb1',
  '#2f8299',
  '#1b6b82',
  '#15586b',
  '#0e4252',
]

export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 7 },
  colors: { sea },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Droid Sans Fallback", sans-serif',
  headings: { fontWeight: '650' },
})

/** Mantine's own dimmed and placeholder greys reach only 3.3 and 2.2 on white. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8f9',
    '--mantine-color-dimmed': '#525c63',
    '--mantine-color-placeholder': '#626c73',
    '--mantine-color-error': '#b42318',
  },
  dark: {
    '--mantine-color-body': '#14181b',
    '--mantine-color-dimmed': '#aab4ba',
    '--mantine-color-placeholder': '#98a2a8',
    '--mantine-color-error': '#ff8d85',
    '--mantine-color-anchor': 'var(--mantine-color-sea-3)',
  },
})
