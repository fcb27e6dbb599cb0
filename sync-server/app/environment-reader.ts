/** Environment variables as the process sees them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads settings one by one and collects every problem, so that all of them can be told at once. */
export interface EnvironmentReader {
  /** One clear line for each wrong value so far; never holds a value, because values may be secret. */
  readonly problems: readonly string[]
  text(name: string, fallback: string): string
  optional(name: string): string | undefined
  whole(name: string, fallback: number, least: number, most: number): number
  flag(name: string, fallback: boolean): boolean
  oneOf<const T extends readonly string[]>(name: string, values: T, fallback: T[number]): T[number]
  /** A URL with one of the protocols (such as `https:`), or undefined when it is not set or wrong. */
  url(name: string, protocols: readonly string[]): URL | undefined
  /** Records a problem that spans several settings. */
  complain(line: string): void
}

/** A reader over the given environment; an empty string counts as not set. */
export function readEnvironment(env: Environment): EnvironmentReader {
  const problems: string[] = []
  const optional = (name: string): string | undefined => {
    const value = env[name]?.trim()
    return value === undefined || value === '' ? undefined : value
  }
  const complain = (line: string): void => {
    problems.push(line)
  }
  return {
    problems,
    optional,
    complain,
    text: (name, fallback) => optional(name) ?? fallback,
    whole(name, fallback, least, most) {
      const value = optional(name)
      if (value === undefined) return fallback
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
      if (number >= least && number <= most) return number
      complain(`${name} must be a whole number from ${least} to ${most}; leave it out for ${fallback}.`)
      return fallback
    },
    flag(name, fallback) {
      const value = optional(name)
      if (value === undefined) return fallback
      if (value !== '1' && value !== '0') complain(`${name} must be 1 (on) or 0 (off).`)
      return value === '1'
    },
    oneOf(name, values, fallback) {
      const value = optional(name)
      if (value === undefined || values.includes(value)) return value ?? fallback
      complain(`${name} must be one of ${values.join(', ')}; leave it out for ${fallback}.`)
      return fallback
    },
    url(name, protocols) {
      const value = optional(name)
      if (value === undefined) return undefined
      const url = URL.parse(value)
      if (url !== null && protocols.includes(url.protocol)) return url
      complain(`${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`)
      return undefined
    },
  }
}
