import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

test('switches, modules to preload and the app are told apart', () => {
  const argv = ['-r', '/x/loader.js', '--no-sandbox', '--inspect=0', '.', '--user-data-dir=/a=b']
  expect(readArguments([...argv, 'satchel://ticket/1'])).toEqual({
    appPath: '.',
    preloads: ['/x/loader.js'],
    switches: new Map([
      ['no-sandbox', ''],
      ['inspect', '0'],
      ['user-data-dir', '/a=b'],
    ]),
  })
})
