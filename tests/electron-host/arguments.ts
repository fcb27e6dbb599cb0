/** The command line as Electron reads it: `electron [-r module] [--switch[=value]] app [rest]`. */
export interface Arguments {
  readonly appPath: string | undefined
  readonly preloads: readonly string[]
  readonly switches: ReadonlyMap<string, string>
}

/** Splits the arguments after the program's name. */
export function readArguments(argv: readonly string[]): Arguments {
  const preloads: string[] = []
  const switches = new Map<string, string>()
  let appPath: string | undefined
  for (let at = 0; at < argv.length; at += 1) {
    const argument = argv[at] ?? ''
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
    if (argument === '-r' || argument === '--require') {
      at += 1
      preloads.push(argv[at] ?? '')
    } else if (name !== undefined) switches.set(name, value ?? '')
    else appPath ??= argument
  }
  return { appPath, preloads, switches }
}
