import { expect, test } from 'vitest'
import { labelText } from './label-text.ts'

test('a label holds its tag', () => {
  expect(labelText('  BRV-00042\n')).toBe('BRV-00042')
  expect(labelText('4006381333931')).toBe('4006381333931')
})

test('a label that holds an address means the tag at its end', () => {
  expect(labelText('https://desk.example/a/BRV-00042')).toBe('BRV-00042')
  expect(labelText('https://desk.example/console/#/assets/BRV-00042')).toBe('BRV-00042')
  expect(labelText('https://desk.example/find?tag=BRV%2042&x=1')).toBe('BRV 42')
})
