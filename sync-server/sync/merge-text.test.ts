import { expect, test } from 'vitest'
import { mergeTextByLines } from './merge-text.ts'

const base = 'Restart the router.\n\nThen call the provider.\nWrite down the time.'

test('changes of different lines are both there', () => {
  const mine = base.replace('Restart', 'Unplug')
  const theirs = `${base}\nClose the window.`
  expect(mergeTextByLines(mine, base, theirs)).toBe(
    'Unplug the router.\n\nThen call the provider.\nWrite down the time.\nClose the window.',
  )
})

test('the same change made twice is there once', () => {
  const same = base.replace('provider', 'carrier')
  expect(mergeTextByLines(same, base, same)).toBe(same)
})

test('two changes of one line are for a person to settle', () => {
  const merged = mergeTextByLines(base.replace('call', 'mail'), base, base.replace('call', 'visit'))
  expect(merged).toBeUndefined()
})

test('two texts made of one repeated line are given up rather than compared for minutes', () => {
  const lines = '\n'.repeat(100_000)
  const started = performance.now()
  expect(mergeTextByLines(`${lines}mine`, lines, `theirs${lines}`)).toBeUndefined()
  expect(performance.now() - started).toBeLessThan(1000)
})
