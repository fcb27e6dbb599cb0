import { useDebouncedValue } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { ArticleHit } from '../../contract.ts'
import { useLoaded, usePortal, type Loaded } from './portal.tsx'

const PAUSE_MS = 250
/** Shorter words find nothing that helps. */
const LEAST_LETTERS = 3

/** Articles that answer what somebody types, once they pause; the latest ones while they typed nothing. */
export function useArticleSearch(words: string): Loaded<readonly ArticleHit[]> & { readonly words: string } {
  const { api } = usePortal()
  const { i18n } = useTranslation()
  const [settled] = useDebouncedValue(words.trim(), PAUSE_MS)
  const asked = settled.length >= LEAST_LETTERS ? settled.slice(0, 300) : ''
  const loaded = useLoaded<readonly ArticleHit[]>(`${i18n.language} ${asked}`, async (signal) => {
    const answer = await api.articles(i18n.language, asked, signal)
    return answer.ok ? { ok: true, value: answer.value.articles } : answer
  })
  return { ...loaded, words: asked }
}
