import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#shared/kernel/result.ts'

/** Says refusals in words: `refusalText(refusal)` for a place of its own, `showRefusal(refusal)` for a toast. */
export function useRefusals() {
  const { t, i18n } = useTranslation('refusals')
  const text = (refusal: Pick<Refusal, 'code' | 'field' | 'params'>): string => {
    const key = i18n.exists(refusal.code, { ns: 'refusals' }) ? refusal.code : 'unknown'
    const params = { ...refusal.params, field: refusal.field ?? '', code: refusal.code }
    return t(key as 'unknown', params)
  }
  return {
    refusalText: text,
    showRefusal: (refusal: Refusal) =>
      notifications.show({ id: refusal.code, color: 'red', title: t('title'), message: text(refusal) }),
  }
}
