import { expect, test } from 'vitest'
import { spelledAs } from './spelling.ts'

const finds = (typed: string, title: string) => new RegExp(spelledAs(typed), 'iu').test(title)

test('a word is found with its accents', () => {
  expect(finds('ecran', 'Écran noir au démarrage')).toBe(true)
  expect(finds('demarrage', 'Écran noir au démarrage')).toBe(true)
  expect(finds('clavier', 'Écran noir au démarrage')).toBe(false)
})

test('signs mean themselves', () => {
  expect(finds('c++', 'Licence C++ Builder')).toBe(true)
  expect(finds('r-204', 'Bourrage papier R-204')).toBe(true)
  expect(finds('a.b', 'aXb')).toBe(false)
})
