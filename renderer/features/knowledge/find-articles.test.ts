import { expect, test } from 'vitest'
import { articles } from '#shared/articles/collection.ts'
import type { Article } from '#shared/articles/schema.ts'
import { EVERY_ARTICLE, findArticles } from './find-articles.ts'

function anArticle(id: string, fields: Partial<Article>): Article {
  return { ...(articles.defaults as Article), id, rev: 1, deletedAt: '', state: 'published', ...fields }
}

const vpn = anArticle('vpn', { title: 'Connect the VPN', body: 'Open the client.', updatedAt: '2026-01-01' })
const dock = anArticle('dock', {
  title: 'Écran noir',
  body: 'Unplug the VPN token.',
  updatedAt: '2026-02-01',
  language: 'fr',
})
const old = anArticle('old', { title: 'VPN of 2019', state: 'retired' })
const kept = anArticle('kept', { title: 'Connect the VPN', versionOf: 'vpn' })
const all = [vpn, dock, old, kept]
const ids = (filter: Partial<typeof EVERY_ARTICLE>) =>
  findArticles(all, { ...EVERY_ARTICLE, ...filter }).map(({ id }) => id)

test('titles come before texts, accents and case do not matter', () => {
  expect(ids({ typed: 'vpn' })).toEqual(['vpn', 'dock'])
  expect(ids({ typed: 'ecran NOIR' })).toEqual(['dock'])
})

test('without words the latest change comes first; versions and the retired are left out', () => {
  expect(ids({})).toEqual(['dock', 'vpn'])
  expect(ids({ state: 'retired' })).toEqual(['old'])
  expect(ids({ language: 'fr' })).toEqual(['dock'])
})
