import classes from './person-avatar.module.css'

/** Initials on a quiet ground whose hue follows the name, so that people are told apart at a glance. */
export function PersonAvatar({ name, size = 22 }: { readonly name: string; readonly size?: number }) {
  const hue = hueOf(name)
  const style = {
    width: size,
    height: size,
    fontSize: Math.round(size * 0.4),
    color: `light-dark(oklch(0.4 0.09 ${hue}), oklch(0.9 0.06 ${hue}))`,
    backgroundColor: `light-dark(oklch(0.92 0.045 ${hue}), oklch(0.39 0.06 ${hue}))`,
  }
  return (
    <div aria-hidden className={classes['avatar']} style={style}>
      {initials(name)}
    </div>
  )
}

/** `Marie-Claude Dubois` → `MD`. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '')
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return `${first}${last}`.toUpperCase()
}

function hueOf(name: string): number {
  let hash = 7
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360
  return hash
}
