import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** The satchel's blue, from the ground of the icon; step 7 carries white text at 6:1. */
const satchel: MantineColorsTuple = [
  '#edf5f9',
  '#dbe9f1',
  '#b6d2e2',
  '#8fbad2',
  '#6da5c4',
  '#4d90b4',
  '#367c9f',
  '#2a6785',
  '#20516b',
  '#163b50',
]

/** The leather's amber: private notes, waiting, attention that is not alarm. */
const leather: MantineColorsTuple = [
  '#fdf6e7',
  '#f9ebcd',
  '#f2d79d',
  '#ebc269',
  '#e3ae42',
  '#d19a2f',
  '#a97516',
  '#855a0d',
  '#63430a',
  '#432d06',
]

const gray: MantineColorsTuple = [
  '#f6f7f8',
  '#eff1f3',
  '#e3e7ea',
  '#d2d8dd',
  '#b4bdc5',
  '#8d98a3',
  '#66727e',
  '#4a5560',
  '#323b44',
  '#1c232a',
]

const dark: MantineColorsTuple = [
  '#e4e8ec',
  '#bcc5cd',
  '#9ba6b0',
  '#727e89',
  '#4b5661',
  '#353e48',
  '#28303a',
  '#1b2027',
  '#15191f',
  '#0f1216',
]

/** What lies under a dialog stays readable. */
const VEIL = { backgroundOpacity: 0.28, blur: 0 }
const QUICK = { duration: 90 }

/** Mantine chooses the text of a filled button for the light scheme alone; this follows the scheme shown. */
const readableOnFilled: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input)
  const isPrimary =
    input.variant === 'filled' && (input.color ?? input.theme.primaryColor) === input.theme.primaryColor
  return isPrimary ? { ...colours, color: 'var(--mantine-primary-color-contrast)' } : colours
}

/** Spacing, type and radius of console and its parts; everything else is derived from these. */
export const theme = createTheme({
  primaryColor: 'satchel',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver: readableOnFilled,
  luminanceThreshold: 0.179,
  colors: { satchel, leather, gray, dark },
  fontFamily: '"Inter Variable", "Inter", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '1.75rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Modal: { defaultProps: { yOffset: '9vh', overlayProps: VEIL, transitionProps: QUICK } },
    Drawer: { defaultProps: { overlayProps: VEIL, transitionProps: QUICK } },
    Spotlight: { defaultProps: { overlayProps: VEIL } },
    SpotlightRoot: { defaultProps: { overlayProps: VEIL } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start' } },
  },
})

const light: Record<string, string> = {
  '--s-ground': gray[0],
  '--s-surface': '#ffffff',
  '--s-sunken': gray[1],
  '--s-line': gray[2],
  '--s-line-strong': gray[4],
  '--s-text': gray[9],
  '--s-dim': '#57626d',
  '--s-hover': 'rgba(24, 46, 66, 0.05)',
  '--s-selected': satchel[1],
  '--s-accent': satchel[7],
  '--s-flash': leather[2],
  '--s-private': leather[0],
  '--s-private-line': leather[2],
  '--s-private-text': leather[7],
  '--s-own': satchel[0],
  '--s-own-line': satchel[1],
  '--s-status-new': '#6546b8',
  '--s-status-open': '#1f6590',
  '--s-status-pending': '#8a5a00',
  '--s-status-resolved': '#24703a',
  '--s-status-closed': '#5c6670',
  '--s-danger': '#b3261e',
  '--s-danger-ground': '#fdeeec',
  '--s-warning': '#96500a',
  '--s-success': '#24703a',
}

const night: Record<string, string> = {
  '--s-ground': dark[8],
  '--s-surface': dark[7],
  '--s-sunken': '#20262e',
  '--s-line': '#2b333c',
  '--s-line-strong': dark[4],
  '--s-text': dark[0],
  '--s-dim': dark[2],
  '--s-hover': 'rgba(222, 236, 248, 0.055)',
  '--s-selected': '#22394a',
  '--s-accent': satchel[3],
  '--s-flash': '#5c4513',
  '--s-private': '#2a2417',
  '--s-private-line': '#4d3f1f',
  '--s-private-text': leather[3],
  '--s-own': '#1d2a34',
  '--s-own-line': '#2b3f4d',
  '--s-status-new': '#b9a4f5',
  '--s-status-open': '#7cbbe0',
  '--s-status-pending': '#e3ae42',
  '--s-status-resolved': '#78c68d',
  '--s-status-closed': '#9ba6b0',
  '--s-danger': '#ff9a90',
  '--s-danger-ground': '#3a2220',
  '--s-warning': '#f0a860',
  '--s-success': '#78c68d',
}

const mantine: Record<string, string> = {
  '--mantine-color-body': 'var(--s-surface)',
  '--mantine-color-text': 'var(--s-text)',
  '--mantine-color-dimmed': 'var(--s-dim)',
  '--mantine-color-placeholder': 'var(--s-dim)',
  '--mantine-color-default': 'var(--s-surface)',
  '--mantine-color-default-hover': 'var(--s-sunken)',
  '--mantine-color-default-border': 'var(--s-line)',
  '--mantine-color-error': 'var(--s-danger)',
}

/** The tokens as CSS variables, for light and dark. Component styles use these and no colours of their own. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...light, ...mantine },
  dark: { ...night, ...mantine },
})
