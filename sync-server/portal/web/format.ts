import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

const DAY_MS = 86_400_000
const KILOBYTE = 1024
const MEGABYTE = 1_048_576

/** Instants and sizes in the person's language. */
export interface Formats {
  /** `today at 12:03`, `yesterday at 09:40`, `17 November at 12:03`, `17 November 2025 at 12:03`. */
  when(at: string): string
  /** `today`, `17 November`, `17 November 2025`. */
  day(at: string): string
  isFuture(at: string): boolean
  /** `2.4 MB`. */
  size(bytes: number): string
}

/** Formats for the present language. */
export function useFormats(): Formats {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useMemo(() => {
    const locale = language === 'fr' ? 'fr' : 'en-GB'
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
    const near = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
    const dayOf = (date: Date) => {
      const now = new Date()
      const days = Math.round((startOfDay(date) - startOfDay(now)) / DAY_MS)
      if (Math.abs(days) <= 1) return near.format(days, 'day')
      const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
      return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', ...year }).format(date)
    }
    return {
      when(at) {
        const date = new Date(at)
        return at === '' ? '' : t('date.at', { day: dayOf(date), time: time.format(date) })
      },
      day: (at) => (at === '' ? '' : dayOf(new Date(at))),
      isFuture: (at) => Date.parse(at) > Date.now(),
      size(bytes) {
        if (bytes < KILOBYTE) return t('size.bytes', { count: bytes, value: number.format(bytes) })
        if (bytes < MEGABYTE)
          return t('size.kilobytes', { value: number.format(Math.round(bytes / KILOBYTE)) })
        return t('size.megabytes', { value: number.format(bytes / MEGABYTE) })
      },
    }
  }, [t, language])
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
