import { expect, test } from 'vitest'
import { foreignImports } from './package-contents.ts'

test('Electron’s and Node’s own modules are there at run time', () => {
  const bundle = `import { app } from "electron";\nimport path from 'node:path';\nimport fs from "fs";\nimport './a.js'`
  expect(foreignImports(bundle)).toEqual([])
})

test('anything else would be missing', () => {
  const bundle = `import Type from "typebox";\nexport * from 'rxjs';\nconst z = await import("zod"); require('ws')`
  expect(foreignImports(bundle)).toEqual(['typebox', 'rxjs', 'zod', 'ws'])
})
