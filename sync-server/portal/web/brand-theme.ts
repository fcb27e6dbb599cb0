import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core'

type Rgb = readonly [number, number, number]

/** Satchel's own blue, for desks without a colour. */
const DEFAULT_COLOUR = '#2a6785'
/** WCAG AA for text, with a little room for the tinted grounds. */
const CONTRAST = 4.8
const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
/** The dark scheme's surface. */
const NIGHT: Rgb = [27, 32, 39]
const STEPS = 40

function parse(colour: string): Rgb {
  const at = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16)
  return [at(1), at(3), at(5)]
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share)
  return [part(0), part(1), part(2)]
}

const hex = (rgb: Rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  return ratio(parse(a), parse(b))
}

function ratio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Moves a colour towards another until it can be read on a ground. */
function readable(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  for (let step = 0; step <= STEPS; step += 1) {
    const candidate = mix(colour, towards, step / STEPS)
    if (ratio(candidate, ground) >= CONTRAST) return candidate
  }
  return towards
}

/** Ten shades of an organisation's colour: 7 can be read on white, 4 on the dark ground, whatever the colour. */
export function shadesOf(colour: string): MantineColorsTuple {
  const base = parse(/^#[0-9a-f]{6}$/.test(colour) ? colour : DEFAULT_COLOUR)
  const strong = readable(base, WHITE, BLACK)
  const bright = readable(base, NIGHT, WHITE)
  const shades = [
    mix(strong, WHITE, 0.93),
    mix(strong, WHITE, 0.85),
    mix(strong, WHITE, 0.7),
    mix(bright, WHITE, 0.3),
    bright,
    mix(bright, strong, 0.4),
    mix(bright, strong, 0.7),
    strong,
    mix(strong, BLACK, 0.2),
    mix(strong, BLACK, 0.4),
  ].map(hex)
  return shades as unknown as MantineColorsTuple
}

const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f2f4',
  '#e4e8eb',
  '#d3d9de',
  '#b4bdc5',
  '#8d98a3',
  '#66727e',
  '#4a5560',
  '#323b44',
  '#1c232a',
]

const dark: MantineColorsTuple = [
  '#e4e8ec',
  '#c3cbd3',
  '#a3aeb8',
  '#727e89',
  '#4b5661',
  '#353e48',
  '#28303a',
  '#1b2027',
  '#15191f',
  '#0f1216',
]

/** Mantine chooses the text of a filled button for the light scheme alone; this follows the scheme shown. */
const readableOnFilled: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input)
  const isPrimary =
    input.variant === 'filled' && (input.color ?? input.theme.primaryColor) === input.theme.primaryColor
  return isPrimary ? { ...colours, color: 'var(--mantine-primary-color-contrast)' } : colours
}

/** The portal's look in an organisation's colour: large targets and type for people who come twice a year. */
export function brandTheme(colour: string): MantineThemeOverride {
  return createTheme({
    primaryColor: 'brand',
    primaryShade: { light: 7, dark: 4 },
    autoContrast: true,
    variantColorResolver: readableOnFilled,
    // Where black and white text are read equally well (4.6:1).
    luminanceThreshold: 0.179,
    colors: { brand: shadesOf(colour), gray, dark },
    fontFamily: '"Inter Variable", system-ui, sans-serif',
    headings: { fontFamily: '"Inter Variable", system-ui, sans-serif', fontWeight: '650' },
    defaultRadius: 'md',
    radius: { md: '10px' },
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Button: { defaultProps: { size: 'md' } },
      TextInput: { defaultProps: { size: 'md' } },
      PasswordInput: { defaultProps: { size: 'md' } },
      Textarea: { defaultProps: { size: 'md' } },
      NativeSelect: { defaultProps: { size: 'md' } },
    },
  })
}
