import { expect, test } from 'vitest'
import { isOwnScript, isWithoutMarkup } from './trusted-types.ts'

test('a style sheet is no markup', () => {
  expect(isWithoutMarkup('a > b { width: calc(1px * 2) } @media (width < 48em) {}')).toBe(true)
  expect(isWithoutMarkup('')).toBe(true)
})

test.each(['<img src=x onerror=alert(1)>', 'a</style><script>', '<!--', '<?xml', '<svg/onload=x>'])(
  '%s is markup',
  (text) => {
    expect(isWithoutMarkup(text)).toBe(false)
  },
)

test('a worker’s script comes from our own origin', () => {
  const page = 'https://desk.example.org/console/'
  expect(isOwnScript('./assets/search.js', page)).toBe(true)
  expect(isOwnScript('https://desk.example.org/a.js', page)).toBe(true)
  expect(isOwnScript('https://desk.example.org.evil.test/a.js', page)).toBe(false)
  expect(isOwnScript('data:text/javascript,alert(1)', page)).toBe(false)
  expect(isOwnScript('//evil.test/a.js', page)).toBe(false)
})
